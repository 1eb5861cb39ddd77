#pragma once

#include <chrono>

namespace sluice {

using Duration = std::chrono::nanoseconds;
/// A moment of the monotonic clock.
using Instant = std::chrono::time_point<std::chrono::steady_clock, Duration>;
/// A moment of the wall clock.
using WallTime = std::chrono::time_point<std::chrono::system_clock, Duration>;

}  // namespace sluice

namespace sluice::base {

/// Where time comes from. Durations are measured with monotonic(), retries and schedules with boottime()
/// (it goes on while the machine sleeps) and wall(). Thread-safe.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual Instant monotonic() const = 0;
    virtual Instant boottime() const = 0;
    virtual WallTime wall() const = 0;
    /// How far local time is east of UTC at that time (seconds since the epoch), in seconds.
    virtual int utc_offset_s(std::int64_t at) const {
        static_cast<void>(at);
        return 0;
    }
};

}  // namespace sluice::base
