#pragma once

#include <sluice/auth_options.h>
#include <sluice/connection_options.h>
#include <sluice/group.h>
#include <sluice/request_options.h>
#include <sluice/state_options.h>
#include <sluice/tls_options.h>
#include <sluice/trace.h>

#include <string>

namespace sluice {

/// Options of a transfer, grouped by concern: plain structs with defaults, owned strings, no keys. Every field works;
/// values that make no sense are refused by validate() before the transfer begins, and so are those that this build
/// cannot honour (not_built_in). Defaults are libcurl's (curl_easy_setopt(3)): what is unset is off.
///
///     options.url = "https://example.org/file";
///     options.redirect->follow = sluice::Follow::all;
///
/// Copied by value; a group is shared between copies until it is changed, so that ten thousand transfers that differ in
/// their URL only share the rest.
struct Options {
    std::string url;
    Group<RequestOptions> request;
    Group<HttpOptions> http;
    Group<UploadOptions> upload;
    Group<RedirectOptions> redirect;
    Group<AuthOptions> auth;
    Group<CookieOptions> cookies;
    Group<HstsOptions> hsts;
    Group<AltSvcOptions> alt_svc;
    Group<TlsOptions> tls;
    Group<ProxyOptions> proxy;
    Group<TimeoutOptions> timeouts;
    Group<LimitOptions> limits;
    Group<DnsOptions> dns;
    Group<ConnectionOptions> connection;
    Group<SocketOptions> socket;
    Group<TraceOptions> trace;
    bool verbose = false;  ///< trace events are made and delivered (VERBOSE)
};

static_assert(sizeof(Options) <= 640);

}  // namespace sluice
