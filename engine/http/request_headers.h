#pragma once

#include <sluice/error.h>
#include <sluice/options.h>
#include <sluice/url.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/http/header_list.h"
#include "engine/http/request_kind.h"

namespace sluice::http {

/// The body that goes with a request, as far as headers tell of it. Borrowed for the call.
struct RequestBody {
    std::int64_t size = -1;           ///< of what is sent now; -1 unknown
    std::string_view content_type{};  ///< unless the caller says otherwise; empty: none
    bool type_is_final = false;       ///< a form's type has a boundary: a Content-Type of the caller's gives way to it
    bool expects_continue = false;    ///< ask for leave first
    bool no_expectation = false;      ///< nor may the caller's own Expect: the server does not know it
    bool probe = false;               ///< nothing of it is sent: the request is only there to be refused (size 0)
};

/// One request of a transfer: the options of the transfer and what redirects made of it. Borrowed for the call.
struct RequestContext {
    const Options& options;
    const Url& url;  ///< of this request
    RequestKind kind = RequestKind::get;
    int version = 11;                   ///< 10 or 11
    const RequestBody* body = nullptr;  ///< null: none is sent
    bool cross_origin = false;          ///< another origin than the first request's: secrets are withheld
    std::span<const std::string> sensitive_headers{};  ///< names withheld then, beside the three that always are
    std::string_view referer{};                        ///< empty: none
    std::string_view authorization{};                  ///< value for the server, empty: none
    std::string_view proxy_authorization{};            ///< value for the proxy, empty: none
    std::string_view alt_used{};                       ///< "host:port" of an alternative service, empty: none
    std::string_view cookie{};                         ///< value, empty: none
    bool to_http_proxy = false;                        ///< asked of a proxy in the server's place
    std::span<const std::string> proxy_headers{};      ///< own fields for the proxy then, in the form of the server's
};

/// The caller's own header line of that name among options.request->headers, with or without a value.
bool has_own_header(const Options& options, std::string_view name);
/// Its value; empty if there is none.
std::string_view own_header_value(const Options& options, std::string_view name);

/// The value of Accept-Encoding for the option: "all" names every coding that can be decoded; "" for none.
std::string accept_encoding_value(const HttpOptions& options);

/// The header fields in libcurl's order: Host, Proxy-Authorization, Authorization, Range or Content-Range, User-Agent,
/// Accept, TE, Accept-Encoding, Referer, Proxy-Connection (to a proxy), Transfer-Encoding, Cookie, a time condition,
/// the caller's own, Content-Length, Content-Type, Expect. An own field takes the place of ours ("N: v"), removes it
/// ("N:") or is sent empty ("N;"); Host keeps its place. A body of unknown size is announced as chunked in HTTP/1.1.
/// Own fields that speak of a body are left out where none is sent, but for "Content-Length: 0". Across origins the
/// caller's Host, Authorization, Cookie, Proxy-Authorization and `sensitive_headers` are withheld, as are ours. Errors:
/// range_malformed; option_syntax for an own line that is neither of the three forms. Thread-safe.
Result<HeaderList> request_headers(const RequestContext& context);

}  // namespace sluice::http
