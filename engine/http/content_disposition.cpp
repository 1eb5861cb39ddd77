#include "engine/http/content_disposition.h"

#include <sluice/url.h>

#include "engine/base/hex.h"
#include "engine/http/encoded_word.h"
#include "engine/http/parameters.h"
#include "engine/http/text_charset.h"

namespace sluice::http {
namespace {

/// Every '%' begins an escape.
bool is_escaped_well(std::string_view text) noexcept {
    for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
        if (at + 2 >= text.size() || base::hex_digit(text[at + 1]) < 0 || base::hex_digit(text[at + 2]) < 0) {
            return false;
        }
    }
    return true;
}

/// charset'language'percent-encoded (RFC 8187 3.2.1).
std::optional<std::string> decode_extended(std::string_view value) {
    const std::size_t first = value.find('\'');
    const std::size_t second = first == std::string_view::npos ? first : value.find('\'', first + 1);
    if (second == std::string_view::npos || !is_escaped_well(value.substr(second + 1))) {
        return std::nullopt;
    }
    return to_utf8(url_decode(value.substr(second + 1)), value.substr(0, first));
}

/// filename*0="a"; filename*1*=%20b: parts in the order of their numbers (RFC 2231 3 and 4.1).
std::optional<std::string> join_parts(const ParameterizedValue& parsed) {
    constexpr int most_parts = 100;
    std::string bytes;
    std::string charset;
    for (int i = 0; i < most_parts; ++i) {
        const std::string name = "filename*" + std::to_string(i);
        if (const Parameter* plain = parsed.find(name)) {
            bytes += plain->value;
        } else if (const Parameter* extended = parsed.find(name + '*')) {
            std::string_view value = extended->value;
            if (i == 0) {
                const std::size_t first = value.find('\'');
                const std::size_t second = first == std::string_view::npos ? first : value.find('\'', first + 1);
                if (second == std::string_view::npos) {
                    return std::nullopt;
                }
                charset = value.substr(0, first);
                value.remove_prefix(second + 1);
            }
            bytes += url_decode(value);
        } else {
            break;
        }
    }
    if (bytes.empty()) {
        return std::nullopt;
    }
    return charset.empty() ? std::optional{as_utf8(bytes)} : to_utf8(bytes, charset);
}

std::optional<std::string> decode_plain(const std::string& value) {
    if (auto decoded = decode_encoded_words(value)) {
        return decoded;
    }
    return as_utf8(value);
}

std::optional<std::string> find_name(const ParameterizedValue& parsed) {
    if (const Parameter* extended = parsed.find("filename*")) {
        if (auto decoded = decode_extended(extended->value); decoded && !decoded->empty()) {
            return decoded;
        }
    }
    if (auto joined = join_parts(parsed)) {
        return joined;
    }
    const Parameter* plain = parsed.find("filename");
    if (plain == nullptr || plain->value.empty()) {
        return std::nullopt;
    }
    return decode_plain(plain->value);
}

}  // namespace

ContentDisposition parse_content_disposition(std::string_view value) {
    const ParameterizedValue parsed = parse_parameters(value);
    return {parsed.word, find_name(parsed)};
}

}  // namespace sluice::http
