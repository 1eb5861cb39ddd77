#pragma once

#include <sluice/error.h>

#include <string>
#include <string_view>

namespace sluice::http1 {

/// Name and value of a field, borrowed from the line; the value without blanks at its ends.
struct HeaderLine {
    std::string_view name;
    std::string_view value;
};

/// Reads "Name: value" without its line end (RFC 9112 5). Refused as http_malformed: no colon, no name, a blank or
/// control character in the name or before the colon (a way to smuggle), NUL or a bare CR anywhere.
Result<HeaderLine> parse_header_line(std::string_view line);

/// Appends a folded line to the one it continues, both with their line ends: joined by one space, with the end of the
/// continuation (RFC 9112 5.2).
void unfold(std::string& line, std::string_view continuation);

}  // namespace sluice::http1
