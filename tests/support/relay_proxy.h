#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

struct ssl_ctx_st;

namespace sluice::test {

/// One client of a RelayProxy, as far as its handshake went.
struct RelayedClient {
    std::string protocol;  ///< "SOCKS4", "SOCKS4a", "SOCKS5", "CONNECT"
    std::string host;      ///< asked for: a name or an IP address
    std::uint16_t port = 0;
    std::string user, password;  ///< of SOCKS
    std::string head;            ///< of the CONNECT request
};

/// A real proxy on a free loopback port, or on a Unix socket, that speaks SOCKS4, 4a, 5 and CONNECT (it sees which) and
/// carries bytes to a port of this machine, whatever host is asked for. A thread per client; all end with this object.
/// Calls may come from any thread.
class RelayProxy {
  public:
    struct Settings {
        std::shared_ptr<ssl_ctx_st> tls;  ///< speak TLS to clients
        std::string unix_path;            ///< listen there instead
        std::uint16_t to_port = 0;        ///< connect there instead of to the port that is asked for
        std::string user, password;       ///< SOCKS5: must log in so; empty: nobody need
        std::string answer;               ///< sent instead of the last answer of the handshake; then the end
        std::string early;                ///< sent right behind a granted CONNECT, in the same piece
        std::size_t piece = 0;            ///< handshake answers go out so many bytes at once; 0: whole
    };

    RelayProxy();
    explicit RelayProxy(Settings settings);
    RelayProxy(const RelayProxy&) = delete;
    RelayProxy& operator=(const RelayProxy&) = delete;
    ~RelayProxy();

    std::uint16_t port() const;
    /// "SCHEME://[LOGIN@]127.0.0.1:PORT"
    std::string url(const std::string& scheme, const std::string& login = {}) const;
    std::vector<RelayedClient> clients() const;

  private:
    struct State;
    std::shared_ptr<State> state_;
};

}  // namespace sluice::test
