#include "engine/http1/body_framing.h"

#include <limits>

#include "engine/base/ascii.h"
#include "engine/base/number.h"
#include "engine/base/result.h"
#include "engine/http/list_members.h"
#include "engine/http1/line_buffer.h"

namespace sluice::http1 {
namespace {

/// True if the body is chunked, false if no coding but identity is named.
Result<bool> is_chunked(const http::HeaderList& headers) {
    bool chunked = false;
    bool any = false;
    for (const std::string_view value : headers.all("Transfer-Encoding")) {
        for (const std::string_view coding : http::list_members(value)) {
            any = true;
            if (chunked) {
                return fail(Kind::http_length_conflict, ErrorArgs{.detail = "chunked is not the last transfer coding"});
            }
            if (base::equals_ignoring_case(coding, "chunked")) {
                chunked = true;
            } else if (!base::equals_ignoring_case(coding, "identity")) {
                return fail(Kind::http_encoding_unknown, ErrorArgs{.detail = "transfer coding " + excerpt(coding)});
            }
        }
    }
    if (!any && headers.has("Transfer-Encoding")) {
        return fail(Kind::http_length_conflict, ErrorArgs{.detail = "empty Transfer-Encoding"});
    }
    return chunked;
}

}  // namespace

Result<std::optional<std::uint64_t>> content_length(const http::HeaderList& headers) {
    std::optional<std::uint64_t> length;
    for (const std::string_view value : headers.all("Content-Length")) {
        const auto members = http::list_members(value);
        if (members.empty()) {
            return fail(Kind::http_malformed, ErrorArgs{.detail = "empty Content-Length"});
        }
        for (const std::string_view member : members) {
            const auto number = base::parse_digits(member);
            if (!number || *number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
                return fail(Kind::http_malformed, ErrorArgs{.detail = "Content-Length " + excerpt(member)});
            }
            if (length && *length != *number) {
                return fail(Kind::http_length_conflict, ErrorArgs{.detail = "different values of Content-Length"});
            }
            length = number;
        }
    }
    return length;
}

Result<BodyFraming> body_framing(const http::HeaderList& headers) {
    SL_TRY(chunked, is_chunked(headers));
    SL_TRY(length, content_length(headers));
    if (*chunked) {
        if (*length) {
            return fail(Kind::http_length_conflict, ErrorArgs{.detail = "both Transfer-Encoding and Content-Length"});
        }
        return BodyFraming{Framing::chunked, 0};
    }
    if (*length) {
        return BodyFraming{Framing::length, **length};
    }
    return BodyFraming{Framing::until_close, 0};
}

}  // namespace sluice::http1
