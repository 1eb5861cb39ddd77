#include "engine/http/compact_date.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "engine/base/ascii.h"
#include "engine/base/civil_time.h"
#include "engine/base/number.h"
#include "engine/http/http_date.h"

namespace sluice::http {
namespace {

constexpr std::int64_t last_second = 253'402'300'799;  // of the year 9999

int number_at(std::string_view text, std::size_t at, std::size_t digits) noexcept {
    const std::string_view part = text.substr(at, digits);
    const bool good = std::all_of(part.begin(), part.end(), [](char c) { return base::is_digit(c); });
    return good ? static_cast<int>(*base::parse_digits(part)) : -1;
}

std::optional<base::CivilTime> parse_compact(std::string_view text) noexcept {
    if (text.size() != 17 || text[8] != ' ' || text[11] != ':' || text[14] != ':') {
        return std::nullopt;
    }
    base::CivilTime time;
    time.year = number_at(text, 0, 4);
    time.month = number_at(text, 4, 2);
    time.day = number_at(text, 6, 2);
    time.hour = number_at(text, 9, 2);
    time.minute = number_at(text, 12, 2);
    time.second = number_at(text, 15, 2);
    const bool good = time.year >= 0 && time.month >= 1 && time.month <= 12 && time.day >= 1 &&
                      time.day <= base::days_in_month(time.year, time.month) && time.hour >= 0 && time.hour <= 23 &&
                      time.minute >= 0 && time.minute <= 59 && time.second >= 0 && time.second <= 60;
    return good ? std::optional{time} : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> parse_compact_date(std::string_view text) {
    text = base::trim(text);
    const auto compact = parse_compact(text);
    return compact ? std::optional{base::to_seconds(*compact)} : parse_http_date(text);
}

std::string format_compact_date(std::int64_t seconds) {
    const base::CivilTime time = base::to_civil(std::clamp<std::int64_t>(seconds, 0, last_second));
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04lld%02d%02d %02d:%02d:%02d", static_cast<long long>(time.year),
                  time.month, time.day, time.hour, time.minute, time.second);
    return text.data();
}

std::int64_t later(std::int64_t now, std::uint64_t seconds) noexcept {
    const auto room = static_cast<std::uint64_t>(never - now);
    return seconds >= room ? never : now + static_cast<std::int64_t>(seconds);
}

}  // namespace sluice::http
