#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice::url {

/// Which bytes encode() leaves alone beside letters, digits and "-._~".
enum class Keep : std::uint8_t {
    nothing,
    slashes,       ///< a path
    form,          ///< nothing, and a space becomes '+': a value in a query
    first_equals,  ///< one pair of a query; a space becomes '+'
    query,         ///< a query: '&' and '=' too; a space becomes '+'
    written,       ///< what is legal or an escape already: only blanks, controls and non-ASCII are encoded
};

std::string encode(std::string_view text, Keep keep);
/// Escapes as bytes, in a query '+' as space; nothing if that gives a control byte (below 0x20).
std::optional<std::string> decode_visible(std::string_view text, bool plus_is_space);
/// The hexadecimal digits of escapes in upper case (RFC 3986 6.2.2.1).
std::string raise_escapes(std::string_view text);

}  // namespace sluice::url
