#include "engine/http/request_headers.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/http/http_date.h"
#include "engine/http/range.h"

namespace sluice::http {
namespace {

/// A line of the caller's own: no value means that the field is to be left out.
struct OwnHeader {
    std::string_view name;
    std::optional<std::string_view> value;
};

std::optional<OwnHeader> parse_own(std::string_view line) {
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

bool is_withheld(std::string_view name, const RequestContext& context) {
    constexpr std::array<std::string_view, 4> always{"Host", "Authorization", "Cookie", "Proxy-Authorization"};
    const auto same = [&](std::string_view other) { return base::equals_ignoring_case(name, other); };
    return context.cross_origin &&
           (std::any_of(always.begin(), always.end(), same) ||
            std::any_of(context.sensitive_headers.begin(), context.sensitive_headers.end(), same));
}

Result<std::vector<OwnHeader>> own_headers(const RequestContext& context) {
    std::vector<OwnHeader> headers;
    for (const std::string& line : context.options.request->headers) {
        const auto own = parse_own(line);
        if (!own) {
            // The name only: a value may be a secret.
            return fail(
                Kind::option_syntax,
                ErrorArgs{.detail = "a header is \"Name: value\", \"Name:\" or \"Name;\", not \"" +
                                    line.substr(0, std::min<std::size_t>(line.find_first_of(" =;:"), 40)) + "\""});
        }
        if (!is_withheld(own->name, context)) {
            headers.push_back(*own);
        }
    }
    return headers;
}

Result<std::string> range_value(const RequestContext& context) {
    const RequestOptions& options = *context.options.request;
    if (!context.ranged) {
        return std::string{};
    }
    if (options.resume_from > 0) {
        return "bytes=" + std::to_string(options.resume_from) + '-';
    }
    if (options.range.empty()) {
        return std::string{};
    }
    SL_TRY(ranges, parse_request_ranges(options.range));
    return "bytes=" + options.range;
}

/// The field that makes the request conditional (RFC 9110 13.1.3, 13.1.4).
std::optional<HeaderField> time_condition(const RequestOptions& options) {
    const char* name = "";
    switch (options.time_condition) {
        case TimeCondition::none:
            return std::nullopt;
        case TimeCondition::if_modified_since:
            name = "If-Modified-Since";
            break;
        case TimeCondition::if_unmodified_since:
            name = "If-Unmodified-Since";
            break;
        case TimeCondition::last_modified:
            name = "Last-Modified";
            break;
    }
    return HeaderField{name, format_http_date(options.time_value)};
}

}  // namespace

std::string request_method(const Options& options) {
    return options.request->method.empty() ? std::string(implied_method(options)) : options.request->method;
}

std::string_view implied_method(const Options& options) {
    if (options.request->no_body) {
        return "HEAD";
    }
    const UploadOptions& upload = *options.upload;
    if (upload.put) {
        return "PUT";
    }
    return upload.post || upload.body || upload.mime ? "POST" : "GET";
}

std::string accept_encoding_value(const HttpOptions& options) {
    return options.accept_encoding == "all" ? "deflate, gzip, br, zstd" : options.accept_encoding;
}

Result<HeaderList> request_headers(const RequestContext& context) {
    SL_TRY(own, own_headers(context));
    SL_TRY(range, range_value(context));
    const auto own_named = [&](std::string_view name) {
        return std::find_if(own->begin(), own->end(),
                            [&](const OwnHeader& header) { return base::equals_ignoring_case(header.name, name); });
    };
    HeaderList headers;
    const auto add_ours = [&](std::string_view name, std::string_view value) {
        if (!value.empty() && own_named(name) == own->end()) {
            headers.add(name, value);
        }
    };
    if (const auto host = own_named("Host"); host == own->end()) {
        headers.add("Host", context.url.authority());
    } else if (host->value) {
        headers.add("Host", *host->value);
    }
    add_ours("Proxy-Authorization", context.proxy_authorization);
    add_ours("Authorization", context.authorization);
    add_ours("Range", *range);
    add_ours("User-Agent", context.options.request->user_agent);
    add_ours("Accept", "*/*");
    if (context.options.http->request_transfer_coding) {
        add_ours("Connection", "TE");
        add_ours("TE", "gzip");
    }
    add_ours("Accept-Encoding", accept_encoding_value(*context.options.http));
    add_ours("Referer", context.referer);
    add_ours("Alt-Used", context.alt_used);
    add_ours("Cookie", context.cookie);
    if (const auto condition = time_condition(*context.options.request); condition.has_value()) {
        add_ours(condition->name, condition->value);
    }
    for (const OwnHeader& header : *own) {
        if (header.value && !base::equals_ignoring_case(header.name, "Host")) {
            headers.add(header.name, *header.value);
        }
    }
    if (context.sends_body && context.options.upload->body) {
        add_ours("Content-Length", std::to_string(context.options.upload->body->size()));
        add_ours("Content-Type", "application/x-www-form-urlencoded");
    }
    return headers;
}

}  // namespace sluice::http
