#include "engine/http1/status_line.h"

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/http1/line_buffer.h"

namespace sluice::http1 {
namespace {

tl::unexpected<Error> bad_line(Kind kind, std::string_view line) {
    return fail(kind, ErrorArgs{.detail = excerpt(line)});
}

}  // namespace

Result<StatusLine> parse_status_line(std::string_view line) {
    constexpr std::string_view prefix = "HTTP/";
    std::string_view rest = line;
    if (!rest.starts_with(prefix) || has_forbidden_byte(line)) {
        return bad_line(Kind::http_malformed, line);
    }
    rest.remove_prefix(prefix.size());
    const std::size_t version_end = std::min(rest.find_first_of(" \t"), rest.size());
    const std::string_view version = rest.substr(0, version_end);
    if (version.empty() || !base::is_digit(version.front())) {
        return bad_line(Kind::http_malformed, line);
    }
    if (version != "1.0" && version != "1.1") {
        return bad_line(Kind::http_version, line);
    }
    rest = base::trim(rest.substr(version_end));
    constexpr std::size_t code_length = 3;
    if (rest.size() < code_length || (rest.size() > code_length && !base::is_blank(rest[code_length]))) {
        return bad_line(Kind::http_malformed, line);
    }
    StatusLine parsed;
    parsed.version = version == "1.0" ? 10 : 11;
    for (const char c : rest.substr(0, code_length)) {
        if (!base::is_digit(c)) {
            return bad_line(Kind::http_malformed, line);
        }
        parsed.status = parsed.status * 10 + (c - '0');
    }
    if (parsed.status < 100) {
        return bad_line(Kind::http_malformed, line);
    }
    parsed.reason = base::trim(rest.substr(code_length));
    return parsed;
}

}  // namespace sluice::http1
