#pragma once

#include <memory>
#include <utility>

#include "engine/conn/connection.h"

namespace sluice::conn {

class Pool;

/// The right to use one stream of a connection. HTTP/1 has one stream, so here it is the connection's only one.
/// Ends with finish(); a lease that is dropped without it closes the connection, because nobody knows its state.
class Lease {
  public:
    Lease() = default;
    Lease(Pool& pool, std::unique_ptr<Connection> connection, bool reused)
        : pool_(&pool), connection_(std::move(connection)), reused_(reused) {}
    Lease(Lease&& other) noexcept
        : pool_(std::exchange(other.pool_, nullptr)),
          connection_(std::move(other.connection_)),
          reused_(other.reused_) {}
    Lease& operator=(Lease&& other) noexcept;
    ~Lease() { finish(false); }

    stream::Stream& stream() { return *connection_->stream; }
    Connection& connection() { return *connection_; }
    /// Whether the connection had been used before.
    bool reused() const { return reused_; }
    explicit operator bool() const { return connection_ != nullptr; }
    /// Gives it back: for reuse, if the exchange ended cleanly and both sides keep it, else closed.
    void finish(bool reusable);

  private:
    Pool* pool_ = nullptr;
    std::unique_ptr<Connection> connection_;
    bool reused_ = false;
};

}  // namespace sluice::conn
