#pragma once

#include <sluice/error.h>

#include <memory>

#include "engine/async/buffer_pool.h"
#include "engine/conn/happy_eyeballs.h"
#include "engine/conn/target.h"
#include "engine/dns/names.h"
#include "engine/tls/session_cache.h"

namespace sluice::conn {

/// What making a connection needs, owned by the engine of a Multi.
struct ConnectorParts {
    async::Reactor& reactor;
    dns::NameService& names;
    std::shared_ptr<tls::SessionCache> sessions;
    async::BufferPool& buffers;
};

/// Goes the target's route: looks the first name up and connects, asks each proxy for the next (SOCKS, CONNECT), sends
/// the PROXY line if one is wanted and, for https, shakes hands with the host. Fills the marks of `report` as it goes.
/// A proxy that closes the connection to ask for a login is connected to again.
/// Deadlines are the caller's; destroying the task gives up. Errors name the host or the proxy.
async::Task<Result<std::unique_ptr<Connection>>> make_connection(ConnectorParts parts, const Target& target,
                                                                 ConnectReport& report);

}  // namespace sluice::conn
