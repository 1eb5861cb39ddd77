#pragma once

#include <sluice/error.h>

#include <cstdint>
#include <optional>
#include <string>

#include "engine/http/header_list.h"

namespace sluice::http1 {

enum class Framing : std::uint8_t {
    none,         ///< no body
    length,       ///< Content-Length bytes
    chunked,      ///< chunked transfer coding
    until_close,  ///< all that comes until the connection closes
};

struct BodyFraming {
    Framing framing = Framing::none;
    std::uint64_t length = 0;  ///< with Framing::length
    std::string codings;       ///< transfer codings below chunked, in the order they were applied: "gzip"
};

/// The announced length: all Content-Length fields and their members must agree (RFC 9112 6.3 rule 5).
/// Errors: http_length_conflict if they differ, http_malformed if one is no number up to 2^63-1.
Result<std::optional<std::uint64_t>> content_length(const http::HeaderList& headers);

/// How the body of a response that may have one is delimited (RFC 9112 6.3). What could be read in two ways is refused:
/// both Transfer-Encoding and Content-Length, chunked twice or not last: http_length_conflict. Another transfer coding:
/// http_encoding_unknown unless `codings_allowed` (they were asked for with TE).
Result<BodyFraming> body_framing(const http::HeaderList& headers, bool codings_allowed = false);

}  // namespace sluice::http1
