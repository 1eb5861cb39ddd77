#include "tests/integration/transfer/watching_loop.h"

#include <fcntl.h>
#include <poll.h>

namespace sluice::test {

using Clock = std::chrono::steady_clock;

WatchingLoop::WatchingLoop() : multi_(std::make_unique<Multi>()) {
    multi_->set_socket_callback([this](const Easy* easy, Socket fd, Watch what, void* data) {
        socket_calls_.push_back({easy, fd, what, data, ::fcntl(fd, F_GETFD) != -1});
        if (what == Watch::remove) {
            watched_.erase(fd);
        } else {
            watched_[fd] = what;
        }
        if (on_socket_call) {
            on_socket_call();
        }
        return socket_verdict;
    });
    multi_->set_timer_callback([this](std::chrono::milliseconds wait) {
        timer_calls_.push_back(wait.count() < 0 ? -1 : wait.count());
        due_ = wait.count() < 0 ? std::nullopt : std::optional(Clock::now() + wait);
        if (on_timer_call) {
            on_timer_call();
        }
        return timer_verdict;
    });
}

WatchingLoop::~WatchingLoop() {
    multi_.reset();
}

void WatchingLoop::turn(std::chrono::milliseconds most) {
    std::vector<pollfd> list;
    for (const auto& [fd, what] : watched_) {
        const auto bits = static_cast<unsigned>(what);
        list.push_back(
            {fd, static_cast<short>(((bits & select_in) != 0 ? POLLIN : 0) | ((bits & select_out) != 0 ? POLLOUT : 0)),
             0});
    }
    auto wait = most;
    if (due_) {
        wait = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(*due_ - Clock::now()),
                          std::chrono::milliseconds(0), most);
    }
    ::poll(list.data(), list.size(), static_cast<int>(wait.count()));
    int running = 0;
    for (const pollfd& one : list) {
        if (one.revents != 0) {
            multi_->socket_action(one.fd,
                                  ((one.revents & POLLIN) != 0 ? select_in : 0U) |
                                      ((one.revents & POLLOUT) != 0 ? select_out : 0U) |
                                      ((one.revents & (POLLERR | POLLHUP)) != 0 ? select_error : 0U),
                                  running);
        }
    }
    if (due_ && Clock::now() >= *due_) {
        due_.reset();
        multi_->timer_expired(running);
    }
    while (const auto done = multi_->next_done()) {
        done_.push_back(*done);
    }
    if (between_turns) {
        between_turns();
    }
}

bool WatchingLoop::run_until(const std::function<bool()>& condition) {
    const auto end = Clock::now() + std::chrono::seconds(30);
    while (!condition()) {
        if (Clock::now() > end) {
            return false;
        }
        turn(std::chrono::milliseconds(200));
    }
    return true;
}

bool WatchingLoop::run() {
    return run_until([this] { return multi_->counts().running == 0; });
}

}  // namespace sluice::test
