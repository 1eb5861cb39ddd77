#pragma once

#include <sluice/error.h>
#include <sluice/url.h>

#include <memory>
#include <string>

#include "engine/http1/response_head.h"
#include "engine/transfer/context.h"

namespace sluice::transfer {

/// One request that is to be made: where, how, and what may go along.
struct Step {
    Url url;
    std::shared_ptr<const Url> first;  ///< of the transfer, if it is another one
    std::string method;
    bool send_body = false;
    bool cross_origin = false;  ///< another origin than the first: no Authorization, Cookie, sensitive headers
    std::string referer;        ///< replaces that of the options if not empty
    int redirects = 0;          ///< followed so far

    /// Whose secrets these are.
    const Url& first_url() const { return first ? *first : url; }

    Step() {}  // user-provided: passed to coroutines
};

/// What the options ask for. Errors: url_malformed, url_scheme, option_syntax.
Result<std::unique_ptr<Step>> first_step(Context& context);

/// The step that a redirect leads to; null if the response is to be delivered. Notes in the Info where it points.
/// Errors: those of http::decide_redirect.
Result<std::unique_ptr<Step>> redirected(Context& context, const Step& step, const http1::ResponseHead& head);

}  // namespace sluice::transfer
