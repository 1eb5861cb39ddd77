#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/base/bytes.h"

namespace sluice::http1 {

enum class LineStatus : std::uint8_t { need_more, complete, too_long };

/// Collects one line that may come in any number of pieces. Each byte is looked at once.
class LineBuffer {
  public:
    /// Takes bytes from the front of `input` up to and including the next LF. More than `limit` bytes without one, or a
    /// line longer than `limit`, is too_long. After complete the next call starts a new line.
    LineStatus read(Bytes& input, std::size_t limit);
    /// The line with its end (CRLF or LF), after complete. Borrowed until the next call.
    std::string_view line() const noexcept { return text_; }
    /// Starts a line with what was taken from the input elsewhere.
    void start_with(std::string_view text);

  private:
    std::string text_;
    bool complete_ = false;
};

/// The line without its end, which is CRLF or a bare LF (RFC 9112 2.2).
std::string_view without_line_end(std::string_view line) noexcept;
/// True if the text holds what must not be inside a line: NUL, or a CR (RFC 9112 2.2, RFC 9110 5.5).
bool has_forbidden_byte(std::string_view text) noexcept;
/// What may be shown of a peer's text in an error: at most 60 bytes, printable ASCII only.
std::string excerpt(std::string_view text);

}  // namespace sluice::http1
