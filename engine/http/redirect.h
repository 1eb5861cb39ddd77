#pragma once

#include <sluice/error.h>
#include <sluice/options.h>
#include <sluice/url.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/http/request_kind.h"

namespace sluice::http {

/// The request that was answered and the answer. Borrowed for the call.
struct RedirectContext {
    int status = 0;
    std::string_view location;  ///< value of the first Location, empty if there is none
    const Url& url;             ///< of the request
    const Url& first_url;       ///< of the transfer's first request
    RequestKind kind = RequestKind::get;
    std::string_view custom_method;  ///< the caller's own word (RequestOptions::method), if the request bore it
    int followed = 0;                ///< redirects followed so far
    const RedirectOptions& options;
};

/// What to do next.
struct Redirect {
    Url url;
    RequestKind kind = RequestKind::get;
    std::string method;          ///< its word
    bool custom_method = false;  ///< which is the caller's own
    /// Credentials, cookies and sensitive headers of the first origin must not travel (invariant 9).
    bool cross_origin = false;
};

/// True for the statuses that redirect: 300, 301, 302, 303, 307, 308.
bool is_redirect_status(int status) noexcept;

/// The URL a Location means: blanks and non-ASCII are encoded, relative ones resolved (RFC 9110 10.2.2).
/// Errors: http_redirect_malformed, url_scheme_redirect for a scheme outside of `allowed` (empty: http and https) and
/// always for file.
Result<Url> redirect_target(const Url& url, std::string_view location, const std::vector<std::string>& allowed);

/// Decides about an answer; nothing if it is no redirect or none are followed. Method rules of RFC 9110 15.4 as
/// libcurl applies them: POST becomes GET at 301, 302 and 303 unless keep_post says otherwise; 303 makes a PUT a GET
/// too; 307 and 308 keep all. A word of the caller's own stays with Follow::all, only the body goes; obey_code drops it
/// where the status makes the request a GET (303: whatever the word), first_only at once. Errors: those of
/// redirect_target, http_too_many_redirects.
Result<std::optional<Redirect>> decide_redirect(const RedirectContext& context);

}  // namespace sluice::http
