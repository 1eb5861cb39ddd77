#include "engine/http/encoded_word.h"

#include "engine/base/ascii.h"
#include "engine/base/base64.h"
#include "engine/base/hex.h"
#include "engine/http/text_charset.h"

namespace sluice::http {
namespace {

std::optional<std::string> decode_q(std::string_view text) {
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            bytes += text[i] == '_' ? ' ' : text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? base::hex_digit(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? base::hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        bytes += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return bytes;
}

std::optional<std::string> decode_b(std::string_view text) {
    const auto bytes = base::from_base64(text);
    return bytes ? std::optional{std::string(as_text(*bytes))} : std::nullopt;
}

/// One word at the front of `text`, which is advanced behind it.
std::optional<std::string> take_word(std::string_view& text) {
    if (!text.starts_with("=?")) {
        return std::nullopt;
    }
    const std::size_t charset_end = text.find('?', 2);
    const std::size_t encoding_end = charset_end == std::string_view::npos ? charset_end : charset_end + 2;
    if (encoding_end == std::string_view::npos || encoding_end >= text.size() || text[encoding_end] != '?') {
        return std::nullopt;
    }
    const std::size_t end = text.find("?=", encoding_end + 1);
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view charset = text.substr(2, charset_end - 2);
    const char encoding = base::to_lower(text[charset_end + 1]);
    const std::string_view data = text.substr(encoding_end + 1, end - encoding_end - 1);
    const auto bytes = encoding == 'b' ? decode_b(data) : encoding == 'q' ? decode_q(data) : std::nullopt;
    text.remove_prefix(end + 2);
    return bytes ? to_utf8(*bytes, charset) : std::nullopt;
}

}  // namespace

std::optional<std::string> decode_encoded_words(std::string_view text) {
    std::string decoded;
    text = base::trim(text);
    if (text.empty()) {
        return std::nullopt;
    }
    while (!text.empty()) {
        const auto word = take_word(text);
        if (!word) {
            return std::nullopt;
        }
        decoded += *word;
        text = base::trim(text);
    }
    return decoded;
}

}  // namespace sluice::http
