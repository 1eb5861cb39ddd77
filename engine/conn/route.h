#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "engine/conn/proxy_choice.h"
#include "engine/sys/address.h"
#include "engine/tls/context.h"

namespace sluice::conn {

/// The way to a host: over which proxies, or to which socket of this machine. The default goes straight there.
struct Route {
    ProxyChain proxies;                           ///< the nearest first
    bool tunnel = false;                          ///< CONNECT through the last one, an HTTP proxy
    std::shared_ptr<tls::Context> proxy_context;  ///< to an HTTPS proxy
    std::string local_path;                       ///< connect to this socket instead; proxies is empty then
    bool haproxy = false;                         ///< begin with a PROXY line
    std::optional<sys::Address> haproxy_client;   ///< the client that it names

    /// Requests are made to the proxy in the server's place: one connection serves all servers.
    bool asks_proxy() const { return !proxies.empty() && !proxies.back().is_socks() && !tunnel; }
    /// The HTTP proxy on the way, or null.
    const ProxyServer* http_proxy() const {
        return proxies.empty() || proxies.back().is_socks() ? nullptr : &proxies.back();
    }
    /// For people and records: "socks5://a:1080, http://b:3128"; no logins. Empty without proxies.
    std::string names() const;
    /// What two connections must have in common to be used for each other, beside the host. Holds secrets.
    std::string key() const;
};

}  // namespace sluice::conn
