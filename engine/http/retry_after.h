#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/ascii.h"
#include "engine/base/number.h"
#include "engine/http/http_date.h"

namespace sluice::http {

/// Longest wait that is believed, in seconds: six hours.
inline constexpr std::int64_t longest_retry_after = 6 * 3600;

/// Seconds that Retry-After asks for, as a number or a date (RFC 9110 10.2.3): at most six hours. `now` is the wall
/// clock in seconds since the epoch. Nothing if it cannot be read. Thread-safe.
inline std::optional<std::int64_t> parse_retry_after(std::string_view value, std::int64_t now) {
    value = base::trim(value);
    if (!value.empty() && std::all_of(value.begin(), value.end(), [](char c) { return base::is_digit(c); })) {
        // More digits than fit are a long wait too.
        const std::uint64_t seconds = base::parse_digits(value).value_or(longest_retry_after);
        return static_cast<std::int64_t>(std::min<std::uint64_t>(seconds, longest_retry_after));
    }
    const auto date = parse_http_date(value);
    return date ? std::optional{std::clamp<std::int64_t>(*date - now, 0, longest_retry_after)} : std::nullopt;
}

}  // namespace sluice::http
