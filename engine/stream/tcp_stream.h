#pragma once

#include <functional>
#include <utility>

#include "engine/stream/stream.h"

namespace sluice::stream {

/// A connected socket: TCP, or one within this machine. Owns it: destroying the stream releases the descriptor through
/// the reactor.
class TcpStream : public Stream {
  public:
    /// `close` ends the descriptor in place of close(2), if it is set; it must not throw. Such a socket stays with its
    /// reactor.
    TcpStream(async::Reactor& reactor, sys::Fd fd, std::function<void(int)> close = {})
        : reactor_(&reactor), network_(&reactor.world().network()), fd_(fd), close_(std::move(close)) {}
    ~TcpStream() override;
    sys::IoResult try_read(MutableBytes into) override;
    sys::IoResult try_write(Bytes from) override;
    BlockedOn read_blocked_on() const override { return {fd_, false}; }
    BlockedOn write_blocked_on() const override { return {fd_, true}; }
    Error last_error() const override { return error_; }
    bool idle_and_alive() override;
    sys::Fd descriptor() const override { return fd_; }
    bool reads_pass_through() const override { return true; }
    bool leave_reactor(sys::Network& network) override;
    void join_reactor(async::Reactor& reactor, async::BufferPool& buffers) override;

  private:
    async::Reactor* reactor_;  ///< null while it rests
    sys::Network* network_;
    sys::Fd fd_;
    std::function<void(int)> close_;
    Error error_;
};

/// What an errno of a receive or send means to a person.
Error network_error(int os_errno, bool sending);

}  // namespace sluice::stream
