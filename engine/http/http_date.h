#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::http {

/// Seconds since the epoch of a date in any of the three forms of RFC 9110 5.6.7, read leniently: the weekday may be
/// missing or wrong, '-' may stand for a blank, a year may have two digits (70 to 99 mean 19xx), a zone may be given as
/// "+0200" or "-0500"; another or none means GMT. Nothing if it is no date. Thread-safe.
std::optional<std::int64_t> parse_http_date(std::string_view text);

/// "Sun, 06 Nov 1994 08:49:37 GMT" (IMF-fixdate).
std::string format_http_date(std::int64_t seconds);

}  // namespace sluice::http
