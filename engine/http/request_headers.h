#pragma once

#include <sluice/error.h>
#include <sluice/options.h>
#include <sluice/url.h>

#include <span>
#include <string>
#include <string_view>

#include "engine/http/header_list.h"

namespace sluice::http {

/// One request of a transfer: the options of the transfer and what redirects made of it. Borrowed for the call.
struct RequestContext {
    const Options& options;
    const Url& url;             ///< of this request
    bool sends_body = false;    ///< options.upload->body is sent with it
    bool ranged = true;         ///< range and resume_from apply (GET and HEAD)
    bool cross_origin = false;  ///< another origin than the first request's: secrets are withheld
    std::span<const std::string> sensitive_headers{};  ///< names withheld then, beside the three that always are
    std::string_view referer{};                        ///< empty: none
    std::string_view authorization{};                  ///< value for the server, empty: none
    std::string_view proxy_authorization{};            ///< value for the proxy, empty: none
    std::string_view alt_used{};                       ///< "host:port" of an alternative service, empty: none
    std::string_view cookie{};                         ///< value, empty: none
};

/// The word of the first request: options.request->method, else HEAD, PUT, POST or GET as no_body and the upload say.
std::string request_method(const Options& options);
/// The same without the method of the options.
std::string_view implied_method(const Options& options);

/// The value of Accept-Encoding for the option: "all" names every coding that can be decoded; "" for none.
std::string accept_encoding_value(const HttpOptions& options);

/// The header fields in libcurl's order: Host, Proxy-Authorization, Authorization, Range, User-Agent, Accept,
/// Accept-Encoding, Referer, Cookie, the caller's own, Content-Length, Content-Type. An own field takes the
/// place of ours ("N: v"), removes it ("N:") or is sent empty ("N;"); Host keeps its place. Across origins the caller's
/// Host, Authorization, Cookie, Proxy-Authorization and `sensitive_headers` are withheld, as are ours.
/// Errors: range_malformed; option_syntax for an own line that is neither of the three forms. Thread-safe.
Result<HeaderList> request_headers(const RequestContext& context);

}  // namespace sluice::http
