#include "engine/transfer/request_message.h"

#include "engine/base/result.h"
#include "engine/http/basic_auth.h"
#include "engine/http/request_headers.h"
#include "engine/transfer/netrc_login.h"
#include "engine/transfer/state_rules.h"

namespace sluice::transfer {

namespace {

/// What Authorization says: the login in the address of this request, else that of the first one for its own origin.
std::string authorization_of(Context& context, const Step& step) {
    if (const auto login = netrc_login(context, step.url)) {
        return http::basic_authorization(login->user, login->password);
    }
    const Url& from = step.url.has_credentials() ? step.url : step.first_url();
    if (!from.has_credentials() || (step.cross_origin && !step.url.has_credentials())) {
        return {};
    }
    return http::basic_authorization(from.user(), from.password());
}

}  // namespace

Result<Message> message_of(Context& context, const Step& step) {
    Message message;
    message.method = step.method;
    const RequestOptions& wanted = *context.options.request;
    message.target = wanted.target.empty() ? step.url.request_target(wanted.path_as_is) : wanted.target;
    message.version = context.options.http->version == HttpVersion::v1_0 ? 10 : 11;
    const std::string authorization = authorization_of(context, step);
    const std::string cookie = cookies_for(context, step);
    const std::string alt_used = alt_used_by(context);
    const std::string& referer = step.referer.empty() ? context.options.request->referer : step.referer;
    const http::RequestContext request{.options = context.options,
                                       .url = step.url,
                                       .sends_body = step.send_body,
                                       .ranged = step.method == "GET" || step.method == "HEAD",
                                       .cross_origin = step.cross_origin,
                                       .sensitive_headers = context.options.redirect->sensitive_headers,
                                       .referer = referer,
                                       .authorization = authorization,
                                       .alt_used = alt_used,
                                       .cookie = cookie};
    SL_TRY(headers, http::request_headers(request));
    message.headers = std::move(*headers);
    if (step.send_body) {
        message.body = context.options.upload->body.value_or("");
    }
    context.record().range_asked = std::string(message.headers.first("Range").value_or(""));
    context.info.http.referer = std::string(message.headers.first("Referer").value_or(""));
    return message;
}

}  // namespace sluice::transfer
