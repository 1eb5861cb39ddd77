#include "engine/http/own_header.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/result.h"

namespace sluice::http {

std::optional<OwnHeader> parse_own_header(std::string_view line) {
    const std::size_t end = line.find_first_of(":;");
    if (end == std::string_view::npos || base::trim(line.substr(0, end)).empty()) {
        return std::nullopt;
    }
    const std::string_view name = base::trim(line.substr(0, end));
    const std::string_view rest = base::trim(line.substr(end + 1));
    if (line[end] == ':') {
        return OwnHeader{name, rest.empty() ? std::nullopt : std::optional{rest}};
    }
    return rest.empty() ? std::optional{OwnHeader{name, std::string_view{}}} : std::nullopt;
}

Result<std::vector<OwnHeader>> parse_own_headers(std::span<const std::string> lines) {
    constexpr std::size_t longest_shown = 40;
    std::vector<OwnHeader> headers;
    for (const std::string& line : lines) {
        const auto own = parse_own_header(line);
        if (!own) {
            // The name only: a value may be a secret.
            const std::string name = line.substr(0, std::min(line.find_first_of(" =;:"), longest_shown));
            return fail(
                Kind::option_syntax,
                ErrorArgs{.detail = "a header is \"Name: value\", \"Name:\" or \"Name;\", not \"" + name + "\""});
        }
        headers.push_back(*own);
    }
    return headers;
}

const OwnHeader* find_own(const std::vector<OwnHeader>& headers, std::string_view name) {
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const OwnHeader& header) {
        return base::equals_ignoring_case(header.name, name);
    });
    return found == headers.end() ? nullptr : &*found;
}

}  // namespace sluice::http
