#pragma once

#include <sluice/options.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/conn/connection.h"
#include "engine/dns/overrides.h"
#include "engine/dns/shared_cache.h"
#include "engine/tls/context.h"
#include "engine/tls/session_cache.h"

namespace sluice::conn {

/// What a transfer has in common with those of other Multis; null: that of its own Multi.
struct SharedParts {
    std::shared_ptr<dns::SharedCache> names;
    std::shared_ptr<tls::SessionCache> sessions;
    std::shared_ptr<Parking> parking;
};

/// Where a transfer wants to go and how: everything a connection is made from. Borrows the options.
struct Target {
    std::string scheme;  ///< "http", "https"
    std::string host;    ///< ASCII, no brackets
    std::uint16_t port = 0;
    dns::Destination via;                   ///< host and port to connect to (connect_to applied)
    std::shared_ptr<tls::Context> context;  ///< null for cleartext
    const Options* options = nullptr;
    SharedParts shared;

    ConnectionKey key() const;
    /// What limits per host count.
    std::string host_name() const { return host + ':' + std::to_string(port); }
};

}  // namespace sluice::conn
