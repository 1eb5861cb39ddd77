#pragma once

#include <sluice/tls_options.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sluice {

/// Bits of CURLAUTH_*: which ways of authentication may be used. One of them is used at once, several mean: ask first,
/// then the safest that both sides know.
namespace auth {
inline constexpr unsigned none = 0, basic = 1, digest = 2, bearer = 64, only = 1U << 31;
inline constexpr unsigned any = basic | digest | bearer, any_safe = digest | bearer;
inline constexpr unsigned negotiate = 4, ntlm = 8;  ///< told as offered by a server, not spoken here
}  // namespace auth

/// CURL_NETRC_*: whether logins may come from a .netrc file.
enum class Netrc : std::uint8_t {
    ignored = 0,
    optional = 1,  ///< a login in the URL or the options wins
    required = 2,  ///< only the file counts
};

/// Who we are to the server. Never sent to another origin unless redirect.unrestricted_auth.
struct AuthOptions {
    std::optional<std::string> username;    ///< USERNAME; a login in the URL stands back behind it
    std::optional<std::string> password;    ///< PASSWORD
    std::string bearer;                     ///< token (XOAUTH2_BEARER)
    unsigned methods = auth::basic;         ///< bits of sluice::auth (HTTPAUTH)
    Netrc netrc = Netrc::ignored;           ///< NETRC
    std::string netrc_file;                 ///< empty: ~/.netrc (NETRC_FILE)
    bool disallow_username_in_url = false;  ///< login_denied if there is one (DISALLOW_USERNAME_IN_URL)
};

/// CURLPROXY_*: how a proxy is spoken to, unless the scheme of its URL says so.
enum class ProxyType : std::uint8_t {
    http = 0,
    http_1_0 = 1,
    https = 2,
    socks4 = 4,
    socks5 = 5,
    socks4a = 6,
    socks5h = 7
};

/// By which proxy.
struct ProxyOptions {
    std::optional<std::string> url;       ///< "[scheme://][user:password@]host[:port]"; unset: by the environment
                                          ///< (http_proxy, https_proxy, all_proxy); "": none (PROXY)
    ProxyType type = ProxyType::http;     ///< if the URL names no scheme (PROXYTYPE)
    std::string pre_proxy;                ///< a SOCKS proxy in front of the proxy (PRE_PROXY)
    std::optional<std::string> no_proxy;  ///< hosts reached directly; unset: the environment's no_proxy (NOPROXY)
    std::optional<std::string> username;  ///< PROXYUSERNAME
    std::optional<std::string> password;  ///< PROXYPASSWORD
    unsigned methods = auth::basic;       ///< bits of sluice::auth (PROXYAUTH)
    bool tunnel = false;                  ///< CONNECT for http too (HTTPPROXYTUNNEL)
    std::vector<std::string> headers;     ///< for the proxy (PROXYHEADER)
    bool separate_headers = true;         ///< false: request.headers go to the proxy too (HEADEROPT)
    TlsOptions tls;                       ///< to an HTTPS proxy (PROXY_SSL_*, PROXY_CAINFO …)
    bool haproxy_protocol = false;        ///< a PROXY line of version 1 before everything (HAPROXYPROTOCOL)
    std::string haproxy_client_ip;        ///< address named in it; empty: our own (HAPROXY_CLIENT_IP)
};

}  // namespace sluice
