#include "engine/transfer/response_rules.h"

#include "engine/base/result.h"
#include "engine/http/http_date.h"
#include "engine/http/range.h"
#include "engine/http/retry_after.h"

namespace sluice::transfer {

namespace {

ErrorArgs response_facts(Context& context, const Step& step) {
    ErrorArgs args;
    args.host = step.url.host();
    args.status = context.record().status;
    args.detail = context.record().reason;
    return args;
}

}  // namespace

void note_head(Context& context, const http1::ResponseHead& head) {
    RequestRecord& record = context.record();
    record.protocol = head.version == 10 ? "HTTP/1.0" : "HTTP/1.1";
    record.status = head.status;
    record.reason = head.reason;
    record.range_got = std::string(head.headers.first("Content-Range").value_or(""));
    Info::Http& http = context.info.http;
    http.response_code = head.status;
    http.http_version = head.version;
    http.content_type = std::string(head.headers.first("Content-Type").value_or(""));
    http.num_headers = static_cast<int>(head.headers.size());
    http.retry_after_s = 0;
    const WallTime wall = context.engine.world().clock().wall();
    const auto now_s = std::chrono::duration_cast<std::chrono::seconds>(wall.time_since_epoch()).count();
    if (const auto value = head.headers.first("Retry-After")) {
        http.retry_after_s = http::parse_retry_after(*value, now_s).value_or(0);
    }
    http.filetime = -1;
    if (const auto value = head.headers.first("Last-Modified")) {
        http.filetime = http::parse_http_date(*value).value_or(-1);
    }
    context.info.sizes.content_length_download =
        head.content_length ? static_cast<std::int64_t>(*head.content_length) : -1;
    context.info.sizes.download = 0;
    context.info.sizes.delivered = 0;
    context.update_times();
    context.observer.on_progress();
}

Result<void> judge_head(Context& context, const Step& step, const http1::ResponseHead& head, bool& swallow) {
    const RequestOptions& wanted = *context.options.request;
    const bool resuming = wanted.resume_from > 0;
    if (resuming && head.status == 416) {
        swallow = true;  // nothing beyond the end: what is there is all there is
        return {};
    }
    if (wanted.fail_on_error && head.status >= 400) {
        return fail(Code::http_returned_error, Kind::http_status, response_facts(context, step));
    }
    if (resuming && head.status >= 200 && head.status < 300 && step.method == "GET") {
        const auto range = http::parse_content_range(head.headers.first("Content-Range").value_or(""));
        if (head.status != 206) {
            if (head.content_length && static_cast<std::int64_t>(*head.content_length) == wanted.resume_from) {
                swallow = true;  // the server does not do ranges, but the file is complete
                return {};
            }
            return fail(Kind::http_range_ignored, response_facts(context, step));
        }
        if (!range || range->first != static_cast<std::uint64_t>(wanted.resume_from)) {
            ErrorArgs args = response_facts(context, step);
            args.bytes = wanted.resume_from;
            args.detail = context.record().range_got;
            return fail(Kind::http_range_wrong, std::move(args));
        }
    }
    const std::int64_t most = context.options.limits->max_file_size;
    if (most > 0 && head.content_length && static_cast<std::int64_t>(*head.content_length) > most) {
        ErrorArgs args = response_facts(context, step);
        args.bytes = static_cast<std::int64_t>(*head.content_length);
        args.limit = most;
        return fail(Kind::http_too_large, std::move(args));
    }
    return {};
}

Result<void> prepare_decoding(Context& context, const http1::ResponseHead& head, BodyPath& path) {
    const HttpOptions& wanted = *context.options.http;
    const auto coding = head.headers.combined("Content-Encoding");
    if (wanted.accept_encoding.empty() || !wanted.content_decoding || !coding) {
        return {};
    }
    SL_TRY(decoder, http::make_content_decoder(*coding));
    if (*decoder) {
        path.decode(std::move(*decoder));
    }
    return {};
}

}  // namespace sluice::transfer
