#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/conn/proxy_server.h"

namespace sluice::conn {

/// What the options say about proxies.
struct ProxyWish {
    std::optional<std::string> proxy;     ///< unset: the environment decides; "": none, whatever it says
    ProxyType type = ProxyType::http;     ///< of a proxy given without scheme
    std::uint16_t port = 0;               ///< of a proxy given without port; 0: the usual one
    std::string pre_proxy;                ///< a SOCKS proxy on the way to the proxy, socks4 without scheme; "": none
    std::optional<std::string> no_proxy;  ///< unset: the environment decides; "": all hosts through the proxy
    std::optional<std::string> user;      ///< for the proxy, if its address names none
    std::string password;
};

/// A variable of the environment; nothing if it is not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;

/// The proxies on the way to a host, the nearest first: none, one, or a SOCKS proxy and another one.
using ProxyChain = std::vector<ProxyServer>;

/// The chain for `scheme`://`host`. The environment is asked only where the options are silent: SCHEME_proxy, then
/// all_proxy; each in lower case, then in upper case, but for HTTP_PROXY, which a CGI request can set; no_proxy
/// likewise. Empty variables count as unset. Source: CURLOPT_PROXY(3), CURLOPT_NOPROXY(3). Errors: those of
/// parse_proxy; not_supported for a pre-proxy that is not SOCKS. Thread-safe.
Result<ProxyChain> choose_proxies(const ProxyWish& wish, std::string_view scheme, std::string_view host,
                                  const Environment& environment);

}  // namespace sluice::conn
