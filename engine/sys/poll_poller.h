#pragma once

#include <poll.h>

#include <unordered_map>

#include "engine/sys/world.h"

namespace sluice::sys {

/// The portable poller, on poll(2): its cost grows with the number of descriptors.
class PollPoller : public Poller {
  public:
    void set(Fd fd, Interest interest) override;
    int wait(std::optional<Duration> timeout, std::vector<ReadyEvent>& events) override;

  private:
    std::vector<pollfd> list_;
    std::unordered_map<Fd, std::size_t> place_;
};

}  // namespace sluice::sys
