#include "engine/sys/posix_network.h"

#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <memory>

namespace sluice::sys {

namespace {

socklen_t to_system(const Address& address, sockaddr_storage& out) {
    std::memset(&out, 0, sizeof out);
    if (address.family() == Family::v4) {
        auto& in = reinterpret_cast<sockaddr_in&>(out);
        in.sin_family = AF_INET;
        in.sin_port = htons(address.port());
        std::memcpy(&in.sin_addr, address.raw().data(), 4);
        return sizeof in;
    }
    auto& in = reinterpret_cast<sockaddr_in6&>(out);
    in.sin6_family = AF_INET6;
    in.sin6_port = htons(address.port());
    in.sin6_scope_id = address.scope();
    std::memcpy(&in.sin6_addr, address.raw().data(), 16);
    return sizeof in;
}

Address from_system(const sockaddr_storage& from) {
    if (from.ss_family == AF_INET) {
        const auto& in = reinterpret_cast<const sockaddr_in&>(from);
        std::array<std::uint8_t, 4> ip{};
        std::memcpy(ip.data(), &in.sin_addr, 4);
        return Address::v4(ip, ntohs(in.sin_port));
    }
    if (from.ss_family != AF_INET6) {
        return {};
    }
    const auto& in = reinterpret_cast<const sockaddr_in6&>(from);
    std::array<std::uint8_t, 16> ip{};
    std::memcpy(ip.data(), &in.sin6_addr, 16);
    return Address::v6(ip, ntohs(in.sin6_port), in.sin6_scope_id);
}

IoResult outcome(ssize_t n) {
    if (n > 0) {
        return IoResult::moved(static_cast<std::size_t>(n));
    }
    if (n == 0) {
        return IoResult::ended();
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
        return IoResult::blocked();
    }
    return IoResult::failure(errno);
}

}  // namespace

Fd PosixNetwork::open(Family family, int& error) {
    const Fd fd = ::socket(family == Family::v4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    error = fd < 0 ? errno : 0;
    return fd;
}

Fd PosixNetwork::open_local(int& error) {
    const Fd fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    error = fd < 0 ? errno : 0;
    return fd;
}

int PosixNetwork::adopt(Fd fd) {
    const int flags = ::fcntl(fd, F_GETFL);
    return flags >= 0 && ::fcntl(fd, F_SETFL, flags | O_NONBLOCK) == 0 ? 0 : errno;
}

int PosixNetwork::set(Fd fd, SocketOption option, int value) {
    int level = IPPROTO_TCP;
    int name = 0;
    switch (option) {
        case SocketOption::no_delay:
            name = TCP_NODELAY;
            break;
        case SocketOption::keep_alive:
            level = SOL_SOCKET;
            name = SO_KEEPALIVE;
            break;
        case SocketOption::keep_idle_s:
            name = TCP_KEEPIDLE;
            break;
        case SocketOption::keep_interval_s:
            name = TCP_KEEPINTVL;
            break;
        case SocketOption::keep_count:
            name = TCP_KEEPCNT;
            break;
        case SocketOption::receive_buffer:
            level = SOL_SOCKET;
            name = SO_RCVBUF;
            break;
        case SocketOption::receive_window_clamp:
            name = TCP_WINDOW_CLAMP;
            break;
    }
    return ::setsockopt(fd, level, name, &value, sizeof value) == 0 ? 0 : errno;
}

int PosixNetwork::bind(Fd fd, const Address& local) {
    sockaddr_storage address;
    const socklen_t size = to_system(local, address);
    return ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0 ? 0 : errno;
}

int PosixNetwork::bind_device(Fd fd, const std::string& device) {
#ifdef SO_BINDTODEVICE
    if (device.size() < IFNAMSIZ) {
        const auto size = static_cast<socklen_t>(device.size() + 1);
        return ::setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, device.c_str(), size) == 0 ? 0 : errno;
    }
#endif
    static_cast<void>(fd);
    return device.size() < IFNAMSIZ ? EPERM : ENODEV;
}

std::optional<std::vector<Address>> PosixNetwork::device_addresses(const std::string& device) {
    ifaddrs* list = nullptr;
    if (::getifaddrs(&list) != 0) {
        return std::nullopt;
    }
    const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> owner(list, ::freeifaddrs);
    std::optional<std::vector<Address>> out;
    for (const ifaddrs* at = list; at != nullptr; at = at->ifa_next) {
        if (device != at->ifa_name) {
            continue;
        }
        if (!out) {
            out.emplace();
        }
        if (at->ifa_addr != nullptr && (at->ifa_addr->sa_family == AF_INET || at->ifa_addr->sa_family == AF_INET6)) {
            sockaddr_storage address{};
            std::memcpy(&address, at->ifa_addr,
                        at->ifa_addr->sa_family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6));
            out->push_back(from_system(address));
        }
    }
    return out;
}

IoResult PosixNetwork::connect(Fd fd, const Address& peer) {
    sockaddr_storage address;
    const socklen_t size = to_system(peer, address);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&address), size) == 0) {
        return IoResult::moved(0);
    }
    return errno == EINPROGRESS || errno == EINTR ? IoResult::blocked() : IoResult::failure(errno);
}

IoResult PosixNetwork::connect_local(Fd fd, const std::string& path) {
    sockaddr_un address{};
    if (path.empty() || path.size() >= sizeof address.sun_path) {
        return IoResult::failure(ENAMETOOLONG);
    }
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.data(), path.size());
    // A name in the abstract name space ends with the size given, a path with NUL.
    const std::size_t size = offsetof(sockaddr_un, sun_path) + path.size() + (path.front() == '\0' ? 0 : 1);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&address), static_cast<socklen_t>(size)) == 0) {
        return IoResult::moved(0);
    }
    return errno == EINPROGRESS || errno == EINTR ? IoResult::blocked() : IoResult::failure(errno);
}

int PosixNetwork::pending_error(Fd fd) {
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

IoResult PosixNetwork::receive(Fd fd, MutableBytes into) {
    ssize_t n = 0;
    do {
        n = ::recv(fd, into.data(), into.size(), 0);
    } while (n < 0 && errno == EINTR);
    return outcome(n);
}

IoResult PosixNetwork::send(Fd fd, Bytes from) {
    ssize_t n = 0;
    do {
        n = ::send(fd, from.data(), from.size(), MSG_NOSIGNAL);
    } while (n < 0 && errno == EINTR);
    return outcome(n);
}

IoResult PosixNetwork::peek(Fd fd) {
    std::byte one;
    return outcome(::recv(fd, &one, 1, MSG_PEEK | MSG_DONTWAIT));
}

Address PosixNetwork::local_address(Fd fd) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    return from_system(address);
}

Address PosixNetwork::peer_address(Fd fd) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    ::getpeername(fd, reinterpret_cast<sockaddr*>(&address), &size);
    return from_system(address);
}

TcpFigures PosixNetwork::figures(Fd fd) {
    tcp_info info{};
    socklen_t size = sizeof info;
    if (::getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0) {
        return {};
    }
    return {info.tcpi_rtt, info.tcpi_total_retrans, info.tcpi_snd_cwnd};
}

void PosixNetwork::close(Fd fd) {
    ::close(fd);
}

}  // namespace sluice::sys
