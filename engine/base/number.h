#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/base/ascii.h"

namespace sluice::base {

/// A number of decimal digits alone: no sign, no blanks, nothing after it, no more than 64 bits. Thread-safe.
inline std::optional<std::uint64_t> parse_digits(std::string_view text) noexcept {
    if (text.empty() || !is_digit(text.front())) {
        return std::nullopt;
    }
    std::uint64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end) {
        return std::nullopt;
    }
    return value;
}

}  // namespace sluice::base
