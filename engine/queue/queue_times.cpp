#include <algorithm>

#include "engine/queue/queue.h"

namespace sluice::queue {

/// When the week's schedule, which stops everything now, lets it go on; 0 if it never does.
std::int64_t Queue::opening() const {
    const auto minutes = limits_.schedule.opens_in(minute());
    if (!minutes) {
        return 0;
    }
    const base::Clock& clock = reactor_.world().clock();
    const std::int64_t now = wall_s();
    const int offset = clock.utc_offset_s(now);
    const std::int64_t local = now + offset;
    const std::int64_t opens = now - (local % 60 + 60) % 60 + std::int64_t{*minutes} * 60;
    return opens + offset - clock.utc_offset_s(opens);  // summer time may begin or end before
}

/// Until when it may not begin: 0 = no end in sight; nothing = it may.
std::optional<std::int64_t> Queue::held_until(const Entry& entry) const {
    const std::int64_t own = entry.marks.start_at > wall_s() ? entry.marks.start_at : 0;
    if (rule_.stopped) {
        return opens_at_ == 0 ? 0 : std::max(own, opens_at_);
    }
    return own != 0 ? std::optional(own) : std::nullopt;
}

/// Lets a queued one wait for its time, one that waits for it stand in the queue once it has come.
void Queue::place_in_time(Entry& entry) {
    const Row& row = list_->row(entry);
    const bool held = row.state == State::waiting && row.phase == Phase::schedule;
    if (!held && row.state != State::queued) {
        return;
    }
    const auto until = held_until(entry);
    if (!until) {
        if (held) {
            list_->go(entry, State::queued);
        }
        return;
    }
    if (!held) {
        list_->go(entry, State::waiting, Phase::schedule);
    }
    if (list_->row(entry).retry_at != *until) {
        list_->edit(entry).retry_at = *until;
    }
    const base::Clock& clock = reactor_.world().clock();
    const Duration left = std::chrono::seconds(*until) - clock.wall().time_since_epoch();
    list_->set_due(entry, *until == 0 ? Instant{} : clock.boottime() + std::max(left, Duration(0)));
}

/// The schedule is another one, or the clock was set.
void Queue::place_held() {
    for (const Id id : std::set(list_->sets().held)) {
        place_in_time(*list_->find(id));
    }
}

}  // namespace sluice::queue
