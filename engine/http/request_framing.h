#pragma once

#include <sluice/error.h>

#include <cstdint>

#include "engine/http/header_list.h"

namespace sluice::http {

/// How the body of a request is delimited, as its head says.
struct RequestFraming {
    bool chunked = false;
    std::int64_t length = 0;  ///< without chunks: how much is sent
    bool expects_continue = false;
    bool honest = true;  ///< the head announces what is sent; else the connection is of no more use
};

/// Reads it back from the fields, where the caller's own may have replaced ours. `size` is that of the body, -1
/// unknown. Error: upload_failed (argument_bad) where the peer could not see the end: a size that is not known in
/// HTTP/1.0, or whose chunked coding the caller removed.
Result<RequestFraming> request_framing(const HeaderList& headers, std::int64_t size, int version);

}  // namespace sluice::http
