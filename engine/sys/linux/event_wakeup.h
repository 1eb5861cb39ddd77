#pragma once

#include "engine/sys/world.h"

namespace sluice::sys {

/// An eventfd.
class EventWakeup : public Wakeup {
  public:
    EventWakeup();
    EventWakeup(const EventWakeup&) = delete;
    EventWakeup& operator=(const EventWakeup&) = delete;
    ~EventWakeup() override;
    Fd fd() const override { return fd_; }
    bool signal() override;
    void drain() override;

  private:
    Fd fd_;
};

}  // namespace sluice::sys
