#include "engine/queue/week_schedule.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "engine/base/ascii.h"
#include "engine/base/number.h"
#include "engine/base/result.h"

namespace sluice::queue {

namespace {

constexpr int minutes_per_day = 24 * 60;
constexpr int minutes_per_week = 7 * minutes_per_day;
constexpr std::array<std::string_view, 7> days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

int slot_of(int minute) {
    return (minute % minutes_per_week + minutes_per_week) % minutes_per_week / WeekSchedule::minutes_per_slot;
}

tl::unexpected<Error> not_understood(std::string_view part) {
    return fail(Kind::option_syntax, ErrorArgs{.detail = "a time of the week is \"Mon-Fri 08:00-18:00 limit=1000000\" "
                                                         "or \"Sat 00:00-24:00 stop\", not \"" +
                                                         std::string(part) + '"'});
}

std::optional<int> day_of(std::string_view name) {
    for (std::size_t i = 0; i < days.size(); ++i) {
        if (base::equals_ignoring_case(name, days[i])) {
            return static_cast<int>(i);
        }
    }
    return std::nullopt;
}

/// "08:30", "24:00" in minutes of a day, only full and half hours.
std::optional<int> time_of(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    const auto hour = base::parse_digits(text.substr(0, colon));
    const auto minute = base::parse_digits(text.substr(colon + 1));
    if (!hour || !minute || *hour > 24 || (*minute != 0 && *minute != 30) || (*hour == 24 && *minute != 0)) {
        return std::nullopt;
    }
    return static_cast<int>(*hour * 60 + *minute);
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(at), text.size());
        if (const std::string_view part = base::trim(text.substr(0, end)); !part.empty()) {
            out.push_back(part);
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

std::optional<SpeedRule> rule_of(std::string_view text) {
    if (base::equals_ignoring_case(text, "stop")) {
        return SpeedRule{.stopped = true, .limit = 0};
    }
    constexpr std::string_view limit = "limit=";
    if (!base::starts_with_ignoring_case(text, limit)) {
        return std::nullopt;
    }
    const auto number = base::parse_digits(text.substr(limit.size()));
    if (!number || *number == 0 || *number > (std::uint64_t(1) << 50)) {
        return std::nullopt;
    }
    return SpeedRule{.stopped = false, .limit = static_cast<std::int64_t>(*number)};
}

/// One "days times rule".
bool apply(WeekSchedule& schedule, std::string_view part) {
    const auto words = split(part, ' ');
    if (words.size() != 3) {
        return false;
    }
    const auto day_names = split(words[0], '-');
    const auto times = split(words[1], '-');
    const auto rule = rule_of(words[2]);
    if (day_names.empty() || day_names.size() > 2 || times.size() != 2 || !rule) {
        return false;
    }
    const auto first = day_of(day_names.front());
    const auto last = day_of(day_names.back());
    const auto from = time_of(times[0]);
    const auto to = time_of(times[1]);
    if (!first || !last || !from || !to || *from == *to || *from == minutes_per_day) {
        return false;
    }
    for (int day = *first;; day = (day + 1) % 7) {
        const int midnight = day * minutes_per_day;
        schedule.set(midnight + *from, midnight + *to + (*to < *from ? minutes_per_day : 0), *rule);
        if (day == *last) {
            return true;
        }
    }
}

std::string clock_text(int minute) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "%02d:%02d", minute / 60, minute % 60);
    return text.data();
}

}  // namespace

void WeekSchedule::set(Minute from, Minute to, SpeedRule rule) {
    rules_.resize(slot_count);
    const int count = (to - from + (to < from ? minutes_per_week : 0) + minutes_per_slot - 1) / minutes_per_slot;
    for (int i = 0; i < std::min(count, slot_count); ++i) {
        rules_[static_cast<std::size_t>(slot_of(from + i * minutes_per_slot))] = rule;
    }
    if (std::all_of(rules_.begin(), rules_.end(), [](const SpeedRule& r) { return r == SpeedRule{}; })) {
        rules_.clear();
    }
}

SpeedRule WeekSchedule::at(Minute minute) const {
    return rules_.empty() ? SpeedRule{} : rules_[static_cast<std::size_t>(slot_of(minute))];
}

std::optional<int> WeekSchedule::next_change(Minute minute) const {
    const SpeedRule now = at(minute);
    const int into = (minute % minutes_per_slot + minutes_per_slot) % minutes_per_slot;
    for (int i = 1; i < slot_count; ++i) {
        const int ahead = i * minutes_per_slot - into;
        if (at(minute + ahead) != now) {
            return ahead;
        }
    }
    return std::nullopt;
}

std::optional<int> WeekSchedule::opens_in(Minute minute) const {
    if (!at(minute).stopped) {
        return 0;
    }
    const int into = (minute % minutes_per_slot + minutes_per_slot) % minutes_per_slot;
    for (int i = 1; i < slot_count; ++i) {
        const int ahead = i * minutes_per_slot - into;
        if (!at(minute + ahead).stopped) {
            return ahead;
        }
    }
    return std::nullopt;
}

Result<WeekSchedule> WeekSchedule::parse(std::string_view text) {
    WeekSchedule schedule;
    for (const std::string_view part : split(text, ';')) {
        if (!apply(schedule, part)) {
            return not_understood(part);
        }
    }
    return schedule;
}

std::string WeekSchedule::text() const {
    std::string out;
    for (int slot = 0; slot < slot_count && !rules_.empty();) {
        const SpeedRule rule = rules_[static_cast<std::size_t>(slot)];
        const int day = slot / 48;
        int end = slot;
        while (end < (day + 1) * 48 && rules_[static_cast<std::size_t>(end)] == rule) {
            ++end;
        }
        if (rule != SpeedRule{}) {
            out += (out.empty() ? "" : "; ") + std::string(days[static_cast<std::size_t>(day)]) + ' ' +
                   clock_text((slot - day * 48) * minutes_per_slot) + '-' +
                   clock_text((end - day * 48) * minutes_per_slot) + ' ' +
                   (rule.stopped ? std::string("stop") : "limit=" + std::to_string(rule.limit));
        }
        slot = end;
    }
    return out;
}

WeekSchedule::Minute minute_of_week(std::int64_t seconds_since_epoch, int offset_s) {
    constexpr std::int64_t week = 7 * 86'400;
    constexpr std::int64_t thursday = 3 * 86'400;  // the epoch began on one
    const std::int64_t local = (seconds_since_epoch + offset_s + thursday) % week;
    return static_cast<int>((local + week) % week / 60);
}

}  // namespace sluice::queue
