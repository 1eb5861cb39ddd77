#include "engine/conn/happy_eyeballs.h"

#include <cerrno>
#include <cstring>

#include "engine/async/task_group.h"
#include "engine/async/with_deadline.h"
#include "engine/base/result.h"

namespace sluice::conn {

namespace {

constexpr std::size_t most_open_attempts = 6;

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

tl::unexpected<Error> connect_failed(const sys::Address& address, int os_errno) {
    ErrorArgs args;
    args.address = address.text();
    return fail(Code::couldnt_connect, kind_of_connect(os_errno), std::move(args), os_errno);
}

Result<void> prepare(sys::Network& network, sys::Fd fd, const sys::Address& peer, const SocketOptions& options) {
    if (options.tcp_no_delay) {
        network.set(fd, sys::SocketOption::no_delay, 1);
    }
    if (options.tcp_keep_alive) {
        network.set(fd, sys::SocketOption::keep_alive, 1);
        network.set(fd, sys::SocketOption::keep_idle_s, static_cast<int>(options.keep_idle.count()));
        network.set(fd, sys::SocketOption::keep_interval_s, static_cast<int>(options.keep_interval.count()));
        network.set(fd, sys::SocketOption::keep_count, options.keep_count);
    }
    if (options.interface.empty()) {
        return {};
    }
    ErrorArgs args;
    args.address = options.interface;
    const auto local = sys::Address::parse(options.interface, 0);
    if (!local || local->family() != peer.family()) {
        args.detail = local ? "the address is of the other IP version" : "not an IP address of this machine";
        return fail(Code::interface_failed, Kind::net_bind, std::move(args));
    }
    if (const int error = network.bind(fd, *local); error != 0) {
        return fail(Code::interface_failed, Kind::net_bind, std::move(args), error);
    }
    return {};
}

async::Task<Result<Connected>> attempt(async::Reactor& reactor, sys::Address peer, const SocketOptions& options,
                                       void* owner) {
    sys::Network& network = reactor.world().network();
    int error = 0;
    const sys::Fd fd = network.open(peer.family(), error);
    if (fd < 0) {
        co_return connect_failed(peer, error);
    }
    auto stream = std::make_unique<stream::TcpStream>(reactor, fd);
    reactor.set_owner(fd, owner);
    const Result<void> prepared = prepare(network, fd, peer, options);
    if (!prepared) {
        co_return tl::unexpected<Error>(prepared.error());
    }
    const sys::IoResult begun = network.connect(fd, peer);
    if (begun.state == sys::IoState::failed) {
        co_return connect_failed(peer, begun.error);
    }
    if (begun.state == sys::IoState::would_block) {
        co_await reactor.writable(fd);
        error = network.pending_error(fd);
        if (error != 0) {
            co_return connect_failed(peer, error);
        }
    }
    Connected out;
    out.stream = std::move(stream);
    out.remote = peer;
    co_return out;
}

}  // namespace

std::vector<sys::Address> interleave(const std::vector<sys::Address>& addresses) {
    std::vector<sys::Address> six;
    std::vector<sys::Address> four;
    for (const sys::Address& address : addresses) {
        (address.family() == sys::Family::v6 ? six : four).push_back(address);
    }
    std::vector<sys::Address> out;
    for (std::size_t i = 0; i < std::max(six.size(), four.size()); ++i) {
        if (i < six.size()) {
            out.push_back(six[i]);
        }
        if (i < four.size()) {
            out.push_back(four[i]);
        }
    }
    return out;
}

async::Task<Result<Connected>> connect_first(async::Reactor& reactor, const std::vector<sys::Address>& addresses,
                                             const SocketOptions& options, std::chrono::milliseconds pace,
                                             ConnectReport& report) {
    async::TaskGroup<Result<Connected>> attempts(reactor);
    std::vector<std::int64_t> started(addresses.size(), -1);
    std::size_t next = 0;
    Instant due = reactor.now();
    Error last;
    std::size_t winner = addresses.size();
    Result<Connected> out = fail(Kind::net_unreachable);

    while (winner == addresses.size() && (next < addresses.size() || !attempts.empty())) {
        if (next < addresses.size() && attempts.running() < most_open_attempts &&
            (attempts.empty() || reactor.now() >= due)) {
            report.say("Trying " + addresses[next].text() + "...");
            started[next] = report.since_start(reactor.now());
            attempts.start(next, attempt(reactor, addresses[next], options, report.owner));
            ++next;
            due = reactor.now() + pace;
        }
        std::optional<Instant> deadline;
        if (next < addresses.size() && attempts.running() < most_open_attempts) {
            deadline = due;
        }
        auto ended = co_await async::with_deadline(attempts.next(), deadline);
        if (!ended) {
            continue;
        }
        const std::int64_t now = report.since_start(reactor.now());
        if (ended->value) {
            winner = ended->tag;
            out = std::move(ended->value);
        } else {
            last = ended->value.error();
            report.record.lost.push_back({addresses[ended->tag].text(), started[ended->tag], now, last.text()});
            started[ended->tag] = -1;
            report.say(last.text());
            due = reactor.now();
        }
    }
    if (winner == addresses.size()) {
        co_return tl::unexpected<Error>(std::move(last));
    }
    for (std::size_t i = 0; i < next; ++i) {
        if (i != winner && started[i] >= 0) {
            report.record.lost.push_back(
                {addresses[i].text(), started[i], report.since_start(reactor.now()), "slower"});
        }
    }
    co_return out;
}

}  // namespace sluice::conn
