#pragma once

#include <sluice/error.h>
#include <sluice/url.h>

#include <memory>
#include <string>

#include "engine/http/auth_choice.h"
#include "engine/http/request_kind.h"
#include "engine/http1/response_head.h"
#include "engine/transfer/context.h"

namespace sluice::transfer {

/// One request that is to be made: where, how, and what may go along.
struct Step {
    Url url;
    std::shared_ptr<const Url> first;  ///< of the transfer, if it is another one
    http::RequestKind kind = http::RequestKind::get;
    std::string method;                       ///< its word
    bool custom_method = false;               ///< which is the caller's own
    std::shared_ptr<http::AuthRounds> login;  ///< null: none
    bool cross_origin = false;  ///< another origin than the first: no Authorization, Cookie, sensitive headers
    std::string referer;        ///< replaces that of the options if not empty
    int redirects = 0;          ///< followed so far

    bool sends_body() const { return kind == http::RequestKind::post || kind == http::RequestKind::put; }
    /// Whose secrets these are.
    const Url& first_url() const { return first ? *first : url; }

    Step() {}  // user-provided: passed to coroutines
};

/// What the options ask for. Errors: url_malformed, url_scheme, option_syntax, login_denied.
Result<std::unique_ptr<Step>> first_step(Context& context);

/// What follows an answer.
struct Following {
    std::unique_ptr<Step> step;  ///< null: the answer is to be delivered
    const char* why = "";        ///< for the record of the request
};

/// The request that an answer makes necessary: the same without "Expect" after 417, with a login after 401, the one a
/// redirect leads to. Notes in the Info what was offered and where a redirect points.
/// Errors: those of http::decide_redirect.
Result<Following> following(Context& context, const Step& step, const http1::ResponseHead& head);

}  // namespace sluice::transfer
