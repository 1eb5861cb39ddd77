#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice::http {

/// True if the bytes are well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF (RFC 3629).
bool is_utf8(std::string_view text) noexcept;
/// The text as UTF-8 if it is that already, else read as Latin-1, as browsers guess.
std::string as_utf8(std::string_view text);
/// Bytes of a named charset as UTF-8: UTF-8, US-ASCII and ISO-8859-1; nothing for others or for malformed UTF-8.
std::optional<std::string> to_utf8(std::string_view bytes, std::string_view charset);

}  // namespace sluice::http
