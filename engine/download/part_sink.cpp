#include "engine/download/part_sink.h"

#include <sluice/url.h>

#include <algorithm>
#include <cstring>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/http/media_type.h"

namespace sluice::download {

namespace {

std::string text_of(std::optional<std::string_view> value) {
    return std::string(value.value_or(""));
}

std::string host_of(const std::string& url) {
    const auto parsed = Url::parse(url);
    return parsed ? parsed->host() : std::string();
}

}  // namespace

Answer answer_of(const transfer::ResponseHead& head) {
    Answer a;
    a.status = head.status;
    a.length = head.content_length;
    a.etag = text_of(head.headers.first("ETag"));
    a.last_modified = text_of(head.headers.first("Last-Modified"));
    a.type = http::parse_media_type(text_of(head.headers.first("Content-Type"))).essence;
    const std::string coding = text_of(head.headers.first("Content-Encoding"));
    a.coded = !coding.empty() && !base::equals_ignoring_case(coding, "identity");
    if (const auto range = head.headers.first("Content-Range")) {
        if (auto parsed = http::parse_content_range(*range)) {
            a.range = *parsed;
        } else {
            a.range_unreadable = true;
        }
    }
    return a;
}

Error error_of(const Verdict& verdict, const Answer& answer, const std::string& host) {
    ErrorArgs args;
    args.host = host;
    args.detail = verdict.why;
    args.status = answer.status;
    return fail(verdict.kind, std::move(args)).value();
}

async::Task<Result<void>> PartSink::begin(const transfer::ResponseHead& head) {
    answer_ = answer_of(head);
    verdict_ = judge(ask_, source_.holding(), answer_);
    judged_ = true;
    if (verdict_.step == Step::fail) {
        co_return tl::unexpected<Error>(error_of(verdict_, answer_, host_of(head.effective_url)));
    }
    if (verdict_.step != Step::take && verdict_.step != Step::complete) {
        co_return fail(Kind::cancelled);  // the body is of no use; the run sees the verdict
    }
    auto part = co_await source_.part_for(head, answer_, verdict_);
    if (!part) {
        co_return tl::unexpected<Error>(part.error());
    }
    if (verdict_.step == Step::complete) {
        co_return fail(Kind::cancelled);
    }
    part_ = *part;
    held_before_ = part_->held();
    position_ = verdict_.begin;
    co_return Result<void>{};
}

async::Task<Result<void>> PartSink::write(Bytes bytes) {
    if (bytes.size() > verdict_.end - position_) {
        ErrorArgs args;
        args.limit = static_cast<std::int64_t>(verdict_.end);
        args.detail = "more bytes came than were announced";
        co_return fail(Kind::http_length_conflict, std::move(args));
    }
    while (!bytes.empty()) {
        std::uint64_t end = position_ + bytes.size();
        bool held = false;
        for (const ByteRange& range : held_before_.ranges()) {
            if (range.begin <= position_ && position_ < range.end) {
                held = true;
                end = std::min(end, range.end);
            } else if (position_ < range.begin) {
                end = std::min(end, range.begin);
            }
        }
        const Bytes piece = bytes.first(end - position_);
        const ByteRange range{position_, end};
        Result<void> done;
        if (held) {
            done = co_await compare(range, piece);
        } else {
            done = co_await part_->write(position_, piece);
        }
        if (!done) {
            co_return done;
        }
        position_ = end;
        bytes = bytes.subspan(piece.size());
        source_.received(held ? 0 : piece.size());
    }
    co_return Result<void>{};
}

async::Task<Result<void>> PartSink::compare(ByteRange range, Bytes bytes) {
    const auto mine = co_await part_->read(range);
    if (!mine) {
        co_return tl::unexpected<Error>(mine.error());
    }
    if (std::memcmp(mine->data(), bytes.data(), bytes.size()) != 0) {
        verdict_.need = Need::decision;
        verdict_.kind = Kind::file_changed_on_server;
        verdict_.why = "bytes that are saved differ from what the server sends now";
        co_return tl::unexpected<Error>(error_of(verdict_, answer_, {}));
    }
    co_return Result<void>{};
}

}  // namespace sluice::download
