#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sluice::curl {

/// Digits with an optional minus, nothing else.
std::optional<std::int64_t> parse_number(std::string_view text);
/// Seconds with an optional fraction: "2", "0.25"; not negative.
std::optional<std::chrono::milliseconds> parse_seconds(std::string_view text);
/// Bytes with an optional unit B, K, M, G, T, P (powers of 1024, either case).
std::optional<std::int64_t> parse_size(std::string_view text);

}  // namespace sluice::curl
