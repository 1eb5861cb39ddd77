#include "engine/url/percent.h"

#include <sluice/url.h>

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/hex.h"

namespace sluice::url {
namespace {

bool is_escape(std::string_view text, std::size_t i) noexcept {
    return i + 2 < text.size() && text[i] == '%' && base::hex_digit(text[i + 1]) >= 0 &&
           base::hex_digit(text[i + 2]) >= 0;
}

bool is_unreserved(char c) noexcept {
    return base::is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

void append_escape(std::string& text, char c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    text += '%';
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
}

bool is_kept(char c, Keep keep, bool& equals_seen) noexcept {
    switch (keep) {
        case Keep::nothing:
        case Keep::form:
            return false;
        case Keep::slashes:
            return c == '/';
        case Keep::first_equals:
            return c == '=' && !std::exchange(equals_seen, true);
        case Keep::query:
            return c == '&' || c == '=';
        case Keep::written:
            return c > ' ' && c < '\x7f';
    }
    return false;
}

}  // namespace

std::string encode(std::string_view text, Keep keep) {
    std::string encoded;
    encoded.reserve(text.size() + text.size() / 8);
    bool equals_seen = false;
    for (const char c : text) {
        if (is_unreserved(c) || is_kept(c, keep, equals_seen)) {
            encoded += c;
        } else if (c == ' ' && (keep == Keep::form || keep == Keep::first_equals || keep == Keep::query)) {
            encoded += '+';
        } else {
            append_escape(encoded, c);
        }
    }
    return encoded;
}

std::optional<std::string> decode_visible(std::string_view text, bool plus_is_space) {
    std::string prepared(text);
    if (plus_is_space) {
        std::replace(prepared.begin(), prepared.end(), '+', ' ');
    }
    std::string decoded = url_decode(prepared);
    const bool hidden =
        std::any_of(decoded.begin(), decoded.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    return hidden ? std::nullopt : std::optional{std::move(decoded)};
}

std::string raise_escapes(std::string_view text) {
    std::string raised(text);
    for (std::size_t i = 0; i < raised.size(); ++i) {
        if (is_escape(raised, i)) {
            raised[i + 1] = base::to_upper(raised[i + 1]);
            raised[i + 2] = base::to_upper(raised[i + 2]);
            i += 2;
        }
    }
    return raised;
}

}  // namespace sluice::url

namespace sluice {

std::string url_encode(std::string_view text) {
    return url::encode(text, url::Keep::nothing);
}

std::string url_decode(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (url::is_escape(text, i)) {
            decoded += static_cast<char>(base::hex_digit(text[i + 1]) * 16 + base::hex_digit(text[i + 2]));
            i += 2;
        } else {
            decoded += text[i];
        }
    }
    return decoded;
}

}  // namespace sluice
