#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Options of a transfer, grouped by concern: plain structs with defaults, owned strings, no keys.
/// Every field works; values that make no sense are refused by validate() before the transfer begins.
/// Defaults are libcurl's (curl_easy_setopt(3)): what is unset is off.
namespace sluice {

/// What to ask for.
struct RequestOptions {
    std::string method;                ///< empty: GET, or HEAD with no_body. Replaces only the word (CUSTOMREQUEST).
    bool no_body = false;              ///< HEAD (NOBODY)
    std::vector<std::string> headers;  ///< "N: v" adds or replaces, "N:" removes, "N;" sends empty (HTTPHEADER)
    std::string user_agent;            ///< empty: no header (USERAGENT)
    std::string referer;               ///< empty: none (REFERER)
    bool auto_referer = false;         ///< set Referer at redirects (AUTOREFERER)
    std::string range;                 ///< "0-99", "100-", "-50", lists (RANGE)
    std::int64_t resume_from = 0;      ///< beats range; 0 = off (RESUME_FROM_LARGE)
    std::optional<std::string> body;   ///< makes it a POST unless method says otherwise (COPYPOSTFIELDS)
    std::string accept_encoding;       ///< "": none asked, none decoded; "all": every built-in coding (ACCEPT_ENCODING)
    bool http_content_decoding = true;  ///< HTTP_CONTENT_DECODING
    bool http10 = false;                ///< speak HTTP/1.0 (HTTP_VERSION)
    bool fail_on_error = false;         ///< status >= 400 is error 22 (FAILONERROR)
    bool path_as_is = false;            ///< keep dot segments (PATH_AS_IS)
    std::string default_scheme;         ///< for URLs without one; empty: guessed from the host's first label
};

/// Following redirects.
struct RedirectOptions {
    bool follow = false;                 ///< FOLLOWLOCATION
    int max_redirs = 30;                 ///< -1 endless, 0 refuses (MAXREDIRS)
    unsigned keep_post = 0;              ///< bits: 1 for 301, 2 for 302, 4 for 303 (POSTREDIR)
    bool unrestricted_auth = false;      ///< credentials to other origins too (UNRESTRICTED_AUTH)
    std::vector<std::string> protocols;  ///< allowed at redirects; empty: http and https (REDIR_PROTOCOLS_STR)
    std::vector<std::string>
        sensitive_headers;  ///< withheld across origins beside Authorization, Cookie, Proxy-Authorization
};

enum class TlsVersion : std::uint8_t { any, v1_2, v1_3 };

/// TLS to the final host.
struct TlsOptions {
    bool verify_peer = true;    ///< the chain (SSL_VERIFYPEER)
    bool verify_host = true;    ///< the name (SSL_VERIFYHOST)
    std::string ca_file;        ///< PEM; empty: the system's (CAINFO)
    std::string ca_path;        ///< folder of hashed certificates (CAPATH)
    std::string extra_ca_file;  ///< trusted beside the others; empty: none
    std::string crl_file;       ///< PEM (CRLFILE)
    TlsVersion min_version = TlsVersion::v1_2;
    TlsVersion max_version = TlsVersion::any;
    std::string ciphers;             ///< OpenSSL's list for TLS 1.2 (SSL_CIPHER_LIST)
    std::string tls13_ciphers;       ///< TLS13_CIPHERS
    std::string client_certificate;  ///< PEM file (SSLCERT)
    std::string client_key;          ///< PEM file; empty: in client_certificate (SSLKEY)
    std::string key_password;        ///< KEYPASSWD
    std::string pinned_public_key;   ///< file or "sha256//base64;..." (PINNEDPUBLICKEY)
    bool session_reuse = true;       ///< SSL_SESSIONID_CACHE

    friend bool operator==(const TlsOptions&, const TlsOptions&) = default;
};

/// Times. Zero means off unless another default is named.
struct TimeoutOptions {
    std::chrono::milliseconds total{0};             ///< the whole transfer (TIMEOUT_MS)
    std::chrono::milliseconds connect{300'000};     ///< lookup, TCP, TLS; 0 = this default (CONNECTTIMEOUT_MS)
    std::chrono::milliseconds first_byte{0};        ///< from request sent to first response byte
    std::chrono::milliseconds idle{0};              ///< without a byte sent or received of a request or response
    std::int64_t low_speed_limit = 0;               ///< bytes per second, with low_speed_time (LOW_SPEED_LIMIT)
    std::chrono::seconds low_speed_time{0};         ///< LOW_SPEED_TIME
    std::chrono::milliseconds happy_eyeballs{200};  ///< pace of connection attempts (HAPPY_EYEBALLS_TIMEOUT_MS)
};

/// Limits on what is accepted and how fast.
struct LimitOptions {
    std::int64_t max_file_size = 0;             ///< 0 = off, negative is refused (MAXFILESIZE_LARGE)
    std::int64_t max_receive_speed = 0;         ///< bytes per second; 0 = off (MAX_RECV_SPEED_LARGE)
    std::size_t max_header_bytes = 300 * 1024;  ///< all heads of one response
    std::size_t max_header_count = 5000;
    std::size_t max_write = 1024 * 1024;  ///< most bytes per write callback, 1 KiB to 1 MiB (BUFFERSIZE)
};

enum class IpVersion : std::uint8_t { any, v4, v6 };

/// Names and connections.
struct ConnectionOptions {
    IpVersion ip_version = IpVersion::any;       ///< IPRESOLVE
    std::vector<std::string> resolve;            ///< "[+]host:port:addr[,addr]", "-host:port" (RESOLVE)
    std::vector<std::string> connect_to;         ///< "host:port:host2:port2" (CONNECT_TO)
    std::chrono::seconds dns_cache_timeout{60};  ///< 0 off, -1 for ever (DNS_CACHE_TIMEOUT)
    bool fresh_connect = false;                  ///< FRESH_CONNECT
    bool forbid_reuse = false;                   ///< FORBID_REUSE
    std::chrono::seconds max_age{118};           ///< idle, 0 = off (MAXAGE_CONN)
    std::chrono::seconds max_lifetime{86'400};   ///< since creation, 0 = off (MAXLIFETIME_CONN)
    bool tcp_no_delay = true;                    ///< TCP_NODELAY
    bool tcp_keep_alive = false;                 ///< TCP_KEEPALIVE
    std::chrono::seconds keep_idle{60};          ///< TCP_KEEPIDLE
    std::chrono::seconds keep_interval{60};      ///< TCP_KEEPINTVL
    std::string local_address;                   ///< IP literal to bind to; empty: any (INTERFACE)
};

/// All of them. Copied by value; running transfers share one immutable copy.
struct Options {
    std::string url;
    RequestOptions request;
    RedirectOptions redirect;
    TlsOptions tls;
    TimeoutOptions timeouts;
    LimitOptions limits;
    ConnectionOptions connection;
    bool verbose = false;  ///< trace events are made and delivered (VERBOSE)
};

}  // namespace sluice
