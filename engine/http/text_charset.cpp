#include "engine/http/text_charset.h"

#include <cstdint>

#include "engine/base/ascii.h"

namespace sluice::http {
namespace {

std::string latin1_to_utf8(std::string_view text) {
    std::string utf8;
    utf8.reserve(text.size() * 2);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            utf8 += c;
        } else {
            utf8 += static_cast<char>(0xc0U | byte >> 6U);
            utf8 += static_cast<char>(0x80U | (byte & 0x3fU));
        }
    }
    return utf8;
}

}  // namespace

bool is_utf8(std::string_view text) noexcept {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80        ? 1
                                   : lead >> 5U == 6  ? 2
                                   : lead >> 4U == 14 ? 3
                                   : lead >> 3U == 30 ? 4
                                                      : 0;
        if (length == 0 || length > text.size() - at) {
            return false;
        }
        std::uint32_t point = length == 1 ? lead : lead & (0x7fU >> length);
        for (std::size_t i = 1; i < length; ++i) {
            const auto next = static_cast<unsigned char>(text[at + i]);
            if (next >> 6U != 2) {
                return false;
            }
            point = point << 6U | (next & 0x3fU);
        }
        constexpr std::uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
        if (point < smallest[length] || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
            return false;
        }
        at += length;
    }
    return true;
}

std::string as_utf8(std::string_view text) {
    return is_utf8(text) ? std::string(text) : latin1_to_utf8(text);
}

std::optional<std::string> to_utf8(std::string_view bytes, std::string_view charset) {
    if (base::equals_ignoring_case(charset, "iso-8859-1") || base::equals_ignoring_case(charset, "latin1")) {
        return latin1_to_utf8(bytes);
    }
    const bool known = base::equals_ignoring_case(charset, "utf-8") || base::equals_ignoring_case(charset, "utf8") ||
                       base::equals_ignoring_case(charset, "us-ascii");
    return known && is_utf8(bytes) ? std::optional{std::string(bytes)} : std::nullopt;
}

}  // namespace sluice::http
