#include "engine/sys/poll_poller.h"

#include <cerrno>

namespace sluice::sys {

void PollPoller::set(Fd fd, Interest interest) {
    const auto found = place_.find(fd);
    if (interest == Interest::remove || interest == Interest::none) {
        if (found == place_.end()) {
            return;
        }
        const std::size_t at = found->second;
        place_.erase(found);
        if (at + 1 != list_.size()) {
            list_[at] = list_.back();
            place_[list_[at].fd] = at;
        }
        list_.pop_back();
        return;
    }
    const auto mask = static_cast<unsigned>(interest);
    const auto events =
        static_cast<short>(((mask & ready_in) != 0 ? POLLIN : 0) | ((mask & ready_out) != 0 ? POLLOUT : 0));
    if (found != place_.end()) {
        list_[found->second].events = events;
        return;
    }
    place_[fd] = list_.size();
    list_.push_back({fd, events, 0});
}

int PollPoller::wait(std::optional<Duration> timeout, std::vector<ReadyEvent>& events) {
    events.clear();
    timespec limit{};
    if (timeout) {
        const auto ns = std::max<std::int64_t>(timeout->count(), 0);
        limit.tv_sec = ns / 1'000'000'000;
        limit.tv_nsec = ns % 1'000'000'000;
    }
    const int n = ::ppoll(list_.data(), list_.size(), timeout ? &limit : nullptr, nullptr);
    if (n < 0) {
        return errno == EINTR ? 0 : errno;
    }
    for (const pollfd& one : list_) {
        if (one.revents != 0) {
            events.push_back({one.fd, ((one.revents & POLLIN) != 0 ? ready_in : 0) |
                                          ((one.revents & POLLOUT) != 0 ? ready_out : 0) |
                                          ((one.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0 ? ready_err : 0)});
        }
    }
    return 0;
}

}  // namespace sluice::sys
