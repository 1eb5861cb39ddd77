#pragma once

#include <sluice/error.h>
#include <sluice/url.h>

#include <memory>
#include <string>

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

/// Makes the request, again on a fresh connection if a reused one turns out to be dead, and delivers the body or
/// decides on a redirect: then the next step comes back, else null. The response's facts are in the Info.
async::Task<Result<std::unique_ptr<Step>>> carry_out(Context& context, const Step& step);

/// Completes the Info of a transfer that has ended, well or with `error`.
void finish_info(Context& context, const Error& error);

}  // namespace sluice::transfer
