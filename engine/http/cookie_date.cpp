#include "engine/http/cookie_date.h"

#include <algorithm>
#include <array>

#include "engine/base/ascii.h"
#include "engine/base/civil_time.h"

namespace sluice::http {
namespace {

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};

bool is_delimiter(char c) noexcept {
    const auto u = static_cast<unsigned char>(c);
    return u == 0x09 || (u >= 0x20 && u <= 0x2f) || (u >= 0x3b && u <= 0x40) || (u >= 0x5b && u <= 0x60) ||
           (u >= 0x7b && u <= 0x7e);
}

struct Found {
    bool time = false;
    int hour = 0, minute = 0, second = 0;
    int day = -1, month = -1, year = -1;
};

/// Takes `least` to `most` digits from the front; -1, and nothing taken, if there are fewer or more.
int take_digits(std::string_view& text, std::size_t least, std::size_t most) noexcept {
    std::size_t count = 0;
    int value = 0;
    while (count < text.size() && base::is_digit(text[count])) {
        if (++count > most) {
            return -1;
        }
        value = value * 10 + (text[count - 1] - '0');
    }
    if (count < least) {
        return -1;
    }
    text.remove_prefix(count);
    return value;
}

/// Whatever follows a number must not be a digit; take_digits() has seen to that.
bool take_time(std::string_view token, Found& found) noexcept {
    const int hour = take_digits(token, 1, 2);
    if (hour < 0 || token.empty() || token.front() != ':') {
        return false;
    }
    token.remove_prefix(1);
    const int minute = take_digits(token, 1, 2);
    if (minute < 0 || token.empty() || token.front() != ':') {
        return false;
    }
    token.remove_prefix(1);
    const int second = take_digits(token, 1, 2);
    if (second < 0) {
        return false;
    }
    found.time = true;
    found.hour = hour;
    found.minute = minute;
    found.second = second;
    return true;
}

bool take_number(std::string_view token, std::size_t least, std::size_t most, int& into) noexcept {
    const int value = take_digits(token, least, most);
    if (value >= 0) {
        into = value;
    }
    return value >= 0;
}

bool take_month(std::string_view token, Found& found) noexcept {
    const auto match = std::find_if(months.begin(), months.end(), [&](std::string_view month) {
        return base::starts_with_ignoring_case(token, month);
    });
    if (match == months.end()) {
        return false;
    }
    found.month = static_cast<int>(match - months.begin()) + 1;
    return true;
}

void take_token(std::string_view token, Found& found) noexcept {
    if ((!found.time && take_time(token, found)) || (found.day < 0 && take_number(token, 1, 2, found.day)) ||
        (found.month < 0 && take_month(token, found))) {
        return;
    }
    if (found.year < 0) {
        take_number(token, 2, 4, found.year);
    }
}

}  // namespace

std::optional<std::int64_t> parse_cookie_date(std::string_view text) {
    Found found;
    std::size_t at = 0;
    while (at < text.size()) {
        if (is_delimiter(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && !is_delimiter(text[end])) {
            ++end;
        }
        take_token(text.substr(at, end - at), found);
        at = end;
    }
    if (!found.time || found.day < 1 || found.month < 1 || found.year < 0) {
        return std::nullopt;
    }
    if (found.year <= 99) {
        found.year += found.year >= 70 ? 1900 : 2000;
    }
    if (found.year < 1601 || found.hour > 23 || found.minute > 59 || found.second > 59 ||
        found.day > base::days_in_month(found.year, found.month)) {
        return std::nullopt;
    }
    base::CivilTime time;
    time.year = found.year;
    time.month = found.month;
    time.day = found.day;
    time.hour = found.hour;
    time.minute = found.minute;
    time.second = found.second;
    return base::to_seconds(time);
}

}  // namespace sluice::http
