#include "engine/download/piece_sink.h"

#include <sluice/url.h>

#include <algorithm>
#include <cstring>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/download/file_hash.h"
#include "engine/http/media_type.h"

namespace sluice::download {

namespace {

constexpr std::uint64_t drained_bytes = 256 * 1024;
constexpr double drained_seconds = 0.05;

std::string text_of(std::optional<std::string_view> value) {
    return std::string(value.value_or(""));
}

std::string host_of(const std::string& url) {
    const auto parsed = Url::parse(url);
    return parsed ? parsed->host() : std::string();
}

}  // namespace

/// Longer ones are the stronger ones. What is decoded is not what the digests speak of.
std::optional<http::GivenDigest> digest_of(const transfer::ResponseHead& head) {
    std::optional<http::GivenDigest> strongest;
    if (head.decoded) {
        return strongest;
    }
    for (http::GivenDigest& digest : http::digests_of_whole(head.status, head.headers)) {
        const bool usable = named_hash(digest.algorithm, digest.hex).has_value();
        if (usable && (!strongest || strongest->hex.size() < digest.hex.size())) {
            strongest = std::move(digest);
        }
    }
    return strongest;
}

Answer answer_of(const transfer::ResponseHead& head) {
    Answer a;
    a.status = head.status;
    a.length = head.content_length;
    a.etag = text_of(head.headers.first("ETag"));
    a.last_modified = text_of(head.headers.first("Last-Modified"));
    a.type = http::parse_media_type(text_of(head.headers.first("Content-Type"))).essence;
    a.digest = digest_of(head);
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

async::Task<Result<void>> PieceSink::begin(const transfer::ResponseHead& head) {
    answer_ = answer_of(head);
    verdict_ = judge(ask_, source_.holding(worker_), answer_);
    judged_ = true;
    const bool whole = verdict_.step == Step::take && answer_.status != 206;
    if (whole && !source_.may_take_whole(worker_)) {
        verdict_.step = Step::fail;
        verdict_.kind = Kind::http_range_ignored;
        verdict_.why = "the whole file came where a piece was asked for";
    }
    if (verdict_.step == Step::fail) {
        co_return tl::unexpected<Error>(error_of(verdict_, answer_, host_of(head.effective_url)));
    }
    if (verdict_.step != Step::take && verdict_.step != Step::complete) {
        co_return fail(Kind::cancelled);  // the body is of no use; the fetch sees the verdict
    }
    auto part = co_await source_.head_came(worker_, head, answer_, verdict_);
    if (!part) {
        co_return tl::unexpected<Error>(part.error());
    }
    part_ = *part;
    held_before_ = part_->held();
    position_ = verdict_.begin;
    compare_until_ = whole ? no_end : ask_.range.begin + ask_.overlap;
    const bool nothing_to_compare = ask_.overlap == 0 && (!whole || held_before_.empty());
    if (verdict_.step == Step::complete || nothing_to_compare) {
        settled_ = true;
        auto noted = co_await source_.facts_hold(worker_);
        if (!noted) {
            co_return noted;
        }
    }
    if (verdict_.step == Step::complete) {
        co_return fail(Kind::cancelled);
    }
    co_return Result<void>{};
}

/// The bytes from position_ on up to here are all held before, all held since, or all missing.
std::uint64_t PieceSink::end_of_run() const {
    std::uint64_t end = no_end;
    for (const RangeMap* map : {&held_before_, &part_->held()}) {
        for (const ByteRange& range : map->ranges()) {
            if (range.end > position_) {
                end = std::min(end, range.begin <= position_ ? range.end : range.begin);
                break;
            }
        }
    }
    return position_ < compare_until_ ? std::min(end, compare_until_) : end;
}

Result<void> PieceSink::stop() {
    stopped_ = true;
    const std::uint64_t rest = verdict_.end == no_end ? no_end : verdict_.end - position_;
    const double rate = source_.rate(worker_);
    draining_ = rest <= drained_bytes || (rest != no_end && static_cast<double>(rest) <= rate * drained_seconds);
    return draining_ ? Result<void>{} : Result<void>(fail(Kind::cancelled));
}

async::Task<Result<void>> PieceSink::write(Bytes bytes) {
    if (bytes.size() > verdict_.end - position_) {
        ErrorArgs args;
        args.limit = static_cast<std::int64_t>(verdict_.end);
        args.detail = "more bytes came than were announced";
        co_return fail(Kind::http_length_conflict, std::move(args));
    }
    while (!bytes.empty() && !stopped_) {
        auto room = co_await part_->room(bytes.size());
        disk_failed_ = !room;
        if (!room) {
            co_return room;
        }
        // Nothing is awaited between looking at the maps and handing the bytes over: two that fetch the same bytes
        // never both count them.
        const std::uint64_t boundary = std::max(source_.boundary(worker_), position_);
        const std::uint64_t end = std::min({position_ + bytes.size(), end_of_run(), boundary});
        const Bytes piece = bytes.first(end - position_);
        if (!piece.empty()) {
            const ByteRange range{position_, end};
            auto done = co_await place(range, piece);
            if (!done) {
                co_return done;
            }
            bytes = bytes.subspan(piece.size());
        }
        if (position_ >= source_.boundary(worker_) && position_ < verdict_.end) {
            auto goes_on = stop();
            if (!goes_on) {
                co_return goes_on;
            }
        }
    }
    if (!bytes.empty()) {
        position_ += bytes.size();
        source_.brought(worker_, position_, Brought{0, bytes.size(), 0});
    }
    co_return Result<void>{};
}

async::Task<Result<void>> PieceSink::place(ByteRange range, Bytes bytes) {
    const bool held = part_->held().contains(range);
    const bool to_compare = range.begin < compare_until_ && held_before_.contains(range);
    if (to_compare) {
        auto same = co_await compare(range, bytes);
        if (!same) {
            co_return same;
        }
        compared_ += range.size();
    } else if (!held) {
        fresh_.add(range);
        part_->put(range.begin, bytes);
    }
    position_ = range.end;
    Brought became;
    (to_compare ? became.compared : held ? became.doubled : became.fresh) = range.size();
    source_.brought(worker_, position_, became);
    const bool enough = ask_.overlap > 0 ? position_ >= ask_.range.begin + ask_.overlap
                                         : compared_ >= std::min(overlap_bytes, held_before_.total());
    if (!settled_ && enough) {
        settled_ = true;
        co_return co_await source_.facts_hold(worker_);
    }
    co_return Result<void>{};
}

async::Task<Result<void>> PieceSink::compare(ByteRange range, Bytes bytes) {
    const auto mine = co_await part_->read(range);
    if (!mine) {
        disk_failed_ = true;
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
