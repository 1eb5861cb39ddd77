#pragma once

#include <sluice/callbacks.h>
#include <sluice/options.h>

#include <cstdint>
#include <memory>
#include <string>

#include "engine/conn/connection.h"
#include "engine/conn/route.h"
#include "engine/dns/doh_fetch.h"
#include "engine/dns/overrides.h"
#include "engine/dns/shared_cache.h"
#include "engine/http/auth_choice.h"
#include "engine/tls/context.h"
#include "engine/tls/session_cache.h"

namespace sluice::conn {

/// What a transfer has in common with those of other Multis; null: that of its own Multi.
struct SharedParts {
    std::shared_ptr<dns::SharedCache> names;
    std::shared_ptr<tls::SessionCache> sessions;
    std::shared_ptr<Parking> parking;
};

/// Where a transfer wants to go and how: everything a connection is made from. Borrows options, callbacks and login.
struct Target {
    std::string scheme;  ///< "http", "https"
    std::string host;    ///< ASCII, no brackets
    std::uint16_t port = 0;
    dns::Destination via;                   ///< host and port to connect to (connect_to applied)
    std::shared_ptr<tls::Context> context;  ///< null for cleartext
    Route route;
    const Options* options = nullptr;
    SharedParts shared;
    const ConnectionCallbacks* callbacks = nullptr;  ///< null: none
    http::AuthRounds* proxy_login = nullptr;         ///< for CONNECT; null: none
    std::shared_ptr<dns::DohFetch> over_https;       ///< names are looked up so, if it is set
    bool fresh = false;                              ///< no connection that was used before
    bool beyond_limits = false;                      ///< never waits for a place in the pool

    ConnectionKey key() const;
    /// What limits per host count: the proxy where it is asked in the server's place.
    std::string host_name() const;

    Target() {}  // user-provided: passed to coroutines
};

/// "host:port", IPv6 in brackets.
std::string authority_of(const std::string& host, std::uint16_t port);

}  // namespace sluice::conn
