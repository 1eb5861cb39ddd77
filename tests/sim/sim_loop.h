#pragma once

#include <queue>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/clock.h"

namespace sluice::sim {

/// Chance made from a seed: the same numbers in the same order on every machine (splitmix64).
class Rng {
  public:
    explicit Rng(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();
    /// 0 to n-1; 0 for n = 0.
    std::uint64_t below(std::uint64_t n) { return n == 0 ? 0 : next() % n; }
    /// Both ends included.
    std::int64_t between(std::int64_t least, std::int64_t most);
    bool chance(unsigned percent) { return below(100) < percent; }
    /// A generator of its own, so that one part may draw more without changing what another one draws.
    Rng fork() { return Rng(next()); }

  private:
    std::uint64_t state_;
};

/// Virtual time and what is going to happen in it. Time moves only in step(). Events of the same moment run in the
/// order in which they were made. One thread.
class SimLoop {
  public:
    using Job = std::function<void()>;

    Instant now() const { return now_; }
    void at(Instant when, Job job);
    void after(Duration time, Job job) { at(now_ + time, std::move(job)); }
    /// Moves to the next event not later than `until` and runs all events of that moment: true.
    /// Without one it moves to `until` (or stays, without an `until`): false.
    bool step(std::optional<Instant> until);
    /// Time that passes by itself: what the processor takes for a turn.
    void pass(Duration time) { now_ += time; }
    bool idle() const { return events_.empty(); }
    /// Forgets all that was going to happen.
    void clear();

  private:
    struct Event {
        Instant when;
        std::uint64_t order;
        mutable Job job;
        friend bool operator<(const Event& a, const Event& b) {
            return a.when != b.when ? a.when > b.when : a.order > b.order;
        }
    };
    Instant now_{std::chrono::seconds(1000)};
    std::uint64_t order_ = 0;
    std::priority_queue<Event> events_;
};

}  // namespace sluice::sim
