#include "engine/transfer/request_message.h"

#include "engine/base/result.h"
#include "engine/http/request_headers.h"
#include "engine/transfer/state_rules.h"

namespace sluice::transfer {

namespace {

/// From this size on a body asks for leave first; curl's figure.
constexpr std::int64_t asks_for_leave_from = 1024 * 1024;

/// What the headers say of the body.
http::RequestBody body_facts(Context& context, bool probe) {
    http::RequestBody facts;
    facts.size = probe ? 0 : context.body->size();
    facts.content_type = context.body->content_type();
    facts.type_is_final = context.body->type_is_final();
    facts.probe = probe;
    facts.no_expectation = context.expectation_failed;
    facts.expects_continue =
        !probe && !context.expectation_failed && (facts.size < 0 || facts.size > asks_for_leave_from);
    return facts;
}

/// The caller's fields for a proxy that is asked in the server's place.
std::span<const std::string> proxy_lines(Context& context) {
    const ProxyOptions& proxy = *context.options.proxy;
    return context.asks_proxy && proxy.separate_headers ? std::span<const std::string>(proxy.headers)
                                                        : std::span<const std::string>();
}

/// The body as the login may have to vouch for it.
std::optional<Bytes> body_bytes(Context& context, const Step& step, bool probe) {
    return step.sends_body() && !probe ? context.body->whole() : std::optional(Bytes());
}

}  // namespace

Result<Message> message_of(Context& context, const Step& step) {
    Message message;
    message.method = step.method;
    const RequestOptions& wanted = *context.options.request;
    message.target = wanted.target.empty() ? step.url.request_target(wanted.path_as_is) : wanted.target;
    if (context.asks_proxy && wanted.target.empty()) {
        message.target = step.url.scheme() + "://" + step.url.authority() + message.target;
    }
    message.version = context.options.http->version == HttpVersion::v1_0 ? 10 : 11;
    const bool logs_in = step.login && step.login->probes();
    const bool logs_in_at_proxy = context.asks_proxy && context.proxy_login->rounds.probes();
    const bool probe = step.sends_body() && (logs_in || logs_in_at_proxy);
    std::string authorization;
    if (step.login) {
        authorization = step.login->authorization(message.method, message.target, body_bytes(context, step, probe));
    }
    const std::string cookie = cookies_for(context, step);
    const std::string alt_used = alt_used_by(context);
    std::string proxy_authorization;
    if (context.asks_proxy) {
        proxy_authorization =
            context.proxy_login->rounds.authorization(message.method, message.target, body_bytes(context, step, probe));
    }
    const http::RequestBody body = step.sends_body() ? body_facts(context, probe) : http::RequestBody();
    const std::string& referer = step.referer.empty() ? wanted.referer : step.referer;
    const http::RequestContext request{.options = context.options,
                                       .url = step.url,
                                       .kind = step.kind,
                                       .version = message.version,
                                       .body = step.sends_body() ? &body : nullptr,
                                       .cross_origin = step.cross_origin,
                                       .sensitive_headers = context.options.redirect->sensitive_headers,
                                       .referer = referer,
                                       .authorization = authorization,
                                       .proxy_authorization = proxy_authorization,
                                       .alt_used = alt_used,
                                       .cookie = cookie,
                                       .to_http_proxy = context.asks_proxy,
                                       .proxy_headers = proxy_lines(context)};
    SL_TRY(headers, http::request_headers(request));
    message.headers = std::move(*headers);
    if (step.sends_body()) {
        SL_TRY(framing, http::request_framing(message.headers, body.size, message.version));
        message.framing = *framing;
        message.body = probe ? nullptr : context.body.get();
    }
    context.expects_continue = message.framing.expects_continue;
    context.record().range_asked = std::string(message.headers.first("Range").value_or(""));
    context.info.http.referer = std::string(message.headers.first("Referer").value_or(""));
    return message;
}

}  // namespace sluice::transfer
