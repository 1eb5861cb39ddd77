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

const char* name_of(int version) {
    return version == 9 ? "HTTP/0.9" : version == 10 ? "HTTP/1.0" : "HTTP/1.1";
}

/// A range from an offset was asked for: what came instead, if it is not that.
Result<HeadVerdict> judge_resumed(Context& context, const Step& step, const http1::ResponseHead& head) {
    const std::int64_t from = context.options.request->resume_from;
    if (head.status != 206) {
        if (head.content_length && static_cast<std::int64_t>(*head.content_length) == from) {
            return HeadVerdict::swallow;  // the server does not do ranges, but the file is complete
        }
        return fail(Kind::http_range_ignored, response_facts(context, step));
    }
    const auto range = http::parse_content_range(head.headers.first("Content-Range").value_or(""));
    if (!range || range->first != static_cast<std::uint64_t>(from)) {
        ErrorArgs args = response_facts(context, step);
        args.bytes = from;
        args.detail = context.record().range_got;
        return fail(Kind::http_range_wrong, std::move(args));
    }
    return HeadVerdict::deliver;
}

/// Whether the time condition of the options is not met by this response, in words of a server that ignored it.
bool condition_unmet(const RequestOptions& wanted, std::int64_t filetime) {
    if (wanted.time_condition == TimeCondition::none || filetime < 0 || wanted.time_value <= 0 ||
        !wanted.range.empty() || wanted.resume_from > 0) {
        return false;
    }
    return wanted.time_condition == TimeCondition::if_unmodified_since ? filetime >= wanted.time_value
                                                                       : filetime <= wanted.time_value;
}

}  // namespace

void note_head(Context& context, const http1::ResponseHead& head) {
    RequestRecord& record = context.record();
    record.protocol = name_of(head.version);
    record.status = head.status;
    record.reason = head.reason;
    record.range_got = std::string(head.headers.first("Content-Range").value_or(""));
    Info::Http& http = context.info.http;
    http.response_code = head.status;
    http.http_version = head.version;
    http.content_type = std::string(head.headers.first("Content-Type").value_or(""));
    http.num_headers = static_cast<int>(head.headers.size());
    http.condition_unmet = head.status == 304;
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

Result<HeadVerdict> judge_head(Context& context, const Step& step, const http1::ResponseHead& head) {
    const RequestOptions& wanted = *context.options.request;
    const bool resuming = wanted.resume_from > 0;
    if (resuming && head.status == 416) {
        return HeadVerdict::swallow;  // nothing beyond the end: what is there is all there is
    }
    if (wanted.fail_on_error && head.status >= 400) {
        return fail(Code::http_returned_error, Kind::http_status, response_facts(context, step));
    }
    const bool good = head.status >= 200 && head.status < 300;
    if (good && condition_unmet(wanted, context.info.http.filetime)) {
        context.info.http.condition_unmet = true;  // as if the server had said 304
        return HeadVerdict::swallow;
    }
    if (resuming && good && step.method == "GET") {
        SL_TRY(verdict, judge_resumed(context, step, head));
        if (*verdict == HeadVerdict::swallow) {
            return verdict;
        }
    }
    const std::int64_t most = context.max_file_size;
    if (most > 0 && head.content_length && static_cast<std::int64_t>(*head.content_length) > most) {
        ErrorArgs args = response_facts(context, step);
        args.bytes = static_cast<std::int64_t>(*head.content_length);
        args.limit = most;
        return fail(Kind::http_too_large, std::move(args));
    }
    return HeadVerdict::deliver;
}

Result<std::unique_ptr<http::ContentDecoder>> body_decoder(Context& context, const http1::ResponseHead& head,
                                                           const std::string& transfer_codings) {
    const HttpOptions& wanted = *context.options.http;
    std::string codings;  // in the order they were applied: make_content_decoder() undoes the last first
    if (!wanted.accept_encoding.empty() && wanted.content_decoding) {
        codings = head.headers.combined("Content-Encoding").value_or("");
    }
    if (!transfer_codings.empty() && wanted.transfer_decoding) {
        codings += (codings.empty() ? "" : ", ") + transfer_codings;
    }
    if (codings.empty()) {
        return std::unique_ptr<http::ContentDecoder>();
    }
    return http::make_content_decoder(codings);
}

}  // namespace sluice::transfer
