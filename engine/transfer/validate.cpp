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

Result<void> refuse_unbuilt_upload(const UploadOptions& upload) {
    if (upload.put || upload.mime || (upload.post && !upload.body)) {
        return not_built("uploads from a callback or a form");
    }
    return {};
}

Result<void> refuse_unbuilt_auth(const AuthOptions& options) {
    if (options.username || options.password || !options.bearer.empty() || options.methods != auth::basic ||
        options.disallow_username_in_url) {
        return not_built("`auth`");
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
    if (options.limits->max_send_speed != 0) {
        return not_built("`limits.max_send_speed`");
    }
    return {};
}

}  // namespace

Result<void> validate(const Options& options) {
    SL_TRY(request, validate_request(options));
    SL_TRY(times, validate_times(*options.timeouts));
    SL_TRY(tls, validate_tls(*options.tls));
    SL_TRY(http, validate_http(options));
    SL_TRY(upload, refuse_unbuilt_upload(*options.upload));
    SL_TRY(auth, refuse_unbuilt_auth(*options.auth));
    SL_TRY(proxy, refuse_unbuilt_proxy(*options.proxy));
    SL_TRY(connection, refuse_unbuilt_connection(options));
    return {};
}

}  // namespace sluice::transfer
