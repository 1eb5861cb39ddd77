// Many transfers on an event loop of the application's own, here epoll: sluice-example-epoll URL...
// The engine says which sockets to watch and when to call at the latest; nothing else connects the two.
#include <sluice/sluice.h>

#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

class Loop {
  public:
    Loop() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), multi_(std::make_unique<sluice::Multi>()) {
        multi_->set_socket_callback([this](const sluice::Easy*, sluice::Socket fd, sluice::Watch what, void*) {
            watch(fd, what);
            return 0;
        });
        multi_->set_timer_callback([this](std::chrono::milliseconds wait) {
            due_ = wait.count() < 0 ? std::nullopt : std::optional(Clock::now() + wait);
            return 0;
        });
    }
    ~Loop() {
        multi_.reset();  // it still says what not to watch any more
        ::close(epoll_);
    }
    sluice::Multi& multi() { return *multi_; }

    /// Turns until nothing runs; `ended` gets each transfer that is over.
    template <class Ended>
    bool run(Ended ended) {
        for (int running = multi_->counts().running; running > 0;) {
            if (!turn(running)) {
                return false;
            }
            while (const auto done = multi_->next_done()) {
                ended(*done);
            }
        }
        return true;
    }

  private:
    void watch(int fd, sluice::Watch what) const {
        const auto bits = static_cast<unsigned>(what);
        epoll_event event{};
        event.data.fd = fd;
        event.events =
            ((bits & sluice::select_in) != 0 ? EPOLLIN : 0U) | ((bits & sluice::select_out) != 0 ? EPOLLOUT : 0U);
        if (what == sluice::Watch::remove) {
            ::epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, nullptr);
        } else if (::epoll_ctl(epoll_, EPOLL_CTL_MOD, fd, &event) != 0) {
            ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
        }
    }

    bool turn(int& running) {
        int wait = -1;
        if (due_) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due_ - Clock::now());
            wait = static_cast<int>(std::clamp<long long>(left.count(), 0, 3'600'000));
        }
        epoll_event events[64];
        const int count = ::epoll_wait(epoll_, events, 64, wait);
        for (int i = 0; i < count; ++i) {
            const unsigned ready = ((events[i].events & EPOLLIN) != 0 ? sluice::select_in : 0U) |
                                   ((events[i].events & EPOLLOUT) != 0 ? sluice::select_out : 0U) |
                                   ((events[i].events & (EPOLLERR | EPOLLHUP)) != 0 ? sluice::select_error : 0U);
            if (multi_->socket_action(events[i].data.fd, ready, running) != sluice::MultiCode::ok) {
                return false;
            }
        }
        if (due_ && Clock::now() >= *due_) {
            due_.reset();
            return multi_->timer_expired(running) == sluice::MultiCode::ok;
        }
        return true;
    }

    int epoll_;
    std::optional<Clock::time_point> due_;
    std::unique_ptr<sluice::Multi> multi_;
};

}  // namespace

int main(int count, char** arguments) {
    Loop loop;
    std::vector<std::unique_ptr<sluice::Easy>> easies;
    for (int i = 1; i < count; ++i) {
        easies.push_back(std::make_unique<sluice::Easy>(arguments[i]));
        easies.back()->callbacks().write = [](std::span<const std::byte>) { return sluice::WriteVerdict::taken; };
        loop.multi().add(*easies.back());
    }
    int failed = 0;
    const bool turned = loop.run([&](const sluice::Done& done) {
        const sluice::Easy& easy = *done.easy;
        std::printf("%d %lld %s\n", static_cast<int>(done.code), static_cast<long long>(easy.info().sizes.delivered),
                    easy.options().url.c_str());
        failed += done.code == sluice::Code::ok ? 0 : 1;
        loop.multi().remove(*done.easy);
    });
    return turned && failed == 0 ? 0 : 1;
}
