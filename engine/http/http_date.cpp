#include "engine/http/http_date.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "engine/base/ascii.h"
#include "engine/base/civil_time.h"
#include "engine/base/number.h"

namespace sluice::http {
namespace {

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

/// What was found so far, in any order.
struct Found {
    std::optional<int> day, month, hour, minute, second;
    std::optional<std::int64_t> year;
    int zone_minutes = 0;
};

int month_of(std::string_view word) noexcept {
    for (std::size_t i = 0; i < months.size(); ++i) {
        if (base::starts_with_ignoring_case(word, months[i])) {
            return static_cast<int>(i) + 1;
        }
    }
    return 0;
}

bool take_time(std::string_view word, Found& found) {
    const std::size_t first = word.find(':');
    const std::size_t second = word.find(':', first + 1);
    const auto hour = base::parse_digits(word.substr(0, first));
    const auto minute = base::parse_digits(word.substr(first + 1, second - first - 1));
    const auto last = second == std::string_view::npos ? std::optional<std::uint64_t>{0}
                                                       : base::parse_digits(word.substr(second + 1));
    // 60 is a leap second.
    if (found.hour || !hour || !minute || !last || *hour > 23 || *minute > 59 || *last > 60) {
        return false;
    }
    found.hour = static_cast<int>(*hour);
    found.minute = static_cast<int>(*minute);
    found.second = static_cast<int>(*last);
    return true;
}

bool take_zone(std::string_view word, Found& found) {
    const auto value = base::parse_digits(word.substr(1));
    if (!value || word.size() != 5 || *value % 100 > 59 || *value > 1459) {
        return false;
    }
    const int minutes = static_cast<int>(*value / 100 * 60 + *value % 100);
    found.zone_minutes = word.front() == '-' ? -minutes : minutes;
    return true;
}

bool take_number(std::string_view word, Found& found) {
    const auto value = base::parse_digits(word);
    if (!value) {
        return false;
    }
    if (!found.day && word.size() <= 2 && *value >= 1 && *value <= 31) {
        found.day = static_cast<int>(*value);
        return true;
    }
    if (found.year || (word.size() != 2 && word.size() != 4)) {
        return false;
    }
    const auto year = static_cast<std::int64_t>(*value);
    found.year = word.size() == 4 ? year : year + (year >= 70 ? 1900 : 2000);
    return true;
}

bool take_word(std::string_view word, Found& found) {
    if (word.find(':') != std::string_view::npos) {
        return take_time(word, found);
    }
    if (base::is_digit(word.front())) {
        return take_number(word, found);
    }
    if (const int month = month_of(word); month > 0 && !found.month) {
        found.month = month;
    }
    return true;
}

/// The end of the word at `start`; a zone keeps its sign.
std::size_t word_end(std::string_view text, std::size_t start) noexcept {
    return std::min(text.find_first_of(" \t,-+", start), text.size());
}

}  // namespace

std::optional<std::int64_t> parse_http_date(std::string_view text) {
    Found found;
    std::size_t at = 0;
    while (at < text.size()) {
        const bool sign = text[at] == '+' || text[at] == '-';
        if (sign && found.hour && at + 1 < text.size() && base::is_digit(text[at + 1])) {
            const std::size_t end = word_end(text, at + 1);
            if (take_zone(text.substr(at, end - at), found)) {
                at = end;
                continue;
            }
        }
        if (sign || text[at] == ',' || base::is_blank(text[at])) {
            ++at;
            continue;
        }
        const std::size_t end = word_end(text, at);
        if (!take_word(text.substr(at, end - at), found)) {
            return std::nullopt;
        }
        at = end;
    }
    if (!found.day || !found.month || !found.year || !found.hour || *found.year < 1601 ||
        *found.day > base::days_in_month(*found.year, *found.month)) {
        return std::nullopt;
    }
    return base::to_seconds({.year = *found.year,
                             .month = *found.month,
                             .day = *found.day,
                             .hour = *found.hour,
                             .minute = *found.minute,
                             .second = *found.second}) -
           std::int64_t{found.zone_minutes} * 60;
}

std::string format_http_date(std::int64_t seconds) {
    const base::CivilTime time = base::to_civil(seconds);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02d %s %04lld %02d:%02d:%02d GMT",
                  weekdays[static_cast<std::size_t>(time.weekday)].data(), time.day,
                  months[static_cast<std::size_t>(time.month - 1)].data(), static_cast<long long>(time.year), time.hour,
                  time.minute, time.second);
    return text.data();
}

}  // namespace sluice::http
