#include "engine/transfer/validate.h"

#include <algorithm>

#include "engine/base/result.h"
#include "engine/http/range.h"

namespace sluice::transfer {

namespace {

tl::unexpected<Error> bad(const char* what) {
    ErrorArgs args;
    args.detail = what;
    return fail(Kind::argument_bad, std::move(args));
}

tl::unexpected<Error> not_built(const char* what) {
    ErrorArgs args;
    args.detail = what;
    return fail(Kind::not_supported, std::move(args));
}

Result<void> validate_request(const Options& options) {
    if (!options.request->range.empty()) {
        SL_TRY(ranges, http::parse_request_ranges(options.request->range));
    }
    if (options.request->resume_from < 0) {
        return bad("resume_from is negative");
    }
    if (options.redirect->max_redirs < -1) {
        return bad("max_redirs is below -1");
    }
    if (options.limits->max_file_size < 0) {
        return bad("max_file_size is negative");
    }
    if (options.limits->max_receive_speed < 0 || options.limits->max_send_speed < 0) {
        return bad("a speed limit is negative");
    }
    if (options.connection->max_connections < 0 || options.connection->upkeep_interval.count() < 0) {
        return bad("max_connections or upkeep_interval is negative");
    }
    return {};
}

Result<void> validate_times(const TimeoutOptions& times) {
    if (times.total.count() < 0 || times.connect.count() < 0 || times.first_byte.count() < 0 ||
        times.idle.count() < 0 || times.low_speed_limit < 0 || times.low_speed_time.count() < 0 ||
        times.happy_eyeballs.count() < 0) {
        return bad("a timeout is negative");
    }
    return {};
}

Result<void> validate_tls(const TlsOptions& tls) {
    if (tls.max_version == TlsVersion::v1_2 && tls.min_version == TlsVersion::v1_3) {
        return bad("max_version of TLS is below min_version");
    }
    return {};
}

Result<void> validate_http(const Options& options) {
    if (options.http->version >= HttpVersion::v2) {
        return not_built("HTTP/2");
    }
    const std::string& target = options.request->target;
    const auto blank = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; };
    if (std::any_of(target.begin(), target.end(), blank)) {
        return bad("the request target has a blank or control character in it");
    }
    for (const std::string& alias : options.http->aliases_of_200) {
        if (alias.empty()) {
            return bad("an alias of status 200 is empty");
        }
    }
    return {};
}

Result<void> validate_upload(const UploadOptions& upload) {
    if (upload.mime && (upload.body || upload.put)) {
        return bad("a form and another body are to be sent at once");
    }
    if (upload.size < -1) {
        return bad("the size of the upload is below -1");
    }
    if (upload.expect_100_timeout.count() < 0) {
        return bad("expect_100_timeout is negative");
    }
    return {};
}

Result<void> validate_auth(const AuthOptions& options) {
    if ((options.methods & ~(auth::any | auth::only)) != 0) {
        return not_built("a way of authentication beside Basic, Digest and Bearer");
    }
    if (options.methods == auth::only) {
        return bad("auth::only goes with a way of authentication");
    }
    if (options.bearer.find_first_of(std::string_view{"\r\n\0 ", 4}) != std::string::npos) {
        return bad("the bearer token has a blank or a line end in it");
    }
    return {};
}

Result<void> refuse_unbuilt_proxy(const ProxyOptions& proxy) {
    if ((proxy.url && !proxy.url->empty()) || !proxy.pre_proxy.empty() || proxy.haproxy_protocol) {
        return not_built("`proxy`");
    }
    return {};
}

Result<void> refuse_unbuilt_connection(const Options& options) {
    if (!options.dns->doh_url.empty()) {
        return not_built("`dns.doh_url`");
    }
    if (!options.connection->unix_socket.empty() || options.connection->pipe_wait) {
        return not_built("unix_socket and pipe_wait of `connection`");
    }
    if (options.socket->local_port != 0) {
        return not_built("`socket.local_port`");
    }
    return {};
}

}  // namespace

Result<void> validate(const Options& options) {
    SL_TRY(request, validate_request(options));
    SL_TRY(times, validate_times(*options.timeouts));
    SL_TRY(tls, validate_tls(*options.tls));
    SL_TRY(http, validate_http(options));
    SL_TRY(upload, validate_upload(*options.upload));
    SL_TRY(auth, validate_auth(*options.auth));
    SL_TRY(proxy, refuse_unbuilt_proxy(*options.proxy));
    SL_TRY(connection, refuse_unbuilt_connection(options));
    return {};
}

}  // namespace sluice::transfer
