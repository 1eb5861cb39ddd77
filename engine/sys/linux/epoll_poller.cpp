#include "engine/sys/linux/epoll_poller.h"

#include <unistd.h>

#include <cerrno>

namespace sluice::sys {

EpollPoller::EpollPoller() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), buffer_(256) {}

EpollPoller::~EpollPoller() {
    if (epoll_ >= 0) {
        ::close(epoll_);
    }
}

void EpollPoller::set(Fd fd, Interest interest) {
    if (static_cast<std::size_t>(fd) >= known_.size()) {
        known_.resize(static_cast<std::size_t>(fd) + 64, Interest::none);
    }
    Interest& known = known_[fd];
    if (interest == Interest::remove || interest == Interest::none) {
        if (known != Interest::none) {
            ::epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, nullptr);
            known = Interest::none;
        }
        return;
    }
    const auto mask = static_cast<unsigned>(interest);
    epoll_event event{};
    event.events = ((mask & ready_in) != 0 ? EPOLLIN : 0U) | ((mask & ready_out) != 0 ? EPOLLOUT : 0U);
    event.data.fd = fd;
    ::epoll_ctl(epoll_, known == Interest::none ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event);
    known = interest;
}

int EpollPoller::wait(std::optional<Duration> timeout, std::vector<ReadyEvent>& events) {
    events.clear();
    int limit = -1;
    if (timeout) {
        // Rounded up: a timer that is due in half a millisecond must not spin.
        const std::int64_t ms = (timeout->count() + 999'999) / 1'000'000;
        limit = static_cast<int>(std::min<std::int64_t>(std::max<std::int64_t>(ms, 0), 1 << 30));
    }
    const int n = ::epoll_wait(epoll_, buffer_.data(), static_cast<int>(buffer_.size()), limit);
    if (n < 0) {
        return errno == EINTR ? 0 : errno;
    }
    events.reserve(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i) {
        const epoll_event& one = buffer_[static_cast<std::size_t>(i)];
        events.push_back({one.data.fd, ((one.events & EPOLLIN) != 0 ? ready_in : 0) |
                                           ((one.events & EPOLLOUT) != 0 ? ready_out : 0) |
                                           ((one.events & (EPOLLERR | EPOLLHUP)) != 0 ? ready_err : 0)});
    }
    if (static_cast<std::size_t>(n) == buffer_.size() && buffer_.size() < 4096) {
        buffer_.resize(buffer_.size() * 2);
    }
    return 0;
}

}  // namespace sluice::sys
