#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/http/header_list.h"

namespace sluice::http1 {

/// A parsed head.
struct ResponseHead {
    int version = 11;  ///< 9, 10 or 11
    int status = 0;
    std::string reason;  ///< may be empty
    http::HeaderList headers;
    /// As announced and well-formed, also where no body follows (HEAD, 304).
    std::optional<std::uint64_t> content_length;

    bool informational() const noexcept { return status >= 100 && status < 200; }
};

}  // namespace sluice::http1
