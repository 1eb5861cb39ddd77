#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The dates in the files of HSTS and Alt-Svc caches: "20191231 10:00:00", UTC.
namespace sluice::http {

/// Stands for "never" in a count of seconds since the epoch.
inline constexpr std::int64_t never = INT64_MAX;

/// Seconds since the epoch; also reads what parse_http_date() reads. Nothing if it is no date. Thread-safe.
std::optional<std::int64_t> parse_compact_date(std::string_view text);
/// Years beyond 9999 become the last second of that year.
std::string format_compact_date(std::int64_t seconds);
/// now + seconds, never at most; `now` must not be negative.
std::int64_t later(std::int64_t now, std::uint64_t seconds) noexcept;

}  // namespace sluice::http
