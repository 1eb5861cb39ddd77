#include "engine/http/request_headers.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/http/http_date.h"
#include "engine/http/own_header.h"
#include "engine/http/range.h"

namespace sluice::http {
namespace {

std::optional<OwnHeader> find_own(const Options& options, std::string_view name) {
    for (const std::string& line : options.request->headers) {
        if (auto own = parse_own_header(line); own && base::equals_ignoring_case(own->name, name)) {
            return own;
        }
    }
    return std::nullopt;
}

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view other) { return base::equals_ignoring_case(name, other); });
}

bool is_secret(std::string_view name, const RequestContext& context) {
    constexpr std::array<std::string_view, 4> always{"Host", "Authorization", "Cookie", "Proxy-Authorization"};
    return is_one_of(name, always) ||
           std::any_of(context.sensitive_headers.begin(), context.sensitive_headers.end(),
                       [&](const std::string& other) { return base::equals_ignoring_case(name, other); });
}

/// Whether a field of the caller's speaks of a body that does not go with this request.
bool is_about_another_body(const OwnHeader& own, const RequestContext& context) {
    constexpr std::array<std::string_view, 3> names{"Transfer-Encoding", "Expect", "Content-Length"};
    if (context.body != nullptr && !context.body->probe) {
        return (context.body->type_is_final && base::equals_ignoring_case(own.name, "Content-Type")) ||
               (context.body->no_expectation && base::equals_ignoring_case(own.name, "Expect"));
    }
    const bool says_nothing = base::equals_ignoring_case(own.name, names.back()) && own.value == "0";
    return is_one_of(own.name, names) && !says_nothing;
}

Result<std::vector<OwnHeader>> own_headers(const RequestContext& context) {
    SL_TRY(headers, parse_own_headers(context.options.request->headers));
    std::erase_if(*headers, [&](const OwnHeader& own) {
        return (context.cross_origin && is_secret(own.name, context)) || is_about_another_body(own, context);
    });
    SL_TRY(for_proxy, parse_own_headers(context.proxy_headers));
    headers->insert(headers->end(), for_proxy->begin(), for_proxy->end());
    return std::move(*headers);
}

Result<std::string> range_value(const RequestOptions& options) {
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

/// Where in the resource the body belongs, as the caller said: the rest of it, or a range.
std::string content_range_value(const RequestOptions& options, const RequestBody* body) {
    if (body == nullptr || body->probe || body->size < 0) {
        return {};
    }
    if (options.resume_from > 0) {
        const std::int64_t all = options.resume_from + body->size;
        return "bytes " + std::to_string(options.resume_from) + '-' + std::to_string(all - 1) + '/' +
               std::to_string(all);
    }
    return options.range.empty() ? std::string{} : "bytes " + options.range + '/' + std::to_string(body->size);
}

/// Puts the fields together, ours and the caller's.
class Writer {
  public:
    Writer(const RequestContext& context, std::vector<OwnHeader> own) : context_(context), own_(std::move(own)) {}

    HeaderList write(const std::string& range) {
        const Options& options = context_.options;
        const bool ranged = context_.kind == RequestKind::get || context_.kind == RequestKind::head;
        add_host();
        add_ours("Proxy-Authorization", context_.proxy_authorization);
        add_ours("Authorization", context_.authorization);
        add_ours(ranged ? "Range" : "Content-Range",
                 ranged ? range : content_range_value(*options.request, context_.body));
        add_ours("User-Agent", options.request->user_agent);
        add_ours("Accept", "*/*");
        if (options.http->request_transfer_coding) {
            add_ours("Connection", "TE");
            add_ours("TE", "gzip");
        }
        add_ours("Accept-Encoding", accept_encoding_value(*options.http));
        add_ours("Referer", context_.referer);
        add_ours("Proxy-Connection", context_.to_http_proxy ? "Keep-Alive" : "");
        if (is_chunked_by_us()) {
            add_ours("Transfer-Encoding", "chunked");
        }
        add_ours("Alt-Used", context_.alt_used);
        add_ours("Cookie", context_.cookie);
        if (const auto condition = time_condition(*options.request); condition.has_value()) {
            add_ours(condition->name, condition->value);
        }
        for (const OwnHeader& header : own_) {
            if (header.value && !base::equals_ignoring_case(header.name, "Host")) {
                headers_.add(header.name, *header.value);
            }
        }
        if (context_.body != nullptr) {
            add_body(*context_.body);
        }
        return std::move(headers_);
    }

  private:
    const OwnHeader* own_named(std::string_view name) const { return find_own(own_, name); }

    void add_ours(std::string_view name, std::string_view value) {
        if (!value.empty() && own_named(name) == nullptr) {
            headers_.add(name, value);
        }
    }

    void add_host() {
        if (const OwnHeader* const host = own_named("Host"); host == nullptr) {
            headers_.add("Host", context_.url.authority());
        } else if (host->value) {
            headers_.add("Host", *host->value);
        }
    }

    bool is_chunked_by_us() const {
        return context_.body != nullptr && context_.body->size < 0 && context_.version == 11 &&
               own_named("Content-Length") == nullptr;
    }

    void add_body(const RequestBody& body) {
        if (body.size >= 0 && !headers_.has_token("Transfer-Encoding", "chunked")) {
            add_ours("Content-Length", std::to_string(body.size));
        }
        if (!body.type_is_final) {
            add_ours("Content-Type", body.content_type);
        } else if (!body.probe) {
            headers_.add("Content-Type", body.content_type);
        }
        if (body.expects_continue && context_.version == 11) {
            add_ours("Expect", "100-continue");
        }
    }

    const RequestContext& context_;
    std::vector<OwnHeader> own_;
    HeaderList headers_;
};

}  // namespace

bool has_own_header(const Options& options, std::string_view name) {
    return find_own(options, name).has_value();
}

std::string_view own_header_value(const Options& options, std::string_view name) {
    const auto own = find_own(options, name);
    return own ? own->value.value_or(std::string_view{}) : std::string_view{};
}

std::string accept_encoding_value(const HttpOptions& options) {
    return options.accept_encoding == "all" ? "deflate, gzip, br, zstd" : options.accept_encoding;
}

Result<HeaderList> request_headers(const RequestContext& context) {
    SL_TRY(own, own_headers(context));
    SL_TRY(range, range_value(*context.options.request));
    return Writer(context, std::move(*own)).write(*range);
}

}  // namespace sluice::http
