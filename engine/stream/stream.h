#pragma once

#include <sluice/error.h>

#include <cstddef>
#include <functional>

#include "engine/async/buffer_pool.h"
#include "engine/async/reactor.h"
#include "engine/base/bytes.h"
#include "engine/sys/network.h"

namespace sluice::stream {

/// On what a blocked call of a Stream waits: the descriptor below it, for reading or for writing.
struct BlockedOn {
    sys::Fd fd = sys::no_fd;
    bool writing = false;
};

/// A byte pipe: TCP, TLS over TCP, a tunnel, later one stream of HTTP/2. Its calls never wait; a coroutine that finds a
/// call blocked waits for readiness (read_some, write_all) and tries again. One reader and one writer at a time.
/// The last layer owns the one below. Lives on one reactor's thread. Destroying it releases the descriptor.
///
/// Normal course: try_read → would_block → wait for read_blocked_on() → try_read → done … → closed.
/// Failed: any call returns `failed`, last_error() says why, every later call fails the same way.
class Stream {
  public:
    Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    virtual ~Stream() = default;

    virtual sys::IoResult try_read(MutableBytes into) = 0;
    virtual sys::IoResult try_write(Bytes from) = 0;
    /// Valid after the call of that direction returned would_block.
    virtual BlockedOn read_blocked_on() const = 0;
    virtual BlockedOn write_blocked_on() const = 0;
    /// After `failed`: what happened, with the kind and the errno; the host is added on the way up.
    virtual Error last_error() const = 0;
    /// Whether a liveness probe of an idle stream finds it alive and quiet: no end, no error, no unread byte.
    virtual bool idle_and_alive() = 0;
    /// The socket below all layers, for figures and splice; bytes read there belong to nobody else only if
    /// reads_pass_through().
    virtual sys::Fd descriptor() const = 0;
    /// True if bytes on the descriptor are exactly the bytes of this stream (cleartext TCP).
    virtual bool reads_pass_through() const = 0;
    /// What a security layer said on its own account since the last call (handshake messages and the like), for
    /// traces; only if it was made to keep that.
    virtual void take_protocol_data(const std::function<void(bool sent, Bytes)>& each) { static_cast<void>(each); }

    /// Takes an idle stream off its reactor: from then on nothing in it refers to the reactor or to its buffers, and it
    /// may be handed to another thread. Until join_reactor() it may only be destroyed; `network` closes it then, and
    /// outlives it. False, and nothing has changed, for a stream that has to stay.
    virtual bool leave_reactor(sys::Network& network) {
        static_cast<void>(network);
        return false;
    }
    /// After leave_reactor(): it lives here now, on this thread.
    virtual void join_reactor(async::Reactor& reactor, async::BufferPool& buffers) {
        static_cast<void>(reactor);
        static_cast<void>(buffers);
    }
};

/// Reads at least one byte; 0 means the peer ended in good order.
async::Task<Result<std::size_t>> read_some(async::Reactor& reactor, Stream& stream, MutableBytes into);
/// Writes all of it.
async::Task<Result<void>> write_all(async::Reactor& reactor, Stream& stream, Bytes from);

}  // namespace sluice::stream
