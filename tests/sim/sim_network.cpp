#include "tests/sim/sim_network.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace sluice::sim {

namespace {
using namespace std::chrono_literals;
constexpr sys::Fd first_descriptor = 3;

[[noreturn]] void defect(const char* what, sys::Fd fd) {
    std::fprintf(stderr, "simulated network: %s (descriptor %d)\n", what, fd);
    std::abort();
}
}  // namespace

SimHost* SimNetwork::host(const sys::Address& address) {
    const auto found = hosts_.find(address);
    return found == hosts_.end() ? nullptr : &found->second;
}

SimNetwork::Socket& SimNetwork::socket(sys::Fd fd) {
    const auto index = static_cast<std::size_t>(fd);
    if (fd < first_descriptor || index >= sockets_.size() || !sockets_[index]) {
        defect("a call on a descriptor that is not open", fd);
    }
    return *sockets_[index];
}

sys::Fd SimNetwork::add(std::shared_ptr<Socket> socket) {
    // The lowest free number, as the kernel does: numbers come back at once.
    for (std::size_t i = first_descriptor; i < sockets_.size(); ++i) {
        if (!sockets_[i]) {
            sockets_[i] = std::move(socket);
            return static_cast<sys::Fd>(i);
        }
    }
    if (sockets_.size() < first_descriptor) {
        sockets_.resize(first_descriptor);
    }
    sockets_.push_back(std::move(socket));
    return static_cast<sys::Fd>(sockets_.size() - 1);
}

sys::Fd SimNetwork::add_wakeup() {
    auto socket = std::make_shared<Socket>();
    socket->state = State::wakeup;
    return add(std::move(socket));
}

void SimNetwork::signal_wakeup(sys::Fd fd, bool on) {
    socket(fd).signalled = on;
}

std::size_t SimNetwork::open_descriptors() const {
    return static_cast<std::size_t>(
        std::count_if(sockets_.begin(), sockets_.end(), [](const auto& s) { return s != nullptr; }));
}

std::size_t SimNetwork::open_sockets() const {
    return static_cast<std::size_t>(std::count_if(
        sockets_.begin(), sockets_.end(), [](const auto& s) { return s != nullptr && s->state != State::wakeup; }));
}

void SimNetwork::drop_all() {
    for (auto& socket : sockets_) {
        if (socket && socket->connection) {
            socket->connection->client_close();
        }
        if (socket && socket->state != State::wakeup) {
            socket->state = State::failed;
            socket->error = ECONNRESET;
            socket->connection.reset();
        }
    }
}

bool SimNetwork::connected(sys::Fd fd) const {
    return sockets_[static_cast<std::size_t>(fd)]->state == State::connected;
}

sys::Ready SimNetwork::ready(sys::Fd fd) const {
    const auto index = static_cast<std::size_t>(fd);
    if (fd < 0 || index >= sockets_.size() || !sockets_[index]) {
        defect("interest in a descriptor that was closed without `remove`", fd);
    }
    const Socket& s = *sockets_[index];
    switch (s.state) {
        case State::wakeup:
            return s.signalled ? sys::ready_in : 0;
        case State::connected:
            return s.connection->client_ready();
        case State::failed:
            return sys::ready_in | sys::ready_out | sys::ready_err;
        case State::connecting:
            return 0;
        case State::fresh:
            return sys::ready_out | sys::ready_err;
    }
    return 0;
}

sys::Fd SimNetwork::open(sys::Family family, int& error) {
    if (open_left_ == 0) {
        error = EMFILE;
        return sys::no_fd;
    }
    open_left_ -= open_left_ > 0 ? 1 : 0;
    ++sockets_made_;
    auto socket = std::make_shared<Socket>();
    socket->family = family;
    error = 0;
    return add(std::move(socket));
}

sys::Fd SimNetwork::open_local(int& error) {
    const sys::Fd fd = open(sys::Family::v4, error);
    if (fd >= 0) {
        socket(fd).is_local = true;
    }
    return fd;
}

int SimNetwork::adopt(sys::Fd fd) {
    socket(fd);
    return 0;
}

int SimNetwork::bind_device(sys::Fd fd, const std::string& device) {
    socket(fd);
    if (!may_bind_device_) {
        return EPERM;
    }
    return devices_.count(device) > 0 ? 0 : ENODEV;
}

std::optional<std::vector<sys::Address>> SimNetwork::device_addresses(const std::string& device) {
    const auto found = devices_.find(device);
    return found == devices_.end() ? std::nullopt : std::optional(found->second);
}

int SimNetwork::set(sys::Fd fd, sys::SocketOption, int) {
    socket(fd);
    return 0;
}

int SimNetwork::bind(sys::Fd fd, const sys::Address& local) {
    Socket& s = socket(fd);
    if (local.family() != s.family) {
        return EAFNOSUPPORT;
    }
    if (occupied_.count(local.port()) > 0) {
        return EADDRINUSE;
    }
    s.local = local;
    return 0;
}

void SimNetwork::establish(const std::shared_ptr<Socket>& socket, SimHost& host) {
    auto connection = std::make_shared<SimConnection>(loop_, rng_.fork(), host.link);
    connection->client_address = socket->local;
    connection->server_address = socket->peer;
    if (host.manner == SimHost::Manner::half_open) {
        connection->vanish();
    } else {
        connection->set_peer(host.accept(*connection));
    }
    const Duration one_way = host.link.delay;
    loop_.after(2 * one_way, [socket, connection, one_way, this] {
        if (socket->state != State::connecting) {
            return;  // closed meanwhile
        }
        socket->state = State::connected;
        socket->connection = connection;
        loop_.after(one_way, [connection] { connection->start(); });
    });
}

