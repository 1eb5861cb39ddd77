#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice::http {

/// A text that consists of encoded words alone, "=?UTF-8?B?...?=" or "=?...?Q?...?=", separated by blanks, as UTF-8
/// (RFC 2047). Nothing if it is anything else or cannot be decoded. Thread-safe.
std::optional<std::string> decode_encoded_words(std::string_view text);

}  // namespace sluice::http
