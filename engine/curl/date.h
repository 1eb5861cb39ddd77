#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice::curl {

/// Seconds since 1970 of a date as curl_getdate(3) reads it: names of weekdays and months, times "h:mm[:ss]", days,
/// years and zones in any order, "20040911". Nothing if it is none. Thread-safe.
std::optional<std::int64_t> parse_date(std::string_view text);

}  // namespace sluice::curl
