#include "engine/download/resume_check.h"

#include "engine/http/media_type.h"

namespace sluice::download {

namespace {

Verdict failed(Kind kind, const char* why, Need need = Need::nothing) {
    Verdict v;
    v.kind = kind;
    v.why = why;
    v.need = need;
    return v;
}
Verdict changed(const char* why) {
    return failed(Kind::file_changed_on_server, why, Need::decision);
}
Verdict once_more(Step step, const char* why) {
    Verdict v;
    v.step = step;
    v.why = why;
    return v;
}

Verdict judge_refusal(const Holding& holding, int status) {
    Need need = Need::nothing;
    if (status == 407) {
        need = Need::login;
    } else if (holding.bytes > 0 && (status == 401 || status == 403 || status == 404 || status == 410)) {
        need = Need::new_address;
    } else if (status == 401) {
        need = Need::login;
    }
    return failed(kind_of_status(status), "the server refused", need);
}

/// Nothing beyond what was asked for, says the server.
Verdict judge_416(const Ask& ask, const Holding& holding, const Answer& answer) {
    if (!ask.ranged) {
        return failed(Kind::http_status, "416 to a request without a range");
    }
    const auto whole = answer.range ? answer.range->complete : std::nullopt;
    const std::int64_t known = holding.bytes > 0 || holding.known ? holding.resource.size : -1;
    if (whole && *whole == 0 && holding.bytes == 0) {
        Verdict v;
        v.step = Step::complete;
        v.size = 0;
        v.why = "the file is empty";
        return v;
    }
    if (whole && known >= 0 && *whole != static_cast<std::uint64_t>(known)) {
        return changed("the server has another size");
    }
    if (whole && *whole < holding.end) {
        return changed("the server has a shorter file");
    }
    const bool has_all = holding.bytes > 0 && holding.bytes == holding.end;
    if (whole && has_all && *whole == holding.end) {
        Verdict v;
        v.step = Step::complete;
        v.size = static_cast<std::int64_t>(*whole);
        v.why = "nothing is missing";
        return v;
    }
    return once_more(Step::again_whole, "the server refuses the range");
}

bool has_same_tag(const Holding& holding, const Answer& answer) {
    return is_strong(holding.resource.etag) && holding.resource.etag == answer.etag;
}

/// Whether the answer shows another version than the one held; nothing if it does not. What vouches for sameness is
/// decided by the callers.
std::optional<Verdict> other_version(const Holding& holding, const Answer& answer, std::int64_t whole) {
    const Resource& old = holding.resource;
    const bool same_tag = has_same_tag(holding, answer);
    const bool page = http::is_web_page(answer.type) && !old.type.empty() && !http::is_web_page(old.type);
    if (page && !same_tag) {
        return failed(Kind::http_page_instead_of_file, "a web page came instead of the file", Need::new_address);
    }
    if (old.size >= 0 && whole >= 0 && old.size != whole) {
        return changed("the size is another one");
    }
    if (whole >= 0 && static_cast<std::uint64_t>(whole) < holding.end) {
        return changed("the server has a shorter file");
    }
    if (!holding.same_address) {
        return std::nullopt;  // another server has its own tags and times: size and overlap decide
    }
    const bool same_time = !old.last_modified.empty() && old.last_modified == answer.last_modified;
    const bool same_size = old.size >= 0 && old.size == whole;
    if (!old.etag.empty() && !answer.etag.empty() && old.etag != answer.etag && !(same_time && same_size)) {
        return changed("the ETag is another one");
    }
    if (!same_tag && !old.last_modified.empty() && !answer.last_modified.empty() && !same_time) {
        return changed("the time of the last change is another one");
    }
    return std::nullopt;
}

Verdict judge_206(const Ask& ask, const Holding& holding, const Answer& answer) {
    if (!ask.ranged) {
        return failed(Kind::http_range_wrong, "a part came though the whole was asked for");
    }
    if (answer.coded) {
        return once_more(Step::again_whole, "the server encodes parts");
    }
    if (!answer.range || !answer.range->first || !answer.range->last) {
        return failed(Kind::http_range_wrong, "206 without a usable Content-Range");
    }
    Verdict v;
    v.begin = *answer.range->first;
    v.end = *answer.range->last + 1;
    v.size = answer.range->complete ? static_cast<std::int64_t>(*answer.range->complete) : -1;
    if (v.begin != ask.range.begin) {
        return failed(Kind::http_range_wrong, "another range came than was asked for");
    }
    if (answer.length >= 0 && static_cast<std::uint64_t>(answer.length) != v.end - v.begin) {
        return failed(Kind::http_range_wrong, "Content-Length and Content-Range contradict each other");
    }
    if (holding.bytes > 0 || holding.known) {
        if (auto other = other_version(holding, answer, v.size)) {
            return *other;
        }
        v.unproven = ask.overlap == 0 && !has_same_tag(holding, answer);
        if (v.unproven && !ask.apart) {
            const Step step = ask.range.begin > 0 ? Step::again_overlap : Step::again_whole;
            return once_more(step, "nothing vouches for the rest being of the same version");
        }
        if (ask.overlap > 0 && v.end - v.begin < ask.overlap) {
            return failed(Kind::http_range_wrong, "less came than is needed to compare");
        }
    }
    v.step = Step::take;
    v.ranges = true;
    return v;
}

Verdict judge_200(const Ask& ask, const Holding& holding, const Answer& answer) {
    Verdict v;
    v.size = answer.coded ? -1 : answer.length;
    v.end = v.size >= 0 ? static_cast<std::uint64_t>(v.size) : no_end;
    if (holding.bytes > 0 || holding.known) {
        if (auto other = other_version(holding, answer, v.size)) {
            return *other;
        }
        const bool other_tag = !holding.resource.etag.empty() && !answer.etag.empty() && !has_same_tag(holding, answer);
        if (ask.vouched && holding.same_address && other_tag && ask.range.begin > 0) {
            return once_more(Step::again_overlap, "the ETag is another one, size and time are not: the bytes decide");
        }
        if (ask.vouched && holding.same_address && ask.range.begin > 0 && holding.resource.ranges &&
            has_same_tag(holding, answer)) {
            return once_more(Step::again_overlap, "the server gave pieces before; it may not know If-Range");
        }
        if (ask.vouched && holding.same_address && answer.etag.empty() && answer.last_modified.empty()) {
            // If-Range answered by the whole, and nothing says that it is still the same: only the bytes themselves
            // can.
            v.why = "the server gave no validator; every byte is compared";
        }
    }
    v.step = Step::take;
    return v;
}

}  // namespace

Kind kind_of_status(int status) {
    switch (status) {
        case 401:
            return Kind::http_login_needed;
        case 407:
            return Kind::http_proxy_login_needed;
        case 404:
        case 410:
            return Kind::http_gone;
        case 429:
        case 503:
            return Kind::http_busy;
        default:
            return Kind::http_status;
    }
}

bool is_strong(const std::string& etag) {
    return etag.size() >= 2 && etag.front() == '"' && etag.back() == '"';
}

Verdict judge(const Ask& ask, const Holding& holding, const Answer& answer) {
    if (answer.status == 416) {
        return judge_416(ask, holding, answer);
    }
    if (answer.status == 412) {
        return changed("a condition failed");
    }
    if (answer.status == 206) {
        return judge_206(ask, holding, answer);
    }
    if (answer.status == 200 || answer.status == 203) {
        return judge_200(ask, holding, answer);
    }
    return judge_refusal(holding, answer.status);
}

Ask ask_for(ByteRange missing, const Holding& holding, const RangeMap& held, Proof proof) {
    Ask ask;
    ask.range = missing;
    if (holding.bytes == 0 && !holding.known) {
        return ask;
    }
    if (proof == Proof::cheapest && holding.same_address && is_strong(holding.resource.etag)) {
        ask.vouched = true;
        return ask;
    }
    // The held range that ends where the missing one begins.
    for (const ByteRange& range : held.ranges()) {
        if (range.end == missing.begin) {
            ask.overlap = std::min(overlap_bytes, range.size());
        }
    }
    ask.range.begin -= ask.overlap;
    ask.apart = ask.overlap == 0;
    return ask;
}

std::string resume_reason(const Resource& resource) {
    if (!resource.ranges) {
        return "The server sends only the whole file: going on reads it from the beginning and compares.";
    }
    if (is_strong(resource.etag)) {
        return "The server continues, and its ETag shows whether the file is still the same.";
    }
    return "The server continues; the last 64 KiB are fetched again and compared, for it gives no strong ETag.";
}

}  // namespace sluice::download
