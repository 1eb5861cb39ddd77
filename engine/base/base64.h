#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/bytes.h"

namespace sluice::base {

/// Base64 with padding, without line breaks (RFC 4648 4). Thread-safe.
std::string to_base64(Bytes bytes);

/// The bytes of a base64 text. Padding may be missing; anything else that is not of the alphabet, a lone last character
/// or bits set behind the last byte give nothing. Thread-safe.
std::optional<std::vector<std::byte>> from_base64(std::string_view text);

}  // namespace sluice::base
