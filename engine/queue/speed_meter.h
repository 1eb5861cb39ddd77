#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "engine/base/clock.h"
#include "engine/queue/queue_service.h"

namespace sluice::queue {

/// How fast one download is. Fed a few times a second with the bytes that came from the network since it began to run;
/// bytes found on the disk are never told here. One thread.
class SpeedMeter {
  public:
    /// A new run begins: what was measured before does not count for speed and time left, but stays in the curve.
    void start(Instant now);
    void add(Instant now, std::int64_t bytes_so_far);

    /// Bytes per second, mean over 3 s, each moment weighted with its nearness to the newest.
    double now() const { return speed_; }
    /// Seconds for so many bytes at the mean of the last 30 s; -1 as long as that is unknown.
    std::int64_t seconds_for(std::int64_t bytes) const;
    double peak() const { return peak_; }
    /// The whole life of this meter in at most 600 samples: when it is full, neighbours are joined.
    const std::vector<SpeedSample>& curve() const { return curve_; }

  private:
    struct Point {
        Instant at;
        std::int64_t bytes;
    };
    double weighted(Instant now) const;
    void extend_curve(Instant now);

    std::deque<Point> points_;  // the last 30 s
    double speed_ = 0;
    double peak_ = 0;
    std::vector<SpeedSample> curve_;
    float curve_step_s_ = 0.5F;
    float curve_time_s_ = 0;  // time told in the curve
    std::optional<Point> curve_from_;
};

}  // namespace sluice::queue
