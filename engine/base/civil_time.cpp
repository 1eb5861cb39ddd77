#include "engine/base/civil_time.h"

namespace sluice::base {
namespace {

constexpr std::int64_t days_per_era = 146'097;   // 400 years
constexpr std::int64_t days_to_epoch = 719'468;  // from 1 March of year 0
constexpr std::int64_t seconds_per_day = 86'400;

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) noexcept {
    return a / b - (a % b < 0 ? 1 : 0);
}

}  // namespace

// Years are counted from March, so that the leap day is the last one of a year and months need no table.
std::int64_t days_from_civil(std::int64_t year, int month, int day) noexcept {
    const std::int64_t march_year = month <= 2 ? year - 1 : year;
    const std::int64_t era = floor_divide(march_year, 400);
    const std::int64_t year_of_era = march_year - era * 400;
    const std::int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * days_per_era + day_of_era - days_to_epoch;
}

int days_in_month(std::int64_t year, int month) noexcept {
    if (month == 2) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

std::int64_t to_seconds(const CivilTime& time) noexcept {
    return days_from_civil(time.year, time.month, time.day) * seconds_per_day + time.hour * 3600 + time.minute * 60 +
           time.second;
}

CivilTime to_civil(std::int64_t seconds) noexcept {
    const std::int64_t days = floor_divide(seconds, seconds_per_day);
    const auto rest = static_cast<int>(seconds - days * seconds_per_day);
    const std::int64_t shifted = days + days_to_epoch;
    const std::int64_t era = floor_divide(shifted, days_per_era);
    const std::int64_t day_of_era = shifted - era * days_per_era;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t march_month = (5 * day_of_year + 2) / 153;

    CivilTime time;
    time.day = static_cast<int>(day_of_year - (153 * march_month + 2) / 5 + 1);
    time.month = static_cast<int>(march_month < 10 ? march_month + 3 : march_month - 9);
    time.year = year_of_era + era * 400 + (time.month <= 2 ? 1 : 0);
    time.hour = rest / 3600;
    time.minute = rest / 60 % 60;
    time.second = rest % 60;
    time.weekday = static_cast<int>((days % 7 + 11) % 7);
    return time;
}

}  // namespace sluice::base
