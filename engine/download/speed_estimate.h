#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>

#include "engine/base/clock.h"

namespace sluice::download {

/// How fast one connection brings bytes: the mean of the last two seconds, silence included, so that a connection that
/// stalls gets slow without saying anything. A value; no clock.
class SpeedEstimate {
  public:
    static constexpr Duration window = std::chrono::seconds(2);

    /// A response begins. What an earlier one measured counts on, unless it is long ago.
    void begin(Instant now) {
        if (!known(now) || now - last_ > window) {
            *this = SpeedEstimate();
        }
    }
    void add(Instant now, std::uint64_t bytes) {
        if (first_ == Instant{}) {
            first_ = now;  // the bytes that came with the first read took an unknown time: they only start the clock
            last_ = now;
            return;
        }
        Slot& slot = slots_[index(now)];
        const std::int64_t turn = turn_of(now);
        if (slot.turn != turn) {
            slot.turn = turn;
            slot.bytes = 0;
        }
        slot.bytes += bytes;
        last_ = now;
    }
    /// Bytes per second; 0: not known yet. A connection that has gone silent is known, and nearly 0.
    double rate(Instant now) const {
        if (!known(now)) {
            return 0;
        }
        const std::int64_t turn = turn_of(now);
        std::uint64_t sum = 0;
        for (const Slot& slot : slots_) {
            sum += turn - slot.turn < count ? slot.bytes : 0;
        }
        const Duration since = std::min(now - first_, (count - 1) * slot_time + now.time_since_epoch() % slot_time);
        return std::max(static_cast<double>(sum) / std::chrono::duration<double>(since).count(), least);
    }
    /// Since the last byte; nothing came: since never.
    Duration silence(Instant now) const { return first_ == Instant{} ? Duration::zero() : now - last_; }

  private:
    static constexpr int count = 16;
    static constexpr Duration slot_time = window / count;
    static constexpr Duration soonest = std::chrono::milliseconds(50);
    static constexpr double least = 1;
    struct Slot {
        std::int64_t turn = -count;
        std::uint64_t bytes = 0;
    };

    bool known(Instant now) const { return first_ != Instant{} && now - first_ >= soonest; }
    static std::int64_t turn_of(Instant at) { return at.time_since_epoch() / slot_time; }
    static std::size_t index(Instant at) { return static_cast<std::size_t>(turn_of(at) % count); }

    std::array<Slot, count> slots_{};
    Instant first_{};
    Instant last_{};
};

}  // namespace sluice::download
