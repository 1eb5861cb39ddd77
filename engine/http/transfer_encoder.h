#pragma once

#include <sluice/error.h>
#include <sluice/mime.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/bytes.h"

namespace sluice::http {

/// What Content-Transfer-Encoding says for it; empty for none.
std::string_view name_of(MimeEncoding encoding) noexcept;

/// How many bytes `size` bytes become; -1 if that depends on them, or `size` is -1.
std::int64_t encoded_size(MimeEncoding encoding, std::int64_t size) noexcept;

/// Writes the content of a form's part in its encoding (RFC 2045 6). Resumable at any byte; one per part.
class TransferEncoder {
  public:
    explicit TransferEncoder(MimeEncoding encoding) : encoding_(encoding) {}

    /// Appends to `out` what can be written of `in`. Error: argument_bad (read_error) for a byte above 127 in 7bit.
    Result<void> encode(Bytes in, std::string& out);
    /// All has been given: appends the rest.
    void finish(std::string& out);

  private:
    void base64_line(std::string& out);
    void quote(std::string& out, char c);
    void quoted_token(std::string& out, std::string_view token);
    void release_held(std::string& out, bool at_line_end);

    MimeEncoding encoding_;
    std::string held_;        // base64: bytes short of a line; quoted-printable: a blank, a CR, or both
    std::size_t column_ = 0;  // of the present line; base64: 0 before the first
};

}  // namespace sluice::http
