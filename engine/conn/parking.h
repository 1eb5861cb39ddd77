#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>

#include "engine/conn/connection.h"
#include "engine/sys/network.h"

namespace sluice::conn {

/// Idle connections that belong to no reactor: where pools on several threads leave what they do not use, and find what
/// another left. A connection moves by ownership; it is never in two places. Those that rest here longer than
/// `longest_rest`, and the oldest beyond `most`, are closed. Thread-safe.
///
///     if (!parking.park(connection)) …it stays where it is…
///     if (auto found = parking.take(key)) found->stream->join_reactor(reactor, buffers), …check that it is alive…
class Parking {
  public:
    static constexpr std::size_t most = 100;
    static constexpr std::chrono::seconds longest_rest{118};

    /// `network` closes what is still parked at the end; it outlives the Parking.
    explicit Parking(sys::Network& network) : network_(network) {}

    /// Takes an idle connection, whose place in its pool has been given up (no on_close). False, with nothing changed,
    /// if it cannot leave its reactor or was made by the caller's own rules for TLS.
    bool park(std::unique_ptr<Connection>& connection, Instant now);
    /// The one used last that has this key, or null. It is on no reactor yet.
    std::unique_ptr<Connection> take(const ConnectionKey& key);
    void clear();
    std::size_t size() const;

  private:
    sys::Network& network_;
    mutable std::mutex mutex_;
    std::list<std::unique_ptr<Connection>> parked_;  // oldest use first
};

}  // namespace sluice::conn
