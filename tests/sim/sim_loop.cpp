#include "tests/sim/sim_loop.h"

#include <algorithm>
#include <utility>

namespace sluice::sim {

std::uint64_t Rng::next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

std::int64_t Rng::between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
}

void SimLoop::at(Instant when, Job job) {
    events_.push(Event{std::max(when, now_), ++order_, std::move(job)});
}

bool SimLoop::step(std::optional<Instant> until) {
    if (events_.empty() || (until && events_.top().when > *until)) {
        if (until) {
            now_ = std::max(now_, *until);
        }
        return false;
    }
    now_ = std::max(now_, events_.top().when);
    const std::uint64_t last = order_;  // what these events make runs in a later step
    while (!events_.empty() && events_.top().when <= now_ && events_.top().order <= last) {
        const Job job = std::move(events_.top().job);
        events_.pop();
        job();
    }
    return true;
}

void SimLoop::clear() {
    // A job that is dropped may drop what makes new events; those go too.
    while (!events_.empty()) {
        events_.pop();
    }
}

}  // namespace sluice::sim
