#pragma once

#include <sluice/error.h>

#include <cstddef>
#include <memory>
#include <string_view>

#include "engine/base/bytes.h"

namespace sluice::http {

/// Undoes a content coding piece by piece, its memory does not depend on the data (RFC 9110 8.4). Not thread-safe.
///
/// Sequence: for each piece of input, decode() again and again with what is left of it until all was consumed and the
/// output was not filled; at the end of the body finish(). After an error nothing more may be called.
class ContentDecoder {
  public:
    struct Progress {
        std::size_t consumed = 0;  ///< from the front of the input
        std::size_t produced = 0;  ///< into the front of the output
    };

    virtual ~ContentDecoder() = default;
    /// Output is not empty; input may be, to fetch what is still inside. Errors: http_encoding_corrupt, also for data
    /// behind the end of the coded stream.
    virtual Result<Progress> decode(Bytes input, MutableBytes output) = 0;
    /// No more input. Errors: http_encoding_corrupt if the coded stream is not complete. No input at all is fine.
    virtual Result<void> finish() = 0;
};

/// A decoder for the value of Content-Encoding: gzip, x-gzip, deflate (zlib or raw), br, zstd, identity, and up to five
/// of them stacked. Null if there is nothing to decode. Errors: http_encoding_unknown.
Result<std::unique_ptr<ContentDecoder>> make_content_decoder(std::string_view value);

}  // namespace sluice::http
