#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::queue {

/// What the queue may do at a time of the week.
struct SpeedRule {
    bool stopped = false;    ///< nothing is downloaded
    std::int64_t limit = 0;  ///< bytes per second for everything; 0 = the usual limit
    friend bool operator==(const SpeedRule&, const SpeedRule&) = default;
};

/// Times of the week with their rules, in local time. A week is 7 × 48 half hours, Monday 00:00 first; what has no rule
/// of its own follows `usual`. A value.
class WeekSchedule {
  public:
    static constexpr int slot_count = 7 * 48;
    static constexpr int minutes_per_slot = 30;

    /// A time of the week in minutes after Monday 00:00, 0 to 10079.
    using Minute = int;

    /// Gives the half hours that begin in [from, to) this rule; `to` below `from` goes over Sunday midnight.
    void set(Minute from, Minute to, SpeedRule rule);
    void clear() { rules_.clear(); }
    bool empty() const { return rules_.empty(); }
    SpeedRule at(Minute minute) const;
    /// Minutes until the rule is another one than at `minute`; nothing if it never is.
    std::optional<int> next_change(Minute minute) const;
    /// Minutes until it is no longer stopped, 0 if it is not; nothing if the whole week is.
    std::optional<int> opens_in(Minute minute) const;

    /// "Mon-Fri 08:00-18:00 limit=1000000; Sat 00:00-24:00 stop" and back. Errors: option_syntax with what is not
    /// understood.
    static Result<WeekSchedule> parse(std::string_view text);
    std::string text() const;

    friend bool operator==(const WeekSchedule&, const WeekSchedule&) = default;

  private:
    std::vector<SpeedRule> rules_;  // empty, or one for each slot
};

/// The minute of the week of a moment in a zone that is `offset_s` east of UTC.
WeekSchedule::Minute minute_of_week(std::int64_t seconds_since_epoch, int offset_s);

}  // namespace sluice::queue
