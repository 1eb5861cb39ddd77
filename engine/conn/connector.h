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

/// Looks the name up, connects and, for https, shakes hands. Fills the marks of `report` as it goes.
/// Deadlines are the caller's; destroying the task gives up. Errors name the host.
async::Task<Result<std::unique_ptr<Connection>>> make_connection(ConnectorParts parts, const Target& target,
                                                                 ConnectReport& report);

}  // namespace sluice::conn
