// What an ended request means for its worker, its source and the whole fetch.
#include <algorithm>

#include "engine/base/result.h"
#include "engine/download/fetch.h"

namespace sluice::download {

namespace {

using namespace std::chrono_literals;

/// A worker that gets answers without anything new in them asks so often.
constexpr int most_fruitless = 4;
/// Attempts without a new byte, per worker, while others go on.
constexpr int most_failures = 5;
/// A connection that brought so much before it broke is made again at once.
constexpr std::uint64_t enough_progress = 64 * 1024;

std::string host_only(const Source& source) {
    return source.host.substr(0, source.host.rfind(':'));
}

bool is_refusal(Kind kind) {
    return kind == Kind::http_busy || kind == Kind::net_refused || kind == Kind::net_reset ||
           kind == Kind::net_got_nothing || kind == Kind::net_connect_timeout;
}

}  // namespace

void Fetch::give_up(const Error& error, Need need) {
    if (!error_) {
        error_ = error;
        need_ = need;
    }
}

void Fetch::retire(FetchWorker& one) {
    if (one.retired) {
        return;
    }
    one.retired = true;
    Source& source = source_of(one);
    --source.workers;
    if (request_.budget != nullptr) {
        request_.budget->give(source.host);
    }
}

async::Task<void> Fetch::after(FetchWorker& one) {
    one.working = false;
    --working_;
    map_.release(one.number);
    Source& source = source_of(one);
    if (const double rate = one.speed.rate(now()); rate > 0) {
        source.rate = rate;
    }
    const PieceSink& sink = *one.sink;
    const bool cut = (sink.stopped() && !sink.draining()) || (one.dismissed && one.answered);
    closed_early_ += cut ? 1 : 0;
    if (!one.result && !one.info.requests.empty() && (cut || one.dismissed)) {
        one.info.requests.back().end_reason = "stopped: others have the rest";
    }
    host_.worker_moved(one, true);
    one.fruitless = one.gained > 0 ? 0 : one.fruitless + 1;
    if (one.dismissed || cut) {
        one.fruitless = 0;
        co_return;
    }
    if (error_ || over_) {
        co_return;
    }
    if (!sink.judged()) {
        after_failure(one, one.result ? fail(Kind::internal).value() : one.result.error(), Need::nothing);
        co_return;
    }
    const Verdict& verdict = sink.verdict();
    if (*verdict.why != '\0') {
        host_.log(verdict.step == Step::fail ? LogLevel::warning : LogLevel::info, -1, verdict.why);
    }
    switch (verdict.step) {
        case Step::complete:
            over_ = true;
            co_return;
        case Step::again_whole:
            if (whole_ || !source.main) {
                after_failure(one, fail(Kind::http_range_wrong).value(), Need::nothing);
            } else if (working_ == 0) {
                whole_ = true;
            } else {
                source.limit = std::max(source.workers - 1, 1);
                retire(one);
            }
            co_return;
        case Step::again_overlap:
            if (!sink.ask().vouched) {
                after_failure(one, fail(Kind::http_range_wrong).value(), Need::nothing);
            }
            source.loose_tag = true;
            co_return;
        case Step::fail: {
            const Error error = one.result ? error_of(verdict, sink.answer(), host_only(source)) : one.result.error();
            after_failure(one, error, verdict.need);
            co_return;
        }
        case Step::take:
            break;
    }
    if (!one.result && verdict.kind == Kind::file_changed_on_server) {
        co_await after_mismatch(one, one.result.error());
        co_return;
    }
    if (!one.result) {
        if (host_.stores_as_sent() && one.result.error().kind == Kind::cancelled) {
            co_return;  // found to be an archive: once more, as sent
        }
        after_failure(one, one.result.error(), verdict.need);
        co_return;
    }
    co_await after_body(one);
}

async::Task<void> Fetch::after_body(FetchWorker& one) {
    const PieceSink& sink = *one.sink;
    const Verdict& verdict = sink.verdict();
    PartFile& part = *host_.part();
    const bool to_the_end = sink.stopped() || verdict.end == no_end || sink.position() >= verdict.end;
    if (!to_the_end) {
        ErrorArgs args;
        args.host = host_only(source_of(one));
        args.bytes = static_cast<std::int64_t>(sink.position());
        args.limit = static_cast<std::int64_t>(verdict.end);
        after_failure(one, fail(Kind::http_short_body, std::move(args)).value(), Need::nothing);
        co_return;
    }
    if (one.order.what == Order::What::proof_source) {
        after_proof(one);
        co_return;
    }
    if (one.order.what == Order::What::proof_join) {
        one.fruitless = 0;
        if (sink.position() >= one.order.range.end) {
            auto proven = co_await part.mark(one.order.join, JoinMark::proven);
            if (!proven) {
                give_up(proven.error());
            }
        }
        co_return;
    }
    if (verdict.end == no_end && sink.position() < part.held().end()) {
        ErrorArgs args;
        args.host = host_only(source_of(one));
        args.bytes = static_cast<std::int64_t>(sink.position());
        args.detail = "the server has a shorter file";
        give_up(fail(Kind::file_changed_on_server, std::move(args)).value(), Need::decision);
        co_return;
    }
    if (fetched()) {
        co_return;
    }
    const bool nothing_new = one.fruitless > 0 && sink.position() == part.held().end();
    const bool unknown = verdict.size < 0 && part.resource().size < 0;
    const bool endless = sink.answer().status != 206 && verdict.size <= 0;
    if ((endless && !sink.stopped()) || (unknown && nothing_new)) {
        // A body without a length that ended in good order, or pieces of an unknown whole behind which nothing comes.
        host_.log(LogLevel::warning, -1, "The server did not say how long the file is; it ends where the server ended");
        over_ = true;
    } else if (one.fruitless >= most_fruitless) {
        after_failure(one, fail(Kind::http_short_body).value(), Need::nothing);
    } else if (worth_leaving(sources_, one.source)) {
        retire(one);  // the next one is made where more comes
    }
}

void Fetch::after_proof(FetchWorker& one) {
    Source& source = source_of(one);
    const Answer& answer = one.sink->answer();
    source.proven = true;
    source.facts = host_.part()->resource();
    source.facts.url = source.address;
    source.facts.etag = answer.etag;
    source.facts.last_modified = answer.last_modified;
    one.fruitless = 0;
    host_.log(LogLevel::info, -1, "The mirror " + source.host + " serves the same bytes");
}

/// Bytes were compared and are not the same.
async::Task<void> Fetch::after_mismatch(FetchWorker& one, const Error& error) {
    Source& source = source_of(one);
    RangeMap wrong = one.sink->fresh();
    bool mirrors_did_it = !source.main;
    if (one.order.what == Order::What::proof_join) {
        for (Source& other : sources_) {
            if (!other.main && !other.brought.empty()) {
                mirrors_did_it = true;
                wrong.add_all(other.brought);
                other.brought.clear();
                drop(other, "its bytes do not fit the others");
            }
        }
    } else if (!source.main) {
        drop(source, "its bytes differ from those that are saved");
    }
    if (!wrong.empty()) {
        host_.log(LogLevel::warning, -1, "Withdrawing " + std::to_string(wrong.total()) + " bytes of another version");
        auto withdrawn = co_await host_.part()->retract(wrong);
        if (!withdrawn) {
            give_up(withdrawn.error());
            co_return;
        }
        for (const ByteRange& range : pieces_ ? wrong.ranges() : std::vector<ByteRange>()) {
            pieces_->reopen(range);
        }
    }
    if (!mirrors_did_it) {
        give_up(error, Need::decision);
    }
}

void Fetch::drop(Source& source, const std::string& why) {
    if (!source.usable()) {
        return;
    }
    source.dropped = why;
    host_.log(LogLevel::warning, -1, "Leaving out " + source.host + ": " + why);
    for (FetchWorker& one : workers_) {
        if (&source_of(one) == &source && !one.retired) {
            dismiss(one, "its source is left out");
            retire(one);
        }
    }
    // Nothing is held yet: whoever is next says what is right.
    const PartFile* part = host_.part();
    if (source.main && (part == nullptr || part->held().empty())) {
        source.main = false;
        const auto next = std::find_if(sources_.begin(), sources_.end(), [](const Source& s) { return s.usable(); });
        if (next != sources_.end()) {
            next->main = next->proven = true;
            established_ = false;
        }
    }
}

void Fetch::learn_from(const FetchWorker& one) {
    Source& source = source_of(one);
    if (request_.hosts != nullptr) {
        request_.hosts->learn(source.host, source.limit, source.refusal, wall_s());
    }
    source.refusal.clear();
}

/// One connection too many: as many as work now are what the server allows.
void Fetch::refused(FetchWorker& one, const Error& error) {
    Source& source = source_of(one);
    int others = 0;
    for (const FetchWorker& other : workers_) {
        others += other.working && other.answered && other.source == one.source ? 1 : 0;
    }
    if (others == 0) {
        return;
    }
    source.limit = others;
    source.refusal = error.text();
    source.refused_at = now();
    host_.log(LogLevel::info, -1,
              source.host + " lets " + std::to_string(others) + " connections work at once: " + error.text());
    retire(one);
    int room = 0;
    for (const Source& each : sources_) {
        room += each.usable() ? each.limit : 0;
    }
    finder_.limit(room);
}

void Fetch::after_failure(FetchWorker& one, const Error& error, Need need) {
    Source& source = source_of(one);
    last_error_ = error;
    last_need_ = need;
    retry_after_s_ = one.info.http.retry_after_s;
    const bool spare = std::any_of(sources_.begin(), sources_.end(),
                                   [&](const Source& s) { return &s != &source && s.usable() && s.limit > 0; });
    if (one.sink->disk_failed()) {
        give_up(error);
        return;
    }
    if (need == Need::decision && source.main) {
        give_up(error, need);
        return;
    }
    host_.log(LogLevel::warning, -1, error.text());
    const base::Retry how = base::facts_of(error.kind).retry;
    const bool again = need == Need::nothing && (how == base::Retry::transient || how == base::Retry::once);
    if (again && one.gained >= enough_progress) {
        return;  // it goes on at once
    }
    if (!source.main && (!again || one.fruitless >= most_failures)) {
        drop(source, error.text());
        return;
    }
    if (working_ == 0) {
        if (spare) {
            drop(source, error.text());
        } else {
            give_up(error, need);
        }
        return;
    }
    if (again && is_refusal(error.kind) && !one.answered) {
        refused(one, error);
    }
    if (!one.retired && (!again || one.fruitless >= most_failures)) {
        source.limit = std::max(source.workers - 1, 1);
        retire(one);
        return;
    }
    const int doublings = std::clamp(one.fruitless - 1, 0, 6);
    const auto thousandths = static_cast<std::int64_t>(reactor_.world().random().next() % 501) + 750;
    const Duration wait = std::chrono::milliseconds((std::int64_t{1} << doublings) * thousandths);
    one.ready = now() + std::max<Duration>(wait, std::chrono::seconds(retry_after_s_));
}

}  // namespace sluice::download
