#include "engine/conn/happy_eyeballs.h"

#include <algorithm>

#include "engine/async/task_group.h"
#include "engine/async/with_deadline.h"
#include "engine/base/result.h"

namespace sluice::conn {

namespace {

constexpr std::size_t most_open_attempts = 6;

async::Task<Result<Connected>> attempt(async::Reactor& reactor, sys::Address peer, const SocketPlan& plan) {
    auto opened = open_socket(reactor, peer, plan);
    if (!opened) {
        co_return tl::unexpected<Error>(std::move(opened.error()));
    }
    Connected out;
    out.stream = std::move(opened->stream);
    out.remote = peer;
    if (opened->connected) {
        co_return out;
    }
    sys::Network& network = reactor.world().network();
    const sys::Fd fd = out.stream->descriptor();
    const sys::IoResult begun = network.connect(fd, peer);
    auto joined = co_await finish_connect(reactor, fd, begun, peer.text());
    if (!joined) {
        co_return tl::unexpected<Error>(std::move(joined.error()));
    }
    co_return out;
}

/// Whether an error ends the whole search: a function of the caller's threw.
bool is_final(const Error& error) {
    return error.kind == Kind::aborted_by_callback && error.code != Code::couldnt_connect;
}

using Attempts = async::TaskGroup<Result<Connected>>;

/// Makes room for another attempt. `started` holds when each began, negative for those whose end is known.
void drop_oldest(Attempts& attempts, const std::vector<sys::Address>& addresses, std::vector<std::int64_t>& started,
                 std::int64_t now, RequestRecord& record) {
    for (std::size_t i = 0; i < started.size(); ++i) {
        if (started[i] >= 0 && attempts.cancel(i)) {
            record.lost.push_back({addresses[i].text(), started[i], now, "given up for the next address"});
            started[i] = -1;
            return;
        }
    }
}

}  // namespace

async::Task<Result<void>> finish_connect(async::Reactor& reactor, sys::Fd fd, sys::IoResult begun, std::string peer) {
    if (begun.state == sys::IoState::failed) {
        co_return connect_error(peer, begun.error);
    }
    if (begun.state == sys::IoState::would_block) {
        co_await reactor.writable(fd);
        const int error = reactor.world().network().pending_error(fd);
        if (error != 0) {
            co_return connect_error(peer, error);
        }
    }
    co_return Result<void>();
}

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
                                             const SocketPlan& plan, std::chrono::milliseconds pace,
                                             ConnectReport& report) {
    Attempts attempts(reactor);
    std::vector<std::int64_t> started(addresses.size(), -1);
    std::size_t next = 0;
    Instant due = reactor.now();
    Error last;
    std::size_t winner = addresses.size();
    Result<Connected> out = fail(Kind::net_unreachable);

    while (winner == addresses.size() && (next < addresses.size() || !attempts.empty())) {
        if (next < addresses.size() && (attempts.empty() || reactor.now() >= due)) {
            if (attempts.running() >= most_open_attempts) {
                drop_oldest(attempts, addresses, started, report.since_start(reactor.now()), report.record());
            }
            report.say("Trying " + addresses[next].text() + "...");
            started[next] = report.since_start(reactor.now());
            attempts.start(next, attempt(reactor, addresses[next], plan));
            ++next;
            due = reactor.now() + pace;
        }
        const std::optional<Instant> deadline = next < addresses.size() ? std::optional(due) : std::nullopt;
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
            next = is_final(last) ? addresses.size() : next;
            report.record().lost.push_back({addresses[ended->tag].text(), started[ended->tag], now, last.text()});
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
            report.record().lost.push_back(
                {addresses[i].text(), started[i], report.since_start(reactor.now()), "slower"});
        }
    }
    co_return out;
}

}  // namespace sluice::conn
