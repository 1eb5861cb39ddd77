#include "engine/http1/line_buffer.h"

#include <cstring>

namespace sluice::http1 {

LineStatus LineBuffer::read(Bytes& input, std::size_t limit) {
    if (complete_) {
        text_.clear();
        complete_ = false;
    }
    if (input.empty()) {
        return LineStatus::need_more;
    }
    const auto* const begin = reinterpret_cast<const char*>(input.data());
    const auto* const end_of_line = static_cast<const char*>(std::memchr(begin, '\n', input.size()));
    const std::size_t count = end_of_line != nullptr ? static_cast<std::size_t>(end_of_line - begin) + 1 : input.size();
    if (text_.size() > limit || count > limit - text_.size()) {
        return LineStatus::too_long;
    }
    text_.append(begin, count);
    input = input.subspan(count);
    complete_ = end_of_line != nullptr;
    return complete_ ? LineStatus::complete : LineStatus::need_more;
}

void LineBuffer::start_with(std::string_view text) {
    text_ = text;
    complete_ = false;
}

std::string_view without_line_end(std::string_view line) noexcept {
    if (line.ends_with('\n')) {
        line.remove_suffix(1);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
    }
    return line;
}

bool has_forbidden_byte(std::string_view text) noexcept {
    return std::memchr(text.data(), '\0', text.size()) != nullptr ||
           std::memchr(text.data(), '\r', text.size()) != nullptr;
}

std::string excerpt(std::string_view text) {
    constexpr std::size_t longest = 60;
    std::string shown;
    for (const char c : text.substr(0, longest)) {
        shown += c >= ' ' && c < '\x7f' ? c : '?';
    }
    if (text.size() > longest) {
        shown += "...";
    }
    return shown;
}

}  // namespace sluice::http1
