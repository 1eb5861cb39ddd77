#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace sluice {

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
    std::int64_t max_send_speed = 0;            ///< bytes per second; 0 = off (MAX_SEND_SPEED_LARGE)
    std::size_t max_header_bytes = 300 * 1024;  ///< all heads of one response
    std::size_t max_header_count = 5000;
    std::size_t max_write = 1024 * 1024;  ///< most bytes per write callback, 1 KiB to 1 MiB (BUFFERSIZE)
};

/// Which kinds of addresses are used (IPRESOLVE).
enum class IpVersion : std::uint8_t { any, v4, v6 };

/// Finding the address of a name.
struct DnsOptions {
    IpVersion ip_version = IpVersion::any;   ///< IPRESOLVE
    std::vector<std::string> resolve;        ///< "[+]host:port:addr[,addr]", "-host:port" (RESOLVE)
    std::chrono::seconds cache_timeout{60};  ///< 0 off, -1 for ever (DNS_CACHE_TIMEOUT)
    std::string doh_url;                     ///< ask this https server instead of the system, RFC 8484 (DOH_URL)
    bool doh_verify_peer = true;             ///< DOH_SSL_VERIFYPEER
    bool doh_verify_host = true;             ///< DOH_SSL_VERIFYHOST
};

/// Making, choosing and keeping connections.
struct ConnectionOptions {
    std::vector<std::string> connect_to;        ///< "host:port:host2:port2" (CONNECT_TO)
    bool fresh_connect = false;                 ///< FRESH_CONNECT
    bool forbid_reuse = false;                  ///< FORBID_REUSE
    std::chrono::seconds max_age{118};          ///< idle, 0 = off (MAXAGE_CONN)
    std::chrono::seconds max_lifetime{86'400};  ///< since creation, 0 = off (MAXLIFETIME_CONN)
    int max_connections = 5;  ///< kept idle by an Easy of its own, 0 = none; a Multi has MultiLimits (MAXCONNECTS)
    bool pipe_wait = false;   ///< wait for a connection that can carry several transfers (PIPEWAIT)
    std::string unix_socket;  ///< connect to this path instead of the host (UNIX_SOCKET_PATH)
    bool abstract_unix_socket = false;  ///< it is a name in Linux' abstract name space (ABSTRACT_UNIX_SOCKET)
    bool connect_only = false;          ///< connect, then leave the connection to Easy::send and receive (CONNECT_ONLY)
    std::chrono::milliseconds upkeep_interval{60'000};  ///< between checks by Easy::upkeep (UPKEEP_INTERVAL_MS)
};

/// Settings of each socket to a server or proxy.
struct SocketOptions {
    std::string interface;     ///< "eth0", "192.0.2.1", "host", "if!eth0", "host!name", "ifhost!eth0!name" (INTERFACE)
    int local_port = 0;        ///< 0: any (LOCALPORT)
    int local_port_range = 1;  ///< ports to try from there on (LOCALPORTRANGE)
    bool tcp_no_delay = true;  ///< TCP_NODELAY
    bool tcp_keep_alive = false;             ///< TCP_KEEPALIVE
    std::chrono::seconds keep_idle{60};      ///< TCP_KEEPIDLE
    std::chrono::seconds keep_interval{60};  ///< TCP_KEEPINTVL
    int keep_count = 9;                      ///< TCP_KEEPCNT
};

}  // namespace sluice
