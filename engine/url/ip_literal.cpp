#include "engine/url/ip_literal.h"

#include <array>
#include <charconv>
#include <cstdint>

#include "engine/base/ascii.h"
#include "engine/base/hex.h"
#include "engine/base/number.h"

namespace sluice::url {
namespace {

using Groups = std::array<std::uint16_t, 8>;

std::string dotted(std::uint32_t address) {
    return std::to_string(address >> 24U) + '.' + std::to_string(address >> 16U & 255U) + '.' +
           std::to_string(address >> 8U & 255U) + '.' + std::to_string(address & 255U);
}

/// A number as inet_aton reads it: 0x hexadecimal, 0 octal, else decimal; at most 32 bits.
std::optional<std::uint32_t> parse_number(std::string_view text) noexcept {
    int number_base = 10;
    if (text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
        number_base = 16;
        text.remove_prefix(2);
    } else if (text.size() > 1 && text[0] == '0') {
        number_base = 8;
        text.remove_prefix(1);
    }
    std::uint32_t value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value, number_base);
    if (text.empty() || error != std::errc{} || stop != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

/// Four decimal numbers, as inside of an IPv6 address.
std::optional<std::uint32_t> parse_dotted(std::string_view text) {
    std::uint32_t address = 0;
    for (int i = 0; i < 4; ++i) {
        const std::size_t dot = i < 3 ? text.find('.') : text.size();
        if (dot == std::string_view::npos) {
            return std::nullopt;
        }
        const std::string_view part = text.substr(0, dot);
        const auto number = base::parse_digits(part);
        if (!number || *number > 255 || (part.size() > 1 && part.front() == '0')) {
            return std::nullopt;
        }
        address = address << 8U | static_cast<std::uint32_t>(*number);
        text.remove_prefix(i < 3 ? dot + 1 : dot);
    }
    return address;
}

std::optional<std::uint16_t> parse_group(std::string_view text) noexcept {
    if (text.empty() || text.size() > 4) {
        return std::nullopt;
    }
    unsigned value = 0;
    for (const char c : text) {
        const int digit = base::hex_digit(c);
        if (digit < 0) {
            return std::nullopt;
        }
        value = value * 16 + static_cast<unsigned>(digit);
    }
    return static_cast<std::uint16_t>(value);
}

/// Groups separated by single colons into `groups` from `count` on; the last may be an IPv4 address. False if
/// malformed.
bool parse_groups(std::string_view text, Groups& groups, std::size_t& count) {
    while (!text.empty()) {
        const std::size_t colon = text.find(':');
        const std::string_view group = text.substr(0, colon);
        if (colon == std::string_view::npos && group.find('.') != std::string_view::npos) {
            const auto address = parse_dotted(group);
            if (!address || count + 2 > groups.size()) {
                return false;
            }
            groups[count++] = static_cast<std::uint16_t>(*address >> 16U);
            groups[count++] = static_cast<std::uint16_t>(*address & 0xffffU);
            return true;
        }
        const auto value = parse_group(group);
        if (!value || count == groups.size()) {
            return false;
        }
        groups[count++] = *value;
        if (colon == std::string_view::npos) {
            return true;
        }
        text.remove_prefix(colon + 1);
        if (text.empty()) {
            return false;
        }
    }
    return true;
}

std::optional<Groups> parse_ipv6(std::string_view text) {
    const std::size_t gap = text.find("::");
    Groups front{};
    std::size_t front_count = 0;
    if (gap == std::string_view::npos) {
        if (!parse_groups(text, front, front_count) || front_count != front.size()) {
            return std::nullopt;
        }
        return front;
    }
    const std::string_view before = text.substr(0, gap);
    Groups back{};
    std::size_t back_count = 0;
    if (before.find('.') != std::string_view::npos || !parse_groups(before, front, front_count) ||
        !parse_groups(text.substr(gap + 2), back, back_count) || front_count + back_count >= front.size()) {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < back_count; ++i) {
        front[front.size() - back_count + i] = back[i];
    }
    return front;
}

std::string format_ipv6(const Groups& groups) {
    // The longest run of at least two zeros, the first of equals (RFC 5952 4.2).
    std::size_t run_start = 0;
    std::size_t run_length = 1;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        std::size_t length = 0;
        while (i + length < groups.size() && groups[i + length] == 0) {
            ++length;
        }
        if (length > run_length) {
            run_start = i;
            run_length = length;
        }
    }
    const bool mapped = run_start == 0 && run_length == 5 && groups[5] == 0xffff;
    const std::size_t count = mapped ? 6 : groups.size();
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        if (run_length > 1 && i == run_start) {
            text += "::";
            i += run_length - 1;
            continue;
        }
        std::array<char, 4> digits{};
        const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), groups[i], 16);
        text += text.empty() || text.ends_with(':') ? "" : ":";
        text.append(digits.data(), end);
    }
    if (mapped) {
        text += ':' + dotted(static_cast<std::uint32_t>(groups[6]) << 16U | groups[7]);
    }
    return text;
}

}  // namespace

std::optional<std::string> normalize_ipv4(std::string_view text) {
    std::array<std::uint32_t, 4> parts{};
    std::size_t count = 0;
    for (std::size_t start = 0; start <= text.size(); ++count) {
        const std::size_t end = std::min(text.find('.', start), text.size());
        const auto number = parse_number(text.substr(start, end - start));
        if (!number || count == parts.size()) {
            return std::nullopt;
        }
        parts[count] = *number;
        start = end + 1;
    }
    // All but the last are bytes; the last fills what is left.
    std::uint32_t address = 0;
    for (std::size_t i = 0; i + 1 < count; ++i) {
        if (parts[i] > 255) {
            return std::nullopt;
        }
        address |= parts[i] << (24U - 8U * static_cast<unsigned>(i));
    }
    const unsigned last_bits = 32U - 8U * static_cast<unsigned>(count - 1);
    if (last_bits < 32 && parts[count - 1] >> last_bits != 0) {
        return std::nullopt;
    }
    return dotted(address | parts[count - 1]);
}

std::optional<std::string> normalize_ipv6(std::string_view text) {
    const auto groups = parse_ipv6(text);
    return groups ? std::optional{format_ipv6(*groups)} : std::nullopt;
}

}  // namespace sluice::url
