#pragma once

#include <sluice/error.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::http {

/// A line of the caller's own: "Name: value" sends that, "Name:" leaves our field of that name out, "Name;" sends an
/// empty one. Borrows the line.
struct OwnHeader {
    std::string_view name;
    std::optional<std::string_view> value;  ///< nothing: to be left out
};

/// Nothing for a line that is none of the three. Thread-safe.
std::optional<OwnHeader> parse_own_header(std::string_view line);

/// Errors: option_syntax for a line that is none of the three; the error holds no value. Thread-safe.
Result<std::vector<OwnHeader>> parse_own_headers(std::span<const std::string> lines);

/// The first of that name (any case), or null.
const OwnHeader* find_own(const std::vector<OwnHeader>& headers, std::string_view name);

}  // namespace sluice::http
