#include "engine/transfer/step.h"

#include "engine/base/result.h"
#include "engine/http/redirect.h"
#include "engine/http/request_kind.h"
#include "engine/transfer/first_url.h"
#include "engine/transfer/login.h"
#include "engine/transfer/state.h"
#include "engine/transfer/state_rules.h"
#include "engine/url/url_error.h"

namespace sluice::transfer {

Result<std::unique_ptr<Step>> first_step(Context& context) {
    const Options& options = context.options;
    dns::SharedCache* const names = context.state != nullptr ? context.state->shared.names.get() : nullptr;
    SL_TRY(applied, context.engine.names().apply(options.dns->resolve, names));
    SL_TRY(url, first_url(options));
    use_https_if_known(context, *url);
    auto step = std::make_unique<Step>();
    step->url = std::move(*url);
    step->kind = http::request_kind(options);
    step->custom_method = !options.request->method.empty();
    step->method = step->custom_method ? options.request->method : http::word_of(step->kind);
    step->login = login_for(context, step->url, step->url, false);
    return step;
}

namespace {

/// The step a redirect leads to, null if the answer is none that is followed.
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
    const http::RedirectContext question{
        .status = head.status,
        .location = location,
        .url = step.url,
        .first_url = step.first_url(),
        .kind = step.kind,
        .custom_method = step.custom_method ? std::string_view(step.method) : std::string_view(),
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
    if (context.options.auth->disallow_username_in_url && redirect.url.has_credentials()) {
        return tl::unexpected<Error>(to_error(UrlCode::user_not_allowed, redirect.url.host()));
    }
    auto next = std::make_unique<Step>();
    next->url = std::move(redirect.url);
    next->first = step.first ? step.first : std::make_shared<const Url>(step.url);
    next->method = std::move(redirect.method);
    next->kind = redirect.kind;
    next->custom_method = redirect.custom_method;
    use_https_if_known(context, next->url);
    next->cross_origin = !options.unrestricted_auth && !next->url.same_origin(*next->first);
    next->redirects = step.redirects + 1;
    const bool same = next->url.same_origin(step.url) && !next->url.has_credentials();
    next->login = same ? step.login : login_for(context, next->url, *next->first, next->cross_origin);
    if (context.options.request->auto_referer) {
        const std::string from = step.url.without_credentials();
        next->referer = from.substr(0, from.find('#'));  // RFC 9110, 10.1.3: no fragment
    }
    return next;
}

}  // namespace

Result<Following> following(Context& context, const Step& step, const http1::ResponseHead& head) {
    Following out;
    if (head.status == 417 && context.expects_continue && !context.expectation_failed) {
        context.expectation_failed = true;
        out.step = std::make_unique<Step>(step);
        out.why = "again without Expect";
    } else if (heed_login(context, step, head)) {
        out.step = std::make_unique<Step>(step);
        out.why = "a login was asked for";
    } else {
        SL_TRY(next, redirected(context, step, head));
        out.step = std::move(*next);
        out.why = "redirected";
    }
    return out;
}

}  // namespace sluice::transfer
