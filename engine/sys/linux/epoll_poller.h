#pragma once

#include <sys/epoll.h>

#include "engine/sys/world.h"

namespace sluice::sys {

/// epoll, level-triggered: an event costs the same with 10,000 descriptors as with 100.
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
    Fd epoll_;
    std::vector<Interest> known_;  // by descriptor
    std::vector<epoll_event> buffer_;
};

}  // namespace sluice::sys
