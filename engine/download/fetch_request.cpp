// What a request of a fetch says, and what its sink asks while the answer comes.
#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/download/address_options.h"
#include "engine/download/fetch.h"

namespace sluice::download {

namespace {

using namespace std::chrono_literals;

bool is_named(const std::string& line, std::string_view name) {
    return base::starts_with_ignoring_case(line, name) && line.size() > name.size() &&
           (line[name.size()] == ':' || line[name.size()] == ';');
}

/// After so long with others at work a refusal counts as a limit of the server.
constexpr Duration confirmed_after = 500ms;
constexpr double newest_weight = 0.5;

/// The error of a source that has another size than the file must have; -1: not known.
std::optional<Error> wrong_size(std::int64_t expected, std::int64_t found) {
    if (expected < 0 || found < 0 || expected == found) {
        return std::nullopt;
    }
    ErrorArgs args;
    args.detail = "the size does not match (expected " + std::to_string(expected) + " bytes, found " +
                  std::to_string(found) + ")";
    return fail(Kind::checksum_mismatch, std::move(args)).value();
}

}  // namespace

std::shared_ptr<const Options> Fetch::options_for(const FetchWorker& one) const {
    const Source& source = sources_[one.source];
    const Ask& ask = one.order.ask;
    auto options = std::make_shared<Options>(*request_.options);
    RequestOptions& request = *options->request;
    std::erase_if(request.headers, [](const std::string& line) {
        return is_named(line, "Range") || is_named(line, "If-Range") || is_named(line, "Accept-Encoding");
    });
    aim_at(*options, source.url, source.https_only ? Schemes::https_only : Schemes::as_asked);
    request.no_body = false;
    request.resume_from = 0;
    request.fail_on_error = false;
    options->http->accept_encoding = "identity";
    options->http->content_decoding = !host_.stores_as_sent();
    request.range.clear();
    if (ask.ranged) {
        request.range = std::to_string(ask.range.begin) + "-";
        if (ask.range.end != no_end) {
            request.range += std::to_string(ask.range.end - 1);
        }
    }
    if (ask.vouched) {
        const std::string& tag = source.main ? host_.part()->resource().etag : source.facts.etag;
        request.headers.push_back("If-Range: " + tag);
    }
    options->redirect->follow = Follow::all;
    // The library waits as long as its user says, which is for ever by default; a download does not.
    TimeoutOptions& times = *options->timeouts;
    const TimeoutOptions defaults;
    times.connect = times.connect == defaults.connect ? 30s : times.connect;
    times.first_byte = times.first_byte == defaults.first_byte ? 60s : times.first_byte;
    times.idle = times.idle == defaults.idle ? 30s : times.idle;
    return options;
}

Holding Fetch::holding(int number) {
    static const Resource none;
    const PartFile* part = host_.part();
    if (part == nullptr) {
        return Holding{none, 0, 0, true, false};
    }
    const Source& source = source_of(worker(number));
    const std::uint64_t bytes = part->held().total();
    const std::uint64_t end = part->held().end();
    if (!source.main) {
        return source.proven ? Holding{source.facts, bytes, end, true, true}
                             : Holding{part->resource(), bytes, end, false, true};
    }
    const Resource& resource = part->resource();
    const bool same = established_ || resource.url.empty() || resource.url == address_;
    return Holding{resource, bytes, end, same, established_};
}

bool Fetch::may_take_whole(int number) {
    return !established_ || (working_ == 1 && source_of(worker(number)).main);
}

Resource Fetch::facts_of(const FetchWorker& one, const Answer& answer, const Verdict& verdict) const {
    const PartFile* part = const_cast<Host&>(host_).part();
    Resource facts;
    if (part != nullptr) {
        facts = part->resource();
    }
    if (part == nullptr || part->held().empty()) {
        facts.size = -1;
        facts.etag.clear();
        facts.last_modified.clear();
        facts.digest.reset();
    }
    facts.generation = std::max<std::uint64_t>(facts.generation, 1);
    facts.url = sources_[one.source].address;
    facts.size = verdict.size >= 0 ? verdict.size : facts.size;
    facts.ranges = verdict.ranges && !answer.coded;
    facts.etag = answer.etag.empty() ? facts.etag : answer.etag;
    facts.last_modified = answer.last_modified.empty() ? facts.last_modified : answer.last_modified;
    facts.type = answer.type.empty() ? facts.type : answer.type;
    facts.digest = answer.digest ? answer.digest : facts.digest;
    return facts;
}

async::Task<Result<PartFile*>> Fetch::head_came(int number, const transfer::ResponseHead& head, const Answer& answer,
                                                const Verdict& verdict) {
    FetchWorker& one = worker(number);
    one.answered = true;
    const double took = std::chrono::duration<double>(now() - one.asked).count();
    one.setup = one.setup > 0 ? one.setup * (1 - newest_weight) + took * newest_weight : took;
    if (request_.hosts != nullptr) {
        const Source& source = source_of(one);
        const auto at_work = std::count_if(workers_.begin(), workers_.end(), [&](const FetchWorker& w) {
            return w.working && w.answered && w.source == one.source;
        });
        request_.hosts->disprove(source.host, static_cast<int>(at_work));
    }
    if (const auto wrong = wrong_size(request_.expected.size, verdict.size)) {
        co_return tl::unexpected<Error>(*wrong);
    }
    if (!established_ && source_of(one).main) {
        const Resource facts = facts_of(one, answer, verdict);
        auto made = co_await host_.establish(head, facts);
        if (!made) {
            if (made.error().kind != Kind::cancelled) {
                give_up(made.error());
            }
            co_return tl::unexpected<Error>(made.error());
        }
        map_.set_held(host_.part()->held());
        note_links(head);
    }
    PartFile* part = host_.part();
    if (answer.status != 206 && one.order.what == Order::What::piece) {
        map_.claim(number, {0, no_end}, SegmentMap::Reach::exact);  // all of it comes, through what is held too
    }
    if (verdict.unproven) {
        std::uint64_t join = verdict.begin;
        if (join == 0) {
            const Claim* claim = map_.find(number);
            Claim open = claim != nullptr ? *claim : Claim{};
            open.open = true;
            join = map_.end_of(open);
        }
        if (join < map_.size()) {
            auto noted = co_await part->mark(join, JoinMark::unproven);
            if (!noted) {
                co_return tl::unexpected<Error>(noted.error());
            }
        }
    }
    co_return part;
}

async::Task<Result<void>> Fetch::facts_hold(int number) {
    FetchWorker& one = worker(number);
    if (established_) {
        co_return Result<void>{};
    }
    if (source_of(one).main) {
        const Resource facts = facts_of(one, one.sink->answer(), one.sink->verdict());
        auto noted = co_await host_.settle(facts);
        if (!noted) {
            give_up(noted.error());
            co_return noted;
        }
    }
    established_ = true;
    const std::int64_t size = host_.part()->resource().size;
    map_.set_size(size >= 0 ? static_cast<std::uint64_t>(size) : no_end);
    wake_.set();  // others may begin
    use_links();
    co_return Result<void>{};
}

std::uint64_t Fetch::boundary(int number) const {
    const FetchWorker& one = worker(number);
    if (one.order.what != Order::What::piece) {
        return one.order.range.end;
    }
    const Claim* claim = map_.find(number);
    return claim == nullptr ? 0 : map_.end_of(*claim);
}

void Fetch::brought(int number, std::uint64_t position, const Brought& bytes) {
    const auto [fresh, doubled, compared] = bytes;
    FetchWorker& one = worker(number);
    Source& source = source_of(one);
    one.speed.add(now(), fresh + doubled + compared);
    one.gained += fresh;
    received_ += fresh + doubled;
    doubled_ += doubled;
    if (one.order.what == Order::What::piece) {
        map_.advance(number, position);
    }
    if (fresh > 0) {
        source.brought.add({position - fresh, position});
    }
    if (pieces_ &&
        (position >= map_.size() || position / pieces_->length() != (position - fresh) / pieces_->length())) {
        wake_.set();  // a piece may be whole
    }
    if (fresh > 0 && !source.refusal.empty() && now() - source.refused_at >= confirmed_after) {
        learn_from(one);
    }
    host_.bytes_came(fresh);
}

double Fetch::rate(int number) const {
    return worker(number).speed.rate(now());
}

std::int64_t Fetch::wall_s() const {
    const WallTime wall = reactor_.world().clock().wall();
    return std::chrono::duration_cast<std::chrono::seconds>(wall.time_since_epoch()).count();
}

}  // namespace sluice::download
