#include "engine/url/dot_segments.h"

#include <algorithm>

#include "engine/base/ascii.h"

namespace sluice::url {
namespace {

/// 1 for ".", 2 for "..", 0 for another segment.
int dots_of(std::string_view segment) noexcept {
    int dots = 0;
    while (!segment.empty() && dots < 3) {
        if (segment.front() == '.') {
            segment.remove_prefix(1);
        } else if (base::starts_with_ignoring_case(segment, "%2e")) {
            segment.remove_prefix(3);
        } else {
            return 0;
        }
        ++dots;
    }
    return dots < 3 && segment.empty() ? dots : 0;
}

}  // namespace

std::string remove_dot_segments(std::string_view path) {
    std::string cleaned;
    cleaned.reserve(path.size());
    std::size_t start = 0;
    while (start < path.size()) {
        // A segment with the slash before it.
        const std::size_t end = std::min(path.find('/', start + 1), path.size());
        const std::string_view segment = path.substr(start, end - start);
        const int dots = dots_of(segment.substr(1));
        if (dots == 0) {
            cleaned += segment;
        } else {
            if (dots == 2) {
                cleaned.resize(std::min(cleaned.rfind('/'), cleaned.size()));
            }
            if (end == path.size()) {
                cleaned += '/';
            }
        }
        start = end;
    }
    return cleaned;
}

}  // namespace sluice::url
