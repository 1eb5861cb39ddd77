#include "engine/http1/body_framing.h"

#include <limits>

#include "engine/base/ascii.h"
#include "engine/base/number.h"
#include "engine/base/result.h"
#include "engine/http/list_members.h"
#include "engine/http1/line_buffer.h"

namespace sluice::http1 {
namespace {

/// What Transfer-Encoding says.
struct TransferCodings {
    bool any = false;
    bool chunked = false;
    std::string others;  ///< but identity
};

Result<TransferCodings> transfer_codings(const http::HeaderList& headers, bool others_allowed) {
    TransferCodings out;
    bool named = false;
    for (const std::string_view value : headers.all("Transfer-Encoding")) {
        for (const std::string_view coding : http::list_members(value)) {
            named = true;
            if (out.chunked) {
                return fail(Kind::http_length_conflict, ErrorArgs{.detail = "chunked is not the last transfer coding"});
            }
            if (base::equals_ignoring_case(coding, "chunked")) {
                out.any = out.chunked = true;
            } else if (!base::equals_ignoring_case(coding, "identity")) {
                if (!others_allowed) {
                    return fail(Kind::http_encoding_unknown, ErrorArgs{.detail = "transfer coding " + excerpt(coding)});
                }
                out.any = true;
                out.others += (out.others.empty() ? "" : ", ") + std::string(coding);
            }
        }
    }
    if (!named && headers.has("Transfer-Encoding")) {
        return fail(Kind::http_length_conflict, ErrorArgs{.detail = "empty Transfer-Encoding"});
    }
    return out;
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

Result<BodyFraming> body_framing(const http::HeaderList& headers, bool codings_allowed) {
    SL_TRY(codings, transfer_codings(headers, codings_allowed));
    SL_TRY(length, content_length(headers));
    BodyFraming framing;
    framing.codings = std::move(codings->others);
    if (codings->any && *length) {
        return fail(Kind::http_length_conflict, ErrorArgs{.detail = "both Transfer-Encoding and Content-Length"});
    }
    if (codings->chunked) {
        framing.framing = Framing::chunked;
    } else if (*length) {
        framing.framing = Framing::length;
        framing.length = **length;
    } else {
        framing.framing = Framing::until_close;
    }
    return framing;
}

}  // namespace sluice::http1
