#pragma once

#include <sluice/auth_options.h>
#include <sluice/error.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::conn {

/// One proxy: what it speaks, where it is, who logs in. Holds a secret.
struct ProxyServer {
    ProxyType type = ProxyType::http;
    std::string host;  ///< ASCII, no brackets; the zone of an IPv6 address behind '%'
    std::uint16_t port = 0;
    std::string unix_path;            ///< connect to this socket instead of host and port (SOCKS only)
    std::optional<std::string> user;  ///< set: log in
    std::string password;

    bool is_socks() const { return type >= ProxyType::socks4; }
    /// Whether the proxy gets an address that we have looked up: socks4 and socks5; socks4a and socks5h get the name.
    bool wants_address() const { return type == ProxyType::socks4 || type == ProxyType::socks5; }
    /// "socks5h://host:1080": without the login; for people, logs and keys.
    std::string name() const;
    friend bool operator==(const ProxyServer&, const ProxyServer&) = default;
};

/// Reads "[scheme://][user[:password]@]host[:port]". Without a scheme it is `type`; the port is 443 for https and 1080
/// for all others, unless given or `port` is set. User and password are URL-decoded. "socks5h://localhost/path" is the
/// socket at that path. Source: CURLOPT_PROXY(3).
/// Errors: option_syntax with Code::couldnt_resolve_proxy for what cannot be read, not_supported for a scheme that is
/// none of ours; the text holds no login. Thread-safe.
Result<ProxyServer> parse_proxy(std::string_view text, ProxyType type = ProxyType::http, std::uint16_t port = 0);

}  // namespace sluice::conn
