// What the workers of a fetch do next. What came of a request: fetch_after.cpp; what a request says: fetch_request.cpp.
#include "engine/download/fetch.h"

#include <algorithm>

#include "engine/async/first_of.h"
#include "engine/base/result.h"

namespace sluice::download {

namespace {

using namespace std::chrono_literals;

/// How often idle workers look whether a tail has stalled.
constexpr Duration idle_pace = 250ms;
/// Held bytes that a mirror must serve alike before it may bring others, and that are compared around a join.
constexpr std::uint64_t proof_bytes = overlap_bytes;
/// Never more to one host, whatever is asked for.
constexpr int most_per_host = 32;

async::Task<int> until(async::Event& stop) {
    co_await stop.wait();
    co_return 0;
}

}  // namespace

Fetch::Fetch(transfer::Engine& engine, const DownloadRequest& request, std::string address, Host& host)
    : engine_(engine),
      reactor_(engine.reactor()),
      request_(request),
      address_(std::move(address)),
      host_(host),
      sources_(make_sources(request.options->url, request.mirrors)),
      finder_(std::max(request.segments.most, 1)),
      wake_(reactor_),
      checks_(reactor_),
      documents_(reactor_),
      group_(reactor_) {
    tick_.wake = &wake_;
    tick_.fire = [](async::TimerNode* timer) noexcept { static_cast<Tick*>(timer)->wake->set(); };
    sources_.reserve(sources_.size() + most_offered);  // they are referred to while more are added
    limit_sources(0);
    if (const auto& pieces = request_.expected.pieces) {
        pieces_.emplace(*pieces);
        pieces_from_ = request_.expected.pieces_from;
    }
}

void Fetch::limit_sources(std::size_t first) {
    for (std::size_t i = first; i < sources_.size(); ++i) {
        Source& source = sources_[i];
        source.limit = most_per_host;
        const auto lesson = request_.hosts != nullptr ? request_.hosts->find(source.host, wall_s()) : std::nullopt;
        if (lesson && request_.segments.connections == 0) {
            source.limit = std::min(source.limit, lesson->connections);
        }
    }
}

Fetch::~Fetch() {
    for (FetchWorker& one : workers_) {
        retire(one);
    }
}

async::Task<Result<void>> Fetch::run() {
    if (const PartFile* part = host_.part()) {
        map_.set_held(part->held());
        const bool known = part->resource().size >= 0 && !part->held().empty();
        map_.set_size(known ? static_cast<std::uint64_t>(part->resource().size) : no_end);
    }
    while (!error_ && !done()) {
        give_out();
        check_pieces();
        if (group_.empty() && checks_.empty() && documents_.empty()) {
            give_up(last_error_ ? last_error_ : fail(Kind::internal).value(), last_need_);
            break;
        }
        arm();
        co_await wake_.wait();
        wake_.reset();
        while (group_.has_ended()) {
            auto ended = co_await group_.next();
            co_await after(worker(static_cast<int>(ended.tag)));
        }
        while (checks_.has_ended()) {
            const auto ended = co_await checks_.next();
            co_await after_check(ended.tag, ended.value);
        }
        while (documents_.has_ended()) {
            const auto ended = co_await documents_.next();
            after_description(ended.value);
        }
        look();
    }
    end_all();
    if (error_) {
        co_return tl::unexpected<Error>(error_);
    }
    co_return Result<void>{};
}

bool Fetch::done() const {
    return documents_.empty() && pieces_done() && (over_ || fetched());
}

/// All bytes are held; their digests may still be wrong.
bool Fetch::fetched() const {
    const PartFile* part = const_cast<Host&>(host_).part();
    return part != nullptr && map_.size() > 0 && map_.complete() && part->joins().empty();
}

/// Those that are still at it when everything is there: tails fetched twice, answers that were cut.
void Fetch::end_all() {
    for (FetchWorker& one : workers_) {
        if (one.working && !one.info.requests.empty() && one.info.requests.back().end_reason.empty()) {
            one.info.requests.back().end_reason = "not needed any more";
            closed_early_ += one.answered ? 1 : 0;
        }
        if (one.working) {
            host_.worker_moved(one, true);
        }
    }
    tick_.cancel();
}

int Fetch::wanted() const {
    const PartFile* part = const_cast<Host&>(host_).part();
    const bool pieces = established_ && !whole_ && part != nullptr && part->resource().ranges && map_.size() != no_end;
    if (!pieces) {
        return 1;
    }
    int room = 0;
    for (const Source& source : sources_) {
        room += source.usable() ? source.limit : 0;
    }
    const int wished = request_.segments.connections > 0 ? request_.segments.connections : finder_.wanted();
    return std::max(1, std::min(wished, room));
}

int Fetch::staffed() const {
    return static_cast<int>(
        std::count_if(workers_.begin(), workers_.end(), [](const FetchWorker& w) { return !w.retired; }));
}

/// Makes workers until there are as many as are wanted and the limits allow.
void Fetch::staff() {
    while (staffed() < wanted()) {
        const int source = choose_source(sources_, !established_ && host_.part() == nullptr);
        if (source < 0) {
            return;
        }
        Source& from = sources_[static_cast<std::size_t>(source)];
        if (request_.budget != nullptr && staffed() > 0 && !request_.budget->has_room(from.host)) {
            return;
        }
        FetchWorker& fresh = workers_.emplace_back(reactor_, next_number_++);
        fresh.source = static_cast<std::size_t>(source);
        fresh.on_moved = [this, &fresh] { host_.worker_moved(fresh, false); };
        ++from.workers;
        if (request_.budget != nullptr) {
            request_.budget->take(from.host);
        }
    }
}

void Fetch::give_out() {
    if (over_) {
        return;  // only what is held is being checked
    }
    note_waiting();
    for (auto at = workers_.rbegin(); at != workers_.rend() && staffed() > wanted(); ++at) {
        if (!at->retired) {
            dismiss(*at, "given back: more connections do not help");
            retire(*at);
        }
    }
    staff();
    for (FetchWorker& one : workers_) {
        Order order;
        if (one.idle() && one.ready <= now() && plan(one, order)) {
            begin(one, order);
        }
    }
}

std::vector<Standing> Fetch::standings() const {
    std::vector<Standing> crew;
    for (const FetchWorker& one : workers_) {
        const bool can_work = one.working || (one.idle() && one.ready <= now() && sources_[one.source].proven);
        if (!one.retired && can_work) {
            const double silence = std::chrono::duration<double>(one.speed.silence(now())).count();
            crew.push_back({one.number, one.speed.rate(now()), one.setup, one.working ? silence : 0});
        }
    }
    return crew;
}

bool Fetch::plan(FetchWorker& one, Order& order) {
    if (whole_) {
        order.range = {0, no_end};
        order.ask.ranged = false;
        return working_ == 0;
    }
    const bool proven = source_of(one).proven;
    const bool all_held = map_.size() != no_end && map_.complete();  // only joins are left to be proven
    if ((established_ || !proven || all_held) && plan_proof(one, order)) {
        return true;
    }
    if (!proven) {
        return false;
    }
    const PlannedStep step = step_for(one);
    if (step.what == PlannedStep::What::wait) {
        return false;
    }
    if (step.what == PlannedStep::What::take_over) {
        map_.cut(step.victim, step.range.begin);
        host_.log(LogLevel::detail, -1,
                  "Taking over bytes from " + std::to_string(step.range.begin) + " on: another connection is slower");
    }
    order.range = step.range;
    order.reach = step.what == PlannedStep::What::second ? SegmentMap::Reach::second
                  : step.open                            ? SegmentMap::Reach::open
                                                         : SegmentMap::Reach::exact;
    order.ask = ask_about(one, step.range, step.open);
    return true;
}

/// Bytes that are held, to be compared: a mirror's first ones, or those around a join.
bool Fetch::plan_proof(FetchWorker& one, Order& order) const {
    const PartFile* part = const_cast<Host&>(host_).part();
    if (part == nullptr) {
        return false;
    }
    const auto ask_for_proof = [&](ByteRange range) {
        order.range = range;
        order.ask.range = range;
        order.ask.overlap = range.size();
    };
    if (!sources_[one.source].proven) {
        // What is held and not compared with its digest may be wrong itself.
        const bool checked = pieces_ && std::any_of(sources_.begin(), sources_.end(),
                                                    [](const Source& s) { return s.main && s.usable(); });
        const std::uint64_t least = checked ? 1 : std::min<std::uint64_t>(proof_bytes, map_.size());
        for (const ByteRange& range : (checked ? pieces_->good() : part->held()).ranges()) {
            if (range.size() >= least) {
                order.what = Order::What::proof_source;
                ask_for_proof({range.begin, std::min(range.end, range.begin + proof_bytes)});
                return true;
            }
        }
        return false;
    }
    for (const std::uint64_t join : part->joins()) {
        const ByteRange around{join - std::min(join, proof_bytes / 2), std::min(map_.size(), join + proof_bytes / 2)};
        const bool taken = std::any_of(workers_.begin(), workers_.end(), [&](const FetchWorker& w) {
            return w.working && w.order.what == Order::What::proof_join && w.order.join == join;
        });
        if (!taken && around.begin < around.end && part->held().contains(around)) {
            order.what = Order::What::proof_join;
            order.join = join;
            ask_for_proof(around);
            return true;
        }
    }
    return false;
}

Ask Fetch::ask_about(FetchWorker& one, ByteRange range, bool open) {
    if (open) {
        range.end = no_end;
    }
    const Proof proof = source_of(one).loose_tag ? Proof::overlap : Proof::cheapest;
    return ask_for(range, holding(one.number), map_.held(), proof);
}

void Fetch::begin(FetchWorker& one, const Order& order) {
    one.order = order;
    one.working = true;
    one.answered = one.dismissed = false;
    one.gained = 0;
    one.result = Result<void>{};
    one.told.clear();
    one.mark = -1;
    one.asked = now();
    one.speed.begin(now());
    one.info = Info();
    one.stop.reset();
    PieceSource& source = *this;
    one.sink = std::make_unique<PieceSink>(source, one.number, order.ask);
    if (order.what == Order::What::piece) {
        map_.claim(one.number, order.range, order.reach);
    }
    ++working_;
    group_.start(static_cast<std::size_t>(one.number), carry_out(one));
}

async::Task<Fetch::Ended> Fetch::carry_out(FetchWorker& one) {
    transfer::Request request;
    request.options = options_for(one);
    const auto share = request_.rates != nullptr ? request_.rates->join(request_.rate_buckets) : nullptr;
    request.gate = share.get();
    auto ended = co_await async::first_of(transfer::run(engine_, request, *one.sink, one, one.info), until(one.stop));
    if (ended.a) {
        one.result = std::move(*ended.a);
    } else {
        one.result = fail(Kind::cancelled);
    }
    wake_.set();
    co_return ended.a ? Ended::by_itself : Ended::stopped;
}

/// Ends its present request: what it still had to do is done by others, or not wanted.
void Fetch::dismiss(FetchWorker& one, const char* why) {
    if (!one.working || one.dismissed) {
        return;
    }
    one.dismissed = true;
    map_.release(one.number);
    one.stop.set();
    host_.log(LogLevel::detail, -1, std::string("Connection closed, ") + why);
}

void Fetch::look_at(FetchWorker& one) {
    const Claim* claim = map_.find(one.number);
    if (claim == nullptr || map_.rest_of(*claim) > 0 || one.sink->draining()) {
        return;
    }
    const bool more_comes = !one.sink->judged() || one.sink->position() < one.sink->verdict().end;
    if (more_comes) {
        dismiss(one, "somebody else has brought the rest");
    }
}

void Fetch::look() {
    for (FetchWorker& one : workers_) {
        if (one.working) {
            look_at(one);
        }
    }
    if (request_.segments.connections == 0 && established_ && wanted() >= finder_.wanted()) {
        int delivering = 0;
        for (const FetchWorker& one : workers_) {
            delivering += one.working && one.answered ? 1 : 0;
        }
        finder_.look({now(), received_, delivering, map_.missing()});
    }
    FetchWorker* youngest = nullptr;
    for (FetchWorker& one : workers_) {
        youngest = one.retired ? youngest : &one;
    }
    if (request_.budget != nullptr && youngest != nullptr && staffed() > 1 &&
        request_.budget->is_over(source_of(*youngest).host)) {
        dismiss(*youngest, "given back: another download needs it");
        retire(*youngest);
    }
}

void Fetch::arm() {
    std::optional<Instant> due;
    const auto at = [&](Instant when) { due = due ? std::min(*due, when) : when; };
    bool idle = false;
    for (const FetchWorker& one : workers_) {
        if (one.idle() && one.ready > now()) {
            at(one.ready);
        }
        idle = idle || one.idle();
    }
    if (idle && working_ > 0 && established_) {
        at(now() + idle_pace);
    }
    if (request_.segments.connections == 0 && established_ && wanted() >= finder_.wanted() && map_.size() != no_end) {
        if (const auto next = finder_.next_look(now())) {
            at(std::max(*next, now() + 10ms));
        }
    }
    tick_.cancel();
    if (due) {
        reactor_.timers().arm(tick_, *due);
    }
}

FetchWorker& Fetch::worker(int number) {
    return *std::find_if(workers_.begin(), workers_.end(), [&](const FetchWorker& w) { return w.number == number; });
}

const FetchWorker& Fetch::worker(int number) const {
    return const_cast<Fetch*>(this)->worker(number);
}

std::vector<Segment> Fetch::segments() const {
    std::vector<Segment> out;
    for (const Claim& claim : map_.claims()) {
        const FetchWorker& one = worker(claim.worker);
        Segment segment;
        segment.range = {claim.begin, map_.end_of(claim)};
        segment.position = claim.position;
        segment.connection_id = one.info.requests.empty() ? -1 : one.info.requests.back().connection_id;
        segment.rate = one.speed.rate(now());
        out.push_back(segment);
    }
    std::sort(out.begin(), out.end(), [](const Segment& a, const Segment& b) { return a.range.begin < b.range.begin; });
    return out;
}

}  // namespace sluice::download
