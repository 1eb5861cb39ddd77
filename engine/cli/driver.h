#pragma once

#include <sluice/easy.h>
#include <sluice/multi.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "engine/curl/plan.h"
#include "engine/sys/world.h"

namespace sluice::cli {

/// One of the ways to drive transfers (--driver). One thread.
class Driver {
  public:
    virtual ~Driver() = default;
    virtual MultiCode add(Easy& easy) = 0;
    virtual void remove(Easy& easy) = 0;
    /// Drives until one has ended or the time is over. An empty return with no time given means that driving failed.
    virtual std::optional<Done> wait(std::optional<std::chrono::milliseconds> most) = 0;
    virtual void set_limits(const MultiLimits& limits) { static_cast<void>(limits); }
    /// What another thread calls to have `woken` called soon, on the thread of wait(); empty if that is not possible.
    virtual std::function<void()> waker(std::function<void()> woken) {
        static_cast<void>(woken);
        return {};
    }
};

std::unique_ptr<Driver> make_driver(curl::DriverKind kind, sys::World& world);

}  // namespace sluice::cli
