#pragma once

#include <sluice/options.h>

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "engine/base/clock.h"

struct ssl_session_st;

namespace sluice::tls {

/// To whom a session belongs: it is only offered again to the same host and port under the same options, so that a
/// session made without checking never stands for one that was checked.
struct SessionKey {
    SessionKey(std::string peer_host, std::uint16_t peer_port, TlsOptions tls_options)
        : host(std::move(peer_host)), port(peer_port), options(std::move(tls_options)) {}
    std::string host;
    std::uint16_t port;
    TlsOptions options;
    friend bool operator==(const SessionKey&, const SessionKey&) = default;
};

/// TLS sessions for resumption, of at most 25 peers, each for at most 24 h. A TLS 1.3 ticket is given out once
/// (RFC 8446 C.4), a session of TLS 1.2 again and again. Thread-safe.
class SessionCache {
  public:
    using Session = std::shared_ptr<ssl_session_st>;
    static constexpr std::size_t most_peers = 25;
    static constexpr std::size_t most_tickets = 8;  ///< of one peer
    static constexpr std::chrono::hours longest_life{24};

    /// The clock outlives the cache.
    explicit SessionCache(const base::Clock& clock) : clock_(clock) {}

    void put(const SessionKey& key, Session session);
    /// The newest session for this peer, or null.
    Session take(const SessionKey& key);
    void clear();
    std::size_t peers() const;

  private:
    struct Stored {
        Session session;
        Instant until;  ///< by boottime
        bool single_use;
    };
    struct Peer {
        SessionKey key;
        std::vector<Stored> sessions;  ///< newest last
    };
    void drop_old(Instant now);
    std::list<Peer>::iterator find(const SessionKey& key);

    const base::Clock& clock_;
    mutable std::mutex mutex_;
    std::list<Peer> peers_;  ///< last used first
};

}  // namespace sluice::tls