sys::IoResult SimNetwork::connect(sys::Fd fd, const sys::Address& peer) {
    Socket& s = socket(fd);
    if (s.state != State::fresh || peer.family() != s.family) {
        return sys::IoResult::failure(s.state == State::fresh ? EAFNOSUPPORT : EISCONN);
    }
    s.peer = peer;
    s.state = State::connecting;
    if (s.local.port() == 0) {
        if (s.local == sys::Address()) {
            s.local = s.family == sys::Family::v4 ? sys::Address::v4({10, 0, 0, 1}, 0) : sys::Address::v6({0xfd}, 0);
        }
        s.local.set_port(next_port_ = next_port_ == 65000 ? 40000 : static_cast<std::uint16_t>(next_port_ + 1));
    }
    return connect_to(fd, host(peer));
}

sys::IoResult SimNetwork::connect_local(sys::Fd fd, const std::string& path) {
    Socket& s = socket(fd);
    if (s.state != State::fresh || !s.is_local) {
        return sys::IoResult::failure(s.is_local ? EISCONN : EAFNOSUPPORT);
    }
    s.state = State::connecting;
    const auto found = local_hosts_.find(path);
    return connect_to(fd, found == local_hosts_.end() ? nullptr : &found->second);
}

sys::IoResult SimNetwork::connect_to(sys::Fd fd, SimHost* found) {
    Socket& s = socket(fd);
    const auto shared = sockets_[static_cast<std::size_t>(fd)];
    const auto fail_later = [this, shared](Duration time, int error) {
        loop_.after(time, [shared, error] {
            if (shared->state == State::connecting) {
                shared->state = State::failed;
                shared->error = error;
            }
        });
        return sys::IoResult::blocked();
    };
    if (found == nullptr || found->manner == SimHost::Manner::refuses) {
        return fail_later(found == nullptr ? 1ms : 2 * found->link.delay, ECONNREFUSED);
    }
    switch (found->manner) {
        case SimHost::Manner::blackhole:
            return fail_later(127s, ETIMEDOUT);
        case SimHost::Manner::unreachable:
            s.state = State::failed;
            return sys::IoResult::failure(ENETUNREACH);
        default:
            establish(shared, *found);
            return sys::IoResult::blocked();
    }
}

int SimNetwork::pending_error(sys::Fd fd) {
    Socket& s = socket(fd);
    return std::exchange(s.error, 0);
}

sys::IoResult SimNetwork::receive(sys::Fd fd, MutableBytes into) {
    Socket& s = socket(fd);
    return s.state == State::connected ? s.connection->client_receive(into)
                                       : sys::IoResult::failure(s.error != 0 ? s.error : ENOTCONN);
}

sys::IoResult SimNetwork::send(sys::Fd fd, Bytes from) {
    Socket& s = socket(fd);
    return s.state == State::connected ? s.connection->client_send(from)
                                       : sys::IoResult::failure(s.error != 0 ? s.error : ENOTCONN);
}

sys::IoResult SimNetwork::peek(sys::Fd fd) {
    Socket& s = socket(fd);
    return s.state == State::connected ? s.connection->client_peek()
                                       : sys::IoResult::failure(s.error != 0 ? s.error : ENOTCONN);
}

sys::Address SimNetwork::local_address(sys::Fd fd) {
    return socket(fd).local;
}
sys::Address SimNetwork::peer_address(sys::Fd fd) {
    return socket(fd).peer;
}

sys::TcpFigures SimNetwork::figures(sys::Fd fd) {
    Socket& s = socket(fd);
    sys::TcpFigures figures;
    if (s.connection) {
        figures.rtt_us = 2 * s.connection->quality().delay / 1us;
        figures.retransmits = 0;
        figures.congestion_window = 10;
    }
    return figures;
}

void SimNetwork::close(sys::Fd fd) {
    Socket& s = socket(fd);
    if (s.connection) {
        s.connection->client_close();
        s.connection.reset();
    }
    s.state = State::failed;
    sockets_[static_cast<std::size_t>(fd)].reset();
}

void SimPoller::set(sys::Fd fd, sys::Interest interest) {
    if (interest == sys::Interest::remove || interest == sys::Interest::none) {
        interests_.erase(fd);
    } else {
        network_.ready(fd);  // must be open
        interests_[fd] = interest;
    }
}

void SimPoller::collect(std::vector<sys::ReadyEvent>& events) {
    for (const auto& [fd, interest] : interests_) {
        const auto wanted = static_cast<unsigned>(interest) | sys::ready_err;
        if (const sys::Ready got = network_.ready(fd) & wanted; got != 0) {
            events.push_back({fd, got});
        }
    }
    for (std::size_t i = events.size(); i > 1; --i) {
        std::swap(events[i - 1], events[rng_.below(i)]);
    }
    // A hint may be wrong: readiness that is not there, as after a checksum error.
    if (!events.empty() && !interests_.empty() && rng_.chance(3)) {
        auto any = interests_.begin();
        std::advance(any, static_cast<std::ptrdiff_t>(rng_.below(interests_.size())));
        if (network_.connected(any->first)) {
            events.push_back({any->first, static_cast<sys::Ready>(any->second)});
        }
    }
}

int SimPoller::wait(std::optional<Duration> timeout, std::vector<sys::ReadyEvent>& events) {
    events.clear();
    loop_.pass(1us);
    const std::optional<Instant> until = timeout ? std::optional(loop_.now() + std::max(*timeout, 0ns)) : std::nullopt;
    for (;;) {
        if (const int error = check_(); error != 0) {
            return error;
        }
        collect(events);
        if (!events.empty()) {
            return 0;
        }
        if (until && loop_.now() >= *until) {
            return 0;
        }
        if (!loop_.step(until) && !until) {
            return EDEADLK;  // nothing will ever happen again
        }
    }
}

}  // namespace sluice::sim
