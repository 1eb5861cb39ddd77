#include "engine/transfer/validate.h"

#include "engine/base/result.h"
#include "engine/http/range.h"

namespace sluice::transfer {

namespace {

tl::unexpected<Error> bad(const char* what) {
    ErrorArgs args;
    args.detail = what;
    return fail(Kind::argument_bad, std::move(args));
}

}  // namespace

Result<void> validate(const Options& options) {
    if (!options.request.range.empty()) {
        SL_TRY(ranges, http::parse_request_ranges(options.request.range));
    }
    if (options.request.resume_from < 0) {
        return bad("resume_from is negative");
    }
    if (options.limits.max_file_size < 0) {
        return bad("max_file_size is negative");
    }
    if (options.limits.max_receive_speed < 0) {
        return bad("max_receive_speed is negative");
    }
    if (options.redirect.max_redirs < -1) {
        return bad("max_redirs is below -1");
    }
    const TimeoutOptions& times = options.timeouts;
    if (times.total.count() < 0 || times.connect.count() < 0 || times.first_byte.count() < 0 ||
        times.idle.count() < 0 || times.low_speed_limit < 0 || times.low_speed_time.count() < 0 ||
        times.happy_eyeballs.count() < 0) {
        return bad("a timeout is negative");
    }
    if (options.tls.max_version == TlsVersion::v1_2 && options.tls.min_version == TlsVersion::v1_3) {
        return bad("max_version of TLS is below min_version");
    }
    return {};
}

}  // namespace sluice::transfer
