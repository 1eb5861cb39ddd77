#pragma once

#include <sys/epoll.h>

#include "engine/sys/world.h"

namespace sluice::sys {

/// epoll, level-triggered: an event costs the same with 10,000 descriptors as with 100. A descriptor that nobody waits
/// for just now stays with the kernel until it reports something: a connection that is used again and again costs no
/// call.
class EpollPoller : public Poller {
  public:
    EpollPoller();
    EpollPoller(const EpollPoller&) = delete;
    EpollPoller& operator=(const EpollPoller&) = delete;
    ~EpollPoller() override;
    void set(Fd fd, Interest interest) override;
    int wait(std::optional<Duration> timeout, std::vector<ReadyEvent>& events) override;
    Fd descriptor() const override { return epoll_; }

  private:
    struct Watched {
        Interest wanted = Interest::none;
        Interest known = Interest::none;  // to the kernel
    };
    void forget(Fd fd);
    void take(int count, std::vector<ReadyEvent>& events);

    Fd epoll_;
    int broken_ = 0;                // errno of a descriptor that could not be watched
    std::vector<Watched> watched_;  // by descriptor
    std::vector<epoll_event> buffer_;
};

}  // namespace sluice::sys
