#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice::http {

/// Seconds since the epoch of the Expires of a cookie, by the algorithm that browsers share (RFC 6265bis 5.1.1): tokens
/// between delimiters, the first that looks like a time, a day, a month and a year each; everything else (weekdays,
/// zones) means nothing and the time is UTC. Nothing if a part is missing or out of its range. Thread-safe.
std::optional<std::int64_t> parse_cookie_date(std::string_view text);

}  // namespace sluice::http
