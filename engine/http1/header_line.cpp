#include "engine/http1/header_line.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/http1/line_buffer.h"

namespace sluice::http1 {

Result<HeaderLine> parse_header_line(std::string_view line) {
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    const auto unfit = [](char c) { return base::is_control(c) || base::is_blank(c); };
    if (colon == std::string_view::npos || name.empty() || std::any_of(name.begin(), name.end(), unfit) ||
        has_forbidden_byte(line)) {
        return fail(Kind::http_malformed, ErrorArgs{.detail = "header line " + excerpt(line)});
    }
    return HeaderLine{name, base::trim(line.substr(colon + 1))};
}

void unfold(std::string& line, std::string_view continuation) {
    const std::string_view more = base::trim(without_line_end(continuation));
    if (more.empty()) {
        return;
    }
    std::string_view start = without_line_end(line);
    while (!start.empty() && base::is_blank(start.back())) {
        start.remove_suffix(1);
    }
    const std::string_view line_end = continuation.substr(without_line_end(continuation).size());
    line.resize(start.size());
    line += ' ';
    line += more;
    line += line_end;
}

}  // namespace sluice::http1
