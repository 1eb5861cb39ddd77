#include "engine/transfer/validate.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/conn/local_end.h"
#include "engine/http/range.h"
#include "engine/sys/address.h"

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

Result<void> validate_proxy(const ProxyOptions& proxy) {
    if (!proxy.haproxy_client_ip.empty() && !sys::Address::parse(proxy.haproxy_client_ip, 0)) {
        return bad("haproxy_client_ip is not an IP address");
    }
    return validate_tls(proxy.tls);
}

Result<void> validate_connection(const Options& options) {
    constexpr int last_port = 65'535;
    constexpr std::size_t longest_socket_path = 107;  // of Linux
    const SocketOptions& socket = *options.socket;
    if (socket.local_port < 0 || socket.local_port > last_port || socket.local_port_range < 1 ||
        socket.local_port_range > last_port) {
        return bad("local_port and local_port_range are 0 to 65535 and 1 to 65535");
    }
    if (options.connection->unix_socket.size() > longest_socket_path) {
        return bad("the path of the Unix socket is longer than 107 bytes");
    }
    if (!options.dns->doh_url.empty() && !base::starts_with_ignoring_case(options.dns->doh_url, "https://")) {
        return bad("doh_url is not an https address");
    }
    SL_TRY(interface, conn::parse_interface(socket.interface));
    return {};
}

Result<void> refuse_unbuilt_connection(const Options& options) {
    if (options.connection->pipe_wait) {
        return not_built("pipe_wait of `connection`");
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
    SL_TRY(proxy, validate_proxy(*options.proxy));
    SL_TRY(sockets, validate_connection(options));
    SL_TRY(connection, refuse_unbuilt_connection(options));
    return {};
}

}  // namespace sluice::transfer
