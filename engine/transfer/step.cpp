#include "engine/transfer/step.h"

#include "engine/base/result.h"
#include "engine/http/redirect.h"
#include "engine/http/request_headers.h"
#include "engine/transfer/first_url.h"
#include "engine/transfer/state.h"
#include "engine/transfer/state_rules.h"

namespace sluice::transfer {

Result<std::unique_ptr<Step>> first_step(Context& context) {
    const Options& options = context.options;
    dns::SharedCache* const names = context.state != nullptr ? context.state->shared.names.get() : nullptr;
    SL_TRY(applied, context.engine.names().apply(options.dns->resolve, names));
    SL_TRY(url, first_url(options));
    use_https_if_known(context, *url);
    auto step = std::make_unique<Step>();
    step->url = std::move(*url);
    step->send_body = options.upload->body.has_value() && !options.request->no_body;
    step->method = http::request_method(options);
    return step;
}

Result<std::unique_ptr<Step>> redirected(Context& context, const Step& step, const http1::ResponseHead& head) {
    if (!http::is_redirect_status(head.status) || !head.headers.has("Location")) {
        return std::unique_ptr<Step>();
    }
    const RedirectOptions& options = *context.options.redirect;
    const std::string_view location = *head.headers.first("Location");
    if (const auto target = http::redirect_target(step.url, location, options.protocols)) {
        context.info.http.redirect_url = target->to_string();
        context.record().redirect_target = target->without_credentials();
    }
    // A custom word that is for the first request only is gone by now.
    const bool custom =
        !context.options.request->method.empty() && (options.follow != Follow::first_only || step.redirects == 0);
    const http::RedirectContext question{.status = head.status,
                                         .location = location,
                                         .url = step.url,
                                         .first_url = step.first_url(),
                                         .method = step.method,
                                         .custom_method = custom,
                                         .implied_method = http::implied_method(context.options),
                                         .sends_body = step.send_body,
                                         .followed = step.redirects,
                                         .options = options};
    SL_TRY(decided, http::decide_redirect(question));
    if (!*decided) {
        return std::unique_ptr<Step>();
    }
    http::Redirect& redirect = **decided;
    if (!allows_scheme(context.options.request->protocols, redirect.url.scheme())) {
        return fail(Kind::url_scheme_redirect, ErrorArgs{.host = step.url.host(), .detail = redirect.url.scheme()});
    }
    auto next = std::make_unique<Step>();
    next->url = std::move(redirect.url);
    next->first = step.first ? step.first : std::make_shared<const Url>(step.url);
    next->method = std::move(redirect.method);
    next->send_body = redirect.sends_body;
    use_https_if_known(context, next->url);
    next->cross_origin = !options.unrestricted_auth && !next->url.same_origin(*next->first);
    next->redirects = step.redirects + 1;
    if (context.options.request->auto_referer) {
        next->referer = step.url.without_credentials();
    }
    return next;
}

}  // namespace sluice::transfer
