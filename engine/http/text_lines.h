#pragma once

#include <algorithm>
#include <string_view>

namespace sluice::http {

/// Takes the next line from the front of `text`, without CR and LF. False at the end.
inline bool take_line(std::string_view& text, std::string_view& line) noexcept {
    if (text.empty()) {
        return false;
    }
    const std::size_t end = std::min(text.find('\n'), text.size());
    line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return true;
}

}  // namespace sluice::http
