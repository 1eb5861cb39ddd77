#include "engine/http/transfer_encoder.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/base64.h"
#include "engine/base/result.h"

namespace sluice::http {

namespace {

constexpr std::size_t longest_line = 76;  // RFC 2045 6.7 and 6.8, without the line end
constexpr std::size_t bytes_of_line = longest_line / 4 * 3;
constexpr std::string_view line_end = "\r\n";

std::string escaped(char c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    return {'=', digits[byte >> 4U], digits[byte & 15U]};
}

}  // namespace

std::string_view name_of(MimeEncoding encoding) noexcept {
    switch (encoding) {
        case MimeEncoding::none:
            break;
        case MimeEncoding::binary:
            return "binary";
        case MimeEncoding::eight_bit:
            return "8bit";
        case MimeEncoding::seven_bit:
            return "7bit";
        case MimeEncoding::base64:
            return "base64";
        case MimeEncoding::quoted_printable:
            return "quoted-printable";
    }
    return {};
}

std::int64_t encoded_size(MimeEncoding encoding, std::int64_t size) noexcept {
    if (size <= 0) {
        return size;
    }
    if (encoding == MimeEncoding::base64) {
        const std::int64_t characters = (size + 2) / 3 * 4;
        const std::int64_t breaks = (characters - 1) / static_cast<std::int64_t>(longest_line);
        return characters + breaks * static_cast<std::int64_t>(line_end.size());
    }
    return encoding == MimeEncoding::quoted_printable ? -1 : size;
}

/// Writes what is held as one line.
void TransferEncoder::base64_line(std::string& out) {
    if (column_ != 0) {
        out += line_end;
    }
    out += base::to_base64(as_bytes(held_));
    column_ = longest_line;
    held_.clear();
}

void TransferEncoder::quoted_token(std::string& out, std::string_view token) {
    if (column_ + token.size() > longest_line - 1) {  // the last place is for the '=' of a soft break
        out += '=';
        out += line_end;
        column_ = 0;
    }
    out += token;
    column_ += token.size();
}

/// A blank may stand anywhere but at the end of a line; a CR only in a line end.
void TransferEncoder::release_held(std::string& out, bool at_line_end) {
    for (const char c : held_) {
        quoted_token(out, c == '\r' || at_line_end ? escaped(c) : std::string(1, c));
    }
    held_.clear();
}

void TransferEncoder::quote(std::string& out, char c) {
    if (c == '\n' && held_.ends_with('\r')) {
        held_.pop_back();
        release_held(out, true);
        out += line_end;
        column_ = 0;
        return;
    }
    if (c == '\r' && !held_.ends_with('\r')) {
        held_ += c;
        return;
    }
    release_held(out, false);
    if (base::is_blank(c) || c == '\r') {
        held_ += c;
    } else {
        const bool plain = !base::is_control(c) && base::is_ascii({&c, 1}) && c != '=';
        quoted_token(out, plain ? std::string(1, c) : escaped(c));
    }
}

Result<void> TransferEncoder::encode(Bytes in, std::string& out) {
    std::string_view text = as_text(in);
    if (encoding_ == MimeEncoding::quoted_printable) {
        std::for_each(text.begin(), text.end(), [&](char c) { quote(out, c); });
        return {};
    }
    if (encoding_ == MimeEncoding::base64) {
        while (!text.empty()) {
            const std::string_view part = text.substr(0, bytes_of_line - held_.size());
            held_ += part;
            text.remove_prefix(part.size());
            if (held_.size() == bytes_of_line) {
                base64_line(out);
            }
        }
        return {};
    }
    if (encoding_ == MimeEncoding::seven_bit && !base::is_ascii(text)) {
        return fail(Code::read_error, Kind::argument_bad,
                    ErrorArgs{.detail = "a part of the form has a byte above 127, which 7bit cannot carry"});
    }
    out += text;
    return {};
}

void TransferEncoder::finish(std::string& out) {
    if (encoding_ == MimeEncoding::quoted_printable) {
        release_held(out, true);
    } else if (!held_.empty()) {
        base64_line(out);
    }
}

}  // namespace sluice::http
