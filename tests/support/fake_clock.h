#pragma once

#include <atomic>
#include <cstdint>

#include "engine/base/clock.h"

namespace sluice::test {

/// A clock that stands still until a test moves it. Starts at one hour after boot, on 2030-01-01 00:00:00 UTC.
/// Any thread may read it and move it.
class FakeClock : public base::Clock {
  public:
    Instant monotonic() const override { return Instant(Duration(awake_ns_.load())); }
    Instant boottime() const override { return Instant(Duration(awake_ns_.load() + asleep_ns_.load())); }
    WallTime wall() const override {
        return WallTime(Duration(wall_offset_ns_.load() + awake_ns_.load() + asleep_ns_.load()));
    }

    int utc_offset_s(std::int64_t) const override { return offset_s_; }
    void set_utc_offset(int seconds) { offset_s_ = seconds; }

    /// Time passes on all three clocks.
    void advance(Duration by) { awake_ns_ += by.count(); }
    /// The machine sleeps: the monotonic clock stands, boot time and wall go on.
    void sleep(Duration by) { asleep_ns_ += by.count(); }
    /// Somebody sets the wall clock; the others do not notice.
    void set_wall(WallTime to) {
        wall_offset_ns_ = to.time_since_epoch().count() - awake_ns_.load() - asleep_ns_.load();
    }

  private:
    static constexpr std::int64_t one_hour_ns = 3'600'000'000'000;
    static constexpr std::int64_t start_wall_ns = 1'893'456'000'000'000'000;

    std::atomic<std::int64_t> awake_ns_ = one_hour_ns;
    std::atomic<std::int64_t> asleep_ns_ = 0;
    std::atomic<int> offset_s_ = 0;
    std::atomic<std::int64_t> wall_offset_ns_ = start_wall_ns - one_hour_ns;
};

}  // namespace sluice::test
