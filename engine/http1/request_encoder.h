#pragma once

#include <sluice/error.h>

#include <string>
#include <string_view>

#include "engine/http/header_list.h"

namespace sluice::http1 {

/// The head of a request as sent, blank line included (RFC 9112 3). `version` is 10 or 11; `target` is taken verbatim.
/// Refused as argument_bad: a method or header name that is no token, a target that is empty or holds blanks or control
/// characters, CR, LF or NUL in a value, another version. The error names the part, never a value. Thread-safe.
Result<std::string> encode_request_head(std::string_view method, std::string_view target, int version,
                                        const http::HeaderList& headers);

}  // namespace sluice::http1
