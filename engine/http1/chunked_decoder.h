#pragma once

#include <sluice/error.h>

#include <cstddef>
#include <cstdint>

#include "engine/base/bytes.h"

namespace sluice::http1 {

/// The chunked transfer coding without its trailer section (RFC 9112 7.1), resumable at any byte.
///
/// Sequence: next() until last_chunk; what follows in the input is the trailer section with its blank line.
/// Extensions are skipped, at most 4 KiB per chunk; a size has at most 16 digits; a bare LF ends a line as CRLF does.
class ChunkedDecoder {
  public:
    enum class Step : std::uint8_t {
        need_more,   ///< all input was taken
        data,        ///< `data` is a stretch of body inside the input
        last_chunk,  ///< the chunk of size 0 was read
        failed,      ///< see error(); http_chunk_malformed
    };

    /// Takes bytes from the front of `input`. `data` is set with Step::data only and lies inside `input`: no copy.
    Step next(Bytes& input, Bytes& data);
    const Error& error() const noexcept { return error_; }

  private:
    enum class State : std::uint8_t { size, after_size, extension, size_lf, data, data_end, data_lf, last, failed };

    Step take_framing(char c);
    Step take_size_digit(char c);
    Step take_line_rest(char c);
    Step end_size_line();
    Step refuse(const char* detail);

    State state_ = State::size;
    int digits_ = 0;
    std::uint64_t left_ = 0;  // of the current chunk
    std::size_t extension_bytes_ = 0;
    Error error_;
};

}  // namespace sluice::http1
