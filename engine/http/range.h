#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sluice::http {

/// One range of a request: "0-99" has both, "100-" only first, "-50" (the last 50 bytes) only last.
struct RequestRange {
    std::optional<std::uint64_t> first, last;

    friend bool operator==(const RequestRange&, const RequestRange&) = default;
};

/// Reads the range option: one range or a comma list, without "bytes=" (RFC 9110 14.1.2). Errors: range_malformed, for
/// a reversed one and "-0" too.
Result<std::vector<RequestRange>> parse_request_ranges(std::string_view text);

/// What a part is a part of.
struct ContentRange {
    /// Offsets of the first and last byte; none in "bytes */N".
    std::optional<std::uint64_t> first, last;
    /// Size of the whole; none in "bytes x-y/*".
    std::optional<std::uint64_t> complete;

    friend bool operator==(const ContentRange&, const ContentRange&) = default;
};

/// Reads Content-Range (RFC 9110 14.4). Errors: http_range_wrong, also for a last byte before the first or behind the
/// end of the whole, and for another unit than bytes.
Result<ContentRange> parse_content_range(std::string_view text);

}  // namespace sluice::http
