#include "engine/conn/socket_setup.h"

#include <sys/socket.h>

#include <cerrno>

#include "engine/base/guarded.h"

namespace sluice::conn {

namespace {

tl::unexpected<Error> refused_by_caller(std::string why) {
    return fail(Code::couldnt_connect, Kind::aborted_by_callback, ErrorArgs{.detail = std::move(why)});
}

Kind kind_of_connect(int os_errno) {
    switch (os_errno) {
        case ECONNREFUSED:
            return Kind::net_refused;
        case ETIMEDOUT:
            return Kind::net_connect_timeout;
        case EMFILE:
        case ENFILE:
            return Kind::net_no_descriptors;
        case EADDRINUSE:
        case EADDRNOTAVAIL:
            return Kind::net_bind;
        case ECONNRESET:
            return Kind::net_reset;
        default:
            return Kind::net_unreachable;
    }
}

/// Asks the caller for a descriptor. An error of socket(2) is in `error`.
Result<sys::Fd> descriptor_for(sys::Network& network, const SocketAddress& address, const SocketPlan& plan,
                               int& error) {
    if (plan.callbacks == nullptr || !plan.callbacks->open_socket) {
        if (address.family == AF_UNIX) {
            return network.open_local(error);
        }
        return network.open(address.family == AF_INET6 ? sys::Family::v6 : sys::Family::v4, error);
    }
    SL_TRY(fd, base::guarded("open_socket", [&] { return plan.callbacks->open_socket(address); }));
    if (*fd < 0) {
        return refused_by_caller("open_socket gave no socket for " + address.ip);
    }
    return *fd;
}

Result<void> ask_for_options(sys::Fd fd, const SocketPlan& plan, OpenedSocket& out) {
    if (plan.callbacks == nullptr || !plan.callbacks->socket_options) {
        return {};
    }
    SL_TRY(verdict, base::guarded("socket_options", [&] { return plan.callbacks->socket_options(fd); }));
    if (*verdict == SocketVerdict::error) {
        return refused_by_caller("socket_options refused the socket");
    }
    out.connected = *verdict == SocketVerdict::already_connected;
    return {};
}

std::function<void(int)> closer_of(const SocketPlan& plan) {
    if (plan.callbacks == nullptr || !plan.callbacks->close_socket) {
        return {};
    }
    return [close = plan.callbacks->close_socket](int fd) {
        try {
            close(fd);
        } catch (...) {  // there is nobody left to tell
        }
    };
}

Result<OpenedSocket> open_for(async::Reactor& reactor, const SocketAddress& address, const std::string& peer,
                              const SocketPlan& plan) {
    sys::Network& network = reactor.world().network();
    int error = 0;
    SL_TRY(fd, descriptor_for(network, address, plan, error));
    if (*fd < 0) {
        return connect_error(peer, error);
    }
    OpenedSocket out;
    out.stream = std::make_unique<stream::TcpStream>(reactor, *fd, closer_of(plan));
    reactor.set_owner(*fd, plan.owner);
    if (plan.callbacks != nullptr && plan.callbacks->open_socket) {
        if (const int failed = network.adopt(*fd); failed != 0) {
            return connect_error(peer, failed);
        }
    }
    if (address.family != AF_UNIX) {
        const SocketOptions& options = plan.options;
        if (options.tcp_no_delay) {
            network.set(*fd, sys::SocketOption::no_delay, 1);
        }
        if (options.tcp_keep_alive) {
            network.set(*fd, sys::SocketOption::keep_alive, 1);
            network.set(*fd, sys::SocketOption::keep_idle_s, static_cast<int>(options.keep_idle.count()));
            network.set(*fd, sys::SocketOption::keep_interval_s, static_cast<int>(options.keep_interval.count()));
            network.set(*fd, sys::SocketOption::keep_count, options.keep_count);
        }
    }
    SL_TRY(asked, ask_for_options(*fd, plan, out));
    return out;
}

}  // namespace

tl::unexpected<Error> connect_error(const std::string& peer, int os_errno) {
    ErrorArgs args;
    args.address = peer;
    return fail(Code::couldnt_connect, kind_of_connect(os_errno), std::move(args), os_errno);
}

Result<OpenedSocket> open_socket(async::Reactor& reactor, const sys::Address& peer, const SocketPlan& plan) {
    const SocketAddress address{peer.family() == sys::Family::v6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0, peer.ip(),
                                peer.port()};
    auto out = open_for(reactor, address, peer.text(), plan);
    if (out && !out->connected) {
        SL_TRY(bound, bind_socket(reactor.world().network(), out->stream->descriptor(), peer, plan.local));
    }
    return out;
}

Result<OpenedSocket> open_local_socket(async::Reactor& reactor, const std::string& path, const SocketPlan& plan) {
    const SocketAddress address{AF_UNIX, SOCK_STREAM, 0, path, 0};
    return open_for(reactor, address, path, plan);
}

}  // namespace sluice::conn
