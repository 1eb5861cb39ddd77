#pragma once

#include <sluice/error.h>

#include <string_view>

namespace sluice::http1 {

struct StatusLine {
    int version = 11;         ///< 10 or 11
    int status = 0;           ///< 100 to 999
    std::string_view reason;  ///< may be empty; borrowed from the line
};

/// Reads "HTTP/1.1 200 OK" without its line end (RFC 9112 4). A missing reason is fine, as are several blanks.
/// Errors: http_version for a version that is neither 1.0 nor 1.1, http_malformed for all else.
Result<StatusLine> parse_status_line(std::string_view line);

}  // namespace sluice::http1
