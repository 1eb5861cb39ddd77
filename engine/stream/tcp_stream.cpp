#include "engine/stream/tcp_stream.h"

#include <cerrno>

#include "engine/base/result.h"

namespace sluice::stream {

Error network_error(int os_errno, bool sending) {
    const bool reset = os_errno == ECONNRESET || os_errno == EPIPE || os_errno == ECONNABORTED;
    Error error;
    error.kind = reset ? Kind::net_reset : sending ? Kind::net_send : Kind::net_receive;
    if (os_errno == ETIMEDOUT) {
        error.kind = Kind::net_stalled;
    }
    error.code = sending ? Code::send_error : Code::recv_error;
    error.os_errno = os_errno;
    return error;
}

TcpStream::~TcpStream() {
    if (close_) {
        reactor_->let_go(fd_);
        close_(fd_);
    } else if (reactor_ != nullptr) {
        reactor_->release(fd_);
    } else {
        network_->close(fd_);
    }
}

sys::IoResult TcpStream::try_read(MutableBytes into) {
    const sys::IoResult got = network_->receive(fd_, into);
    if (got.state == sys::IoState::failed) {
        error_ = network_error(got.error, false);
    }
    return got;
}

sys::IoResult TcpStream::try_write(Bytes from) {
    const sys::IoResult put = network_->send(fd_, from);
    if (put.state == sys::IoState::failed) {
        error_ = network_error(put.error, true);
    }
    return put;
}

bool TcpStream::idle_and_alive() {
    return network_->peek(fd_).state == sys::IoState::would_block;
}

bool TcpStream::leave_reactor(sys::Network& network) {
    if (close_) {
        return false;
    }
    reactor_->let_go(fd_);
    reactor_ = nullptr;
    network_ = &network;
    return true;
}

void TcpStream::join_reactor(async::Reactor& reactor, async::BufferPool&) {
    reactor_ = &reactor;
    network_ = &reactor.world().network();
}

}  // namespace sluice::stream
