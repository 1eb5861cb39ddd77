// bench_slow_transfers URL COUNT SECONDS: the slow-transfer bench on our socket mode with epoll, the twin of
// peers/peer_slow_transfers.cpp.
#include <sluice/sluice.h>

#include <sys/epoll.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/slow_run.h"

namespace {

struct Loop {
    int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    sluice::Multi multi;
    double due = -1;  ///< seconds of the steady clock; negative: no timer
};

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

int watch(Loop& loop, sluice::Socket fd, sluice::Watch what, void* known) {
    if (what == sluice::Watch::remove) {
        ::epoll_ctl(loop.epoll, EPOLL_CTL_DEL, fd, nullptr);
        return 0;
    }
    const auto wanted = static_cast<unsigned>(what);
    epoll_event event{};
    event.events = ((wanted & 1U) != 0 ? EPOLLIN : 0U) | ((wanted & 2U) != 0 ? EPOLLOUT : 0U);
    event.data.fd = fd;
    ::epoll_ctl(loop.epoll, known != nullptr ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
    loop.multi.set_socket_data(fd, &loop);
    return 0;
}

void turn(Loop& loop) {
    std::array<epoll_event, 1024> events{};
    const double wait = loop.due < 0 ? 0.1 : std::min(0.1, std::max(0.0, loop.due - now()));
    const int count =
        ::epoll_wait(loop.epoll, events.data(), static_cast<int>(events.size()), static_cast<int>(wait * 1e3));
    int running = 0;
    for (int i = 0; i < count; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        const unsigned ready = ((event.events & EPOLLIN) != 0 ? sluice::select_in : 0) |
                               ((event.events & EPOLLOUT) != 0 ? sluice::select_out : 0) |
                               ((event.events & (EPOLLERR | EPOLLHUP)) != 0 ? sluice::select_error : 0);
        loop.multi.socket_action(event.data.fd, ready, running);
    }
    if (loop.due >= 0 && now() >= loop.due) {
        loop.due = -1;
        loop.multi.timer_expired(running);
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: bench_slow_transfers URL COUNT SECONDS\n");
        return 2;
    }
    sluice::bench::raise_file_limit();
    const int count = std::atoi(argv[2]);
    Loop loop;
    loop.multi.set_socket_callback([&loop](const sluice::Easy*, sluice::Socket fd, sluice::Watch what, void* known) {
        return watch(loop, fd, what, known);
    });
    loop.multi.set_timer_callback([&loop](std::chrono::milliseconds after) {
        loop.due = after.count() < 0 ? -1 : now() + static_cast<double>(after.count()) / 1e3;
        return 0;
    });
    sluice::bench::SlowRun run(count, std::atof(argv[3]));
    std::vector<std::unique_ptr<sluice::Easy>> transfers;
    for (int i = 0; i < count; ++i) {
        auto& easy =
            *transfers.emplace_back(std::make_unique<sluice::Easy>(std::string(argv[1]) + "?i=" + std::to_string(i)));
        easy.callbacks().write = [&run, started = false](std::span<const std::byte> bytes) mutable {
            if (!started) {
                started = true;
                run.first_byte();
            }
            run.bytes(bytes.size());
            return sluice::WriteVerdict::taken;
        };
        loop.multi.add(easy);
    }
    while (!run.over(now())) {
        turn(loop);
        while (loop.multi.next_done()) {
            run.transfer_ended();
        }
    }
    const int status = run.finish();
    std::fflush(stdout);
    std::_Exit(status);  // the server is still sending: taking down thousands of transfers is not measured
}
