#include "engine/curl/numbers.h"

#include <limits>

#include "engine/base/ascii.h"
#include "engine/base/number.h"

namespace sluice::curl {

namespace {
constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
}

std::optional<std::int64_t> parse_number(std::string_view text) {
    const bool minus = !text.empty() && text.front() == '-';
    const auto digits = base::parse_digits(text.substr(minus ? 1 : 0));
    if (!digits || *digits > most) {
        return std::nullopt;
    }
    return minus ? -static_cast<std::int64_t>(*digits) : static_cast<std::int64_t>(*digits);
}

std::optional<std::chrono::milliseconds> parse_seconds(std::string_view text) {
    const std::size_t dot = text.find('.');
    const std::string_view whole = text.substr(0, dot);
    const std::string_view fraction = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
    const auto seconds =
        whole.empty() && !fraction.empty() ? std::optional<std::uint64_t>(0) : base::parse_digits(whole);
    if (!seconds || *seconds > most / 1'000'000 || (!fraction.empty() && !base::parse_digits(fraction.substr(0, 18)))) {
        return std::nullopt;
    }
    std::int64_t milliseconds = 0;
    for (std::size_t i = 0, unit = 100; i < 3; ++i, unit /= 10) {
        milliseconds += i < fraction.size() ? static_cast<std::int64_t>(unit) * (fraction[i] - '0') : 0;
    }
    return std::chrono::seconds(static_cast<std::int64_t>(*seconds)) + std::chrono::milliseconds(milliseconds);
}

std::optional<std::int64_t> parse_size(std::string_view text) {
    unsigned shift = 0;
    if (!text.empty() && base::is_alpha(text.back())) {
        static constexpr std::string_view units = "bkmgtp";
        const std::size_t unit = units.find(base::to_lower(text.back()));
        if (unit == std::string_view::npos) {
            return std::nullopt;
        }
        shift = static_cast<unsigned>(unit) * 10;
        text.remove_suffix(1);
    }
    const auto digits = base::parse_digits(text);
    if (!digits || *digits > most >> shift) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(*digits << shift);
}

}  // namespace sluice::curl
