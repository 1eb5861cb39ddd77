#pragma once

#include <cstdint>

namespace sluice::base {

/// A moment in UTC as a calendar shows it. Proleptic Gregorian calendar, no leap seconds.
struct CivilTime {
    std::int64_t year = 1970;
    int month = 1;  ///< 1 to 12
    int day = 1;    ///< 1 to 31
    int hour = 0;
    int minute = 0;
    int second = 0;
    int weekday = 4;  ///< 0 is Sunday; ignored by to_seconds
};

/// Days since 1 January 1970 of a date; `month` 1 to 12, `day` 1 to 31. Thread-safe.
std::int64_t days_from_civil(std::int64_t year, int month, int day) noexcept;
/// Days of a month, 28 to 31.
int days_in_month(std::int64_t year, int month) noexcept;

/// Seconds since the epoch. Fields are taken as they are: check them first.
std::int64_t to_seconds(const CivilTime& time) noexcept;
/// The calendar of `seconds` since the epoch, which may be negative; years up to some millions.
CivilTime to_civil(std::int64_t seconds) noexcept;

}  // namespace sluice::base
