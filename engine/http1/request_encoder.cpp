#include "engine/http1/request_encoder.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/http1/line_buffer.h"

namespace sluice::http1 {
namespace {

bool is_target(std::string_view target) {
    return !target.empty() &&
           std::none_of(target.begin(), target.end(), [](char c) { return base::is_control(c) || c == ' '; });
}

bool is_value(std::string_view value) {
    return value.find_first_of(std::string_view{"\r\n\0", 3}) == std::string_view::npos;
}

tl::unexpected<Error> refuse(std::string detail) {
    return fail(Kind::argument_bad, ErrorArgs{.detail = std::move(detail)});
}

}  // namespace

Result<std::string> encode_request_head(std::string_view method, std::string_view target, int version,
                                        const http::HeaderList& headers) {
    if (!base::is_token(method)) {
        return refuse("request method '" + excerpt(method) + "'");
    }
    if (!is_target(target)) {
        return refuse("request target with a blank or control character");
    }
    if (version != 10 && version != 11) {
        return refuse("HTTP version " + std::to_string(version));
    }
    std::string head;
    head.reserve(256);
    head.append(method).append(" ").append(target).append(version == 10 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
    for (const http::HeaderField& field : headers) {
        if (!base::is_token(field.name)) {
            return refuse("header name '" + excerpt(field.name) + "'");
        }
        if (!is_value(field.value)) {
            return refuse("line end or NUL in the value of header " + field.name);
        }
        head.append(field.name).append(field.value.empty() ? ":" : ": ").append(field.value).append("\r\n");
    }
    return head.append("\r\n");
}

}  // namespace sluice::http1
