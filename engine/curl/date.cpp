#include "engine/curl/date.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/base/ascii.h"
#include "engine/base/civil_time.h"
#include "engine/base/number.h"

namespace sluice::curl {

namespace {

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

struct Zone {
    std::string_view name;
    int hours;  // to add for UTC
};
constexpr Zone zones[] = {{"gmt", 0},   {"ut", 0},    {"utc", 0},  {"wet", 0},  {"bst", -1},  {"wat", 1},
                          {"ast", 4},   {"adt", 3},   {"est", 5},  {"edt", 4},  {"cst", 6},   {"cdt", 5},
                          {"mst", 7},   {"mdt", 6},   {"pst", 8},  {"pdt", 7},  {"yst", 9},   {"ydt", 8},
                          {"hst", 10},  {"hdt", 9},   {"cat", 10}, {"met", -1}, {"mewt", -1}, {"mest", -2},
                          {"cest", -2}, {"mesz", -2}, {"cet", -1}, {"eet", -2}, {"z", 0}};

/// Gathers the parts of a date in whatever order they come.
class DateReader {
  public:
    explicit DateReader(std::string_view text) : text_(text) {}

    std::optional<std::int64_t> read() {
        int parts = 0;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (base::is_alpha(c) || base::is_digit(c)) {
                if (++parts > 6 || !(base::is_alpha(c) ? word() : number())) {
                    return std::nullopt;
                }
            } else {
                ++at_;
            }
        }
        return seconds();
    }

  private:
    bool word() {
        const std::size_t end =
            std::min(static_cast<std::size_t>(std::find_if_not(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                                               text_.end(), base::is_alpha) -
                                              text_.begin()),
                     text_.size());
        const std::string name = base::to_lower(text_.substr(at_, end - at_));
        at_ = end;
        for (const std::string_view day : weekdays) {
            if (!weekday_ && (name == day || name == day.substr(0, 3))) {
                return weekday_ = true;
            }
        }
        const auto month = std::find(months.begin(), months.end(), name);
        if (month_ == 0 && month != months.end()) {
            month_ = static_cast<int>(month - months.begin()) + 1;
            return true;
        }
        const auto* zone =
            std::find_if(std::begin(zones), std::end(zones), [&](const Zone& z) { return z.name == name; });
        if (offset_ || zone == std::end(zones)) {
            return false;
        }
        offset_ = zone->hours * 3600;
        return true;
    }

    bool number() {
        if (hour_ < 0 && clock()) {
            return true;
        }
        std::size_t end = at_;
        while (end < text_.size() && base::is_digit(text_[end])) {
            ++end;
        }
        const std::string_view digits = text_.substr(at_, end - at_);
        const char before = at_ > 0 ? text_[at_ - 1] : ' ';
        at_ = end;
        const auto value = base::parse_digits(digits);
        if (!value || *value > 99'999'999) {
            return false;
        }
        const int n = static_cast<int>(*value);
        if (!offset_ && digits.size() == 4 && n <= 1400 && (before == '+' || before == '-') && hour_ >= 0) {
            offset_ = (n / 100 * 3600 + n % 100 * 60) * (before == '+' ? -1 : 1);
            return true;
        }
        if (digits.size() == 8 && year_ < 0 && month_ == 0 && day_ == 0) {
            year_ = n / 10'000;
            month_ = n % 10'000 / 100;
            day_ = n % 100;
            return true;
        }
        if (day_ == 0 && day_next_) {
            if (n > 0 && n < 32) {
                day_ = n;
                return true;
            }
            day_next_ = false;  // it is the year, and the day comes later
        }
        if (year_ >= 0) {
            return false;
        }
        year_ = n < 100 ? n + (n > 70 ? 1900 : 2000) : n;
        day_next_ = day_ == 0;
        return true;
    }

    /// "12:34" or "12:34:56".
    bool clock() {
        int parts[3] = {0, 0, 0};
        std::size_t at = at_;
        int count = 0;
        for (; count < 3; ++count) {
            std::size_t end = at;
            while (end < text_.size() && end < at + 2 && base::is_digit(text_[end])) {
                parts[count] = parts[count] * 10 + (text_[end++] - '0');
            }
            if (end == at) {
                break;
            }
            at = end;
            if (count == 2 || at >= text_.size() || text_[at] != ':') {
                ++count;
                break;
            }
            ++at;
        }
        if (count < 2 || parts[0] > 23 || parts[1] > 59 || parts[2] > 60) {
            return false;
        }
        hour_ = parts[0];
        minute_ = parts[1];
        second_ = parts[2];
        at_ = at;
        return true;
    }

    std::optional<std::int64_t> seconds() const {
        if (day_ == 0 || month_ == 0 || year_ < 1583 || month_ > 12 || day_ > base::days_in_month(year_, month_)) {
            return std::nullopt;
        }
        const std::int64_t days = base::days_from_civil(year_, month_, day_);
        return days * 86'400 + std::max(hour_, 0) * 3600 + minute_ * 60 + second_ + offset_.value_or(0);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool weekday_ = false;
    bool day_next_ = true;
    int year_ = -1, month_ = 0, day_ = 0, hour_ = -1, minute_ = 0, second_ = 0;
    std::optional<int> offset_;
};

}  // namespace

std::optional<std::int64_t> parse_date(std::string_view text) {
    return DateReader(text).read();
}

}  // namespace sluice::curl
