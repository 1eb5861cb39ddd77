#pragma once

#include <string_view>
#include <vector>

#include "engine/base/ascii.h"

namespace sluice::http {

/// The members of a field value that is a list (RFC 9110 5.6.1): split at commas outside of quoted strings, trimmed,
/// empty ones left out. Borrowed from `value`.
inline std::vector<std::string_view> list_members(std::string_view value) {
    std::vector<std::string_view> members;
    bool quoted = false;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= value.size(); ++i) {
        const char c = i < value.size() ? value[i] : ',';
        if (quoted && c == '\\' && i + 1 < value.size()) {
            ++i;
        } else if (c == '"' && i < value.size()) {
            quoted = !quoted;
        } else if (i == value.size() || (c == ',' && !quoted)) {
            const std::string_view member = base::trim(value.substr(start, i - start));
            if (!member.empty()) {
                members.push_back(member);
            }
            start = i + 1;
        }
    }
    return members;
}

}  // namespace sluice::http
