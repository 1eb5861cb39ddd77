#include "engine/http/range.h"

#include <limits>

#include "engine/base/ascii.h"
#include "engine/base/number.h"
#include "engine/base/result.h"
#include "engine/http/list_members.h"

namespace sluice::http {
namespace {

// File offsets are signed.
std::optional<std::uint64_t> parse_offset(std::string_view text) noexcept {
    const auto number = base::parse_digits(text);
    const bool fits = number && *number <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    return fits ? number : std::nullopt;
}

std::optional<RequestRange> parse_range(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view before = base::trim(text.substr(0, dash));
    const std::string_view after = base::trim(text.substr(dash + 1));
    const RequestRange range{parse_offset(before), parse_offset(after)};
    const bool readable = (before.empty() || range.first) && (after.empty() || range.last);
    const bool empty_suffix = !range.first && range.last.value_or(0) == 0;
    const bool reversed = range.first && range.last && *range.last < *range.first;
    return readable && !empty_suffix && !reversed ? std::optional{range} : std::nullopt;
}

std::optional<ContentRange> read_content_range(std::string_view text) {
    constexpr std::string_view unit = "bytes";
    text = base::trim(text);
    if (!base::starts_with_ignoring_case(text, unit)) {
        return std::nullopt;
    }
    text.remove_prefix(unit.size());
    // Some servers write "bytes=" or "bytes:" here.
    if (text.empty() || (!base::is_blank(text.front()) && text.front() != '=' && text.front() != ':')) {
        return std::nullopt;
    }
    text = base::trim(text.substr(1));
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) {
        return std::nullopt;
    }
    ContentRange range;
    const std::string_view span = base::trim(text.substr(0, slash));
    const std::string_view whole = base::trim(text.substr(slash + 1));
    range.complete = parse_offset(whole);
    if (!range.complete && whole != "*") {
        return std::nullopt;
    }
    if (span == "*") {
        return range.complete ? std::optional{range} : std::nullopt;
    }
    const std::size_t dash = span.find('-');
    if (dash == std::string_view::npos) {
        return std::nullopt;
    }
    range.first = parse_offset(base::trim(span.substr(0, dash)));
    range.last = parse_offset(base::trim(span.substr(dash + 1)));
    if (!range.first || !range.last || *range.last < *range.first ||
        (range.complete && *range.last >= *range.complete)) {
        return std::nullopt;
    }
    return range;
}

}  // namespace

Result<std::vector<RequestRange>> parse_request_ranges(std::string_view text) {
    std::vector<RequestRange> ranges;
    for (const std::string_view member : list_members(text)) {
        const auto range = parse_range(member);
        if (!range) {
            return fail(Kind::range_malformed, ErrorArgs{.detail = std::string(member.substr(0, 60))});
        }
        ranges.push_back(*range);
    }
    if (ranges.empty()) {
        return fail(Kind::range_malformed, ErrorArgs{.detail = "empty"});
    }
    return ranges;
}

Result<ContentRange> parse_content_range(std::string_view text) {
    const auto range = read_content_range(text);
    if (!range) {
        return fail(Kind::http_range_wrong, ErrorArgs{.detail = "Content-Range is " + std::string(text.substr(0, 60))});
    }
    return *range;
}

}  // namespace sluice::http
