#include "engine/sys/linux/epoll_poller.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

namespace sluice::sys {

EpollPoller::EpollPoller() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), buffer_(256) {}

EpollPoller::~EpollPoller() {
    if (epoll_ >= 0) {
        ::close(epoll_);
    }
}

void EpollPoller::forget(Fd fd) {
    Watched& watched = watched_[static_cast<std::size_t>(fd)];
    if (watched.known != Interest::none) {
        ::epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, nullptr);
        watched.known = Interest::none;
    }
}

void EpollPoller::set(Fd fd, Interest interest) {
    if (static_cast<std::size_t>(fd) >= watched_.size()) {
        watched_.resize(static_cast<std::size_t>(fd) + 64);
    }
    Watched& watched = watched_[static_cast<std::size_t>(fd)];
    if (interest == Interest::remove || interest == Interest::none) {
        watched.wanted = Interest::none;
        if (interest == Interest::remove) {
            forget(fd);
        }
        return;
    }
    watched.wanted = interest;
    if (watched.known == interest) {
        return;
    }
    const auto mask = static_cast<unsigned>(interest);
    epoll_event event{};
    event.events = ((mask & ready_in) != 0 ? EPOLLIN : 0U) | ((mask & ready_out) != 0 ? EPOLLOUT : 0U);
    event.data.fd = fd;
    if (::epoll_ctl(epoll_, watched.known == Interest::none ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, &event) == 0) {
        watched.known = interest;
    } else {
        broken_ = errno;
    }
}

int EpollPoller::wait(std::optional<Duration> timeout, std::vector<ReadyEvent>& events) {
    using Steady = std::chrono::steady_clock;
    const auto end = timeout ? std::optional(Steady::now() + *timeout) : std::nullopt;
    events.clear();
    if (broken_ != 0) {
        return broken_;  // a transfer would wait for ever
    }
    for (;;) {
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
        take(n, events);
        if (!events.empty() || n == 0) {
            return 0;
        }
        if (end) {  // only descriptors spoke for which nobody waits
            timeout = *end - Steady::now();
        }
    }
}

void EpollPoller::take(int count, std::vector<ReadyEvent>& events) {
    events.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        const epoll_event& one = buffer_[static_cast<std::size_t>(i)];
        if (watched_[static_cast<std::size_t>(one.data.fd)].wanted == Interest::none) {
            forget(one.data.fd);
            continue;
        }
        events.push_back({one.data.fd, ((one.events & EPOLLIN) != 0 ? ready_in : 0) |
                                           ((one.events & EPOLLOUT) != 0 ? ready_out : 0) |
                                           ((one.events & (EPOLLERR | EPOLLHUP)) != 0 ? ready_err : 0)});
    }
    if (static_cast<std::size_t>(count) == buffer_.size() && buffer_.size() < 4096) {
        buffer_.resize(buffer_.size() * 2);
    }
}

}  // namespace sluice::sys
