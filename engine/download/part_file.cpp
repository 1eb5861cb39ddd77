#include "engine/download/part_file.h"

#include <atomic>
#include <utility>

#include "engine/async/offload.h"
#include "engine/base/result.h"
#include "engine/download/disk_error.h"

namespace sluice::download {

namespace {
constexpr std::uint64_t most_queued = 8ULL * 1024 * 1024;
constexpr std::uint64_t most_unflushed = 1024ULL * 1024 * 1024;
constexpr Duration tick_time = std::chrono::seconds(1);
constexpr int ticks_per_flush = 2;
}  // namespace

/// Where the strand's news go: to the PartFile while there is one. `posted` keeps one post on its way at most.
struct PartFile::Watcher {
    PartFile* owner = nullptr;  // the reactor's thread only
    std::atomic<bool> posted{false};
};

std::shared_ptr<PartLink> PartFile::make_link(async::Reactor& reactor, const std::shared_ptr<Watcher>& watcher) {
    return std::make_shared<PartLink>([mailbox = reactor.mailbox(), watcher] {
        if (watcher->posted.exchange(true)) {
            return;
        }
        mailbox->post([watcher] {
            watcher->posted.store(false);
            if (watcher->owner != nullptr) {
                watcher->owner->take_news();
            }
        });
    });
}

PartState::Place PartFile::Parts::place(Storage& storage) const {
    return {storage.world().disk(), storage.world().workers(), strand, flushes, link};
}

async::Task<PartFile::Opened> PartFile::create(async::Reactor& reactor, Storage& storage, const PartPlan& plan) {
    Parts parts;
    parts.watcher = std::make_shared<Watcher>();
    parts.link = make_link(reactor, parts.watcher);
    parts.strand = storage.new_strand();
    parts.flushes = storage.strand_of(plan.folder);
    const PartState::Place place = parts.place(storage);
    auto job = [place, plan] { return PartState::create(place, plan); };
    auto made = co_await async::offload(reactor, *parts.strand, std::move(job));
    if (!made) {
        co_return tl::unexpected<Error>(made.error());
    }
    storage.name_strand((*made)->part_path(), parts.strand);
    (*made)->adopt();
    co_return std::unique_ptr<PartFile>(new PartFile(reactor, parts, std::move(*made)));
}

async::Task<PartFile::Opened> PartFile::open(async::Reactor& reactor, Storage& storage, std::string part_path,
                                             Content content) {
    Parts parts;
    parts.watcher = std::make_shared<Watcher>();
    parts.link = make_link(reactor, parts.watcher);
    parts.strand = storage.strand_of(part_path);
    parts.flushes = storage.strand_of(folder_of(part_path));
    const PartState::Place place = parts.place(storage);
    auto job = [place, part_path, content] { return PartState::open(place, part_path, content); };
    OpeningStrand opening(parts.strand);
    auto made = co_await async::offload(reactor, opening, std::move(job));
    if (!made) {
        co_return tl::unexpected<Error>(made.error());
    }
    co_return std::unique_ptr<PartFile>(new PartFile(reactor, parts, std::move(*made)));
}

PartFile::PartFile(async::Reactor& reactor, const Parts& parts, std::shared_ptr<PartState> state)
    : reactor_(reactor),
      strand_(parts.strand),
      flushes_(parts.flushes),
      link_(parts.link),
      watcher_(parts.watcher),
      state_(std::move(state)),
      resource_(state_->resource()),
      held_(state_->in_file()),
      joins_(state_->joins()),
      finished_(state_->finished()),
      changed_(reactor) {
    watcher_->owner = this;
    tick_.owner = this;
    tick_.fire = [](async::TimerNode* timer) noexcept { static_cast<Tick*>(timer)->owner->tick(); };
    reactor_.expect_posts(+1);
}

PartFile::~PartFile() {
    watcher_->owner = nullptr;
    reactor_.expect_posts(-1);
    strand_->begin_closing();
    strand_->submit([state = state_, seen = end_seen_] { state->close(seen); });
}

void PartFile::take_news() {
    changed_.pulse();
    if (on_news_) {
        on_news_();
    }
}

void PartFile::arm() {
    if (!tick_.armed()) {
        reactor_.timers().arm(tick_, reactor_.now() + tick_time);
    }
}

void PartFile::tick() {
    const PartLink::Load now = link_->load();
    if (now.settled || now.failed) {
        return;
    }
    const bool flush = ++ticks_ % ticks_per_flush == 0;
    strand_->submit([state = state_, flush] {
        if (flush) {
            state->begin_flush();
        } else {
            state->record();
        }
    });
    arm();
}

bool PartFile::has_room(std::size_t bytes) const {
    const PartLink::Load now = link_->load();
    // An empty queue takes more at once than it holds.
    const bool queue_free = now.queued == 0 || now.queued + bytes <= most_queued;
    return !now.failed && queue_free && now.unflushed <= most_unflushed;
}

async::Task<Result<void>> PartFile::room(std::size_t bytes) {
    while (!has_room(bytes)) {
        if (link_->load().failed) {
            co_return tl::unexpected<Error>(link_->error());
        }
        co_await changed_.wait();
    }
    co_return Result<void>{};
}

void PartFile::put(std::uint64_t offset, Bytes bytes) {
    held_.add({offset, offset + bytes.size()});
    if (link_->push(offset, bytes)) {
        strand_->submit([state = state_] { state->drain(); });
    }
    arm();
}

async::Task<Result<void>> PartFile::write(std::uint64_t offset, Bytes bytes) {
    auto ready = co_await room(bytes.size());
    if (ready) {
        put(offset, bytes);
    }
    co_return ready;
}

async::Task<Result<ByteVector>> PartFile::read(ByteRange range) {
    auto job = [state = state_, range] { return state->read(range); };
    auto bytes = co_await async::offload(reactor_, *strand_, std::move(job));
    co_return bytes;
}

async::Task<Result<std::string>> hash_of(PartFile& part, ByteRange range, std::string algorithm) {
    auto job = [state = part.state_, range, algorithm = std::move(algorithm)] {
        return hash_of(*state, range, algorithm);
    };
    auto hex = co_await async::offload(part.reactor_, *part.strand_, std::move(job));
    co_return hex;
}

async::Task<Result<void>> PartFile::sync() {
    auto job = [state = state_] { return state->sync(); };
    auto done = co_await async::offload(reactor_, *strand_, std::move(job));
    co_return done;
}

async::Task<Result<void>> PartFile::reserve(std::uint64_t size) {
    auto job = [state = state_, size] { return state->reserve(size); };
    auto done = co_await async::offload(reactor_, *strand_, std::move(job));
    co_return done;
}

async::Task<Result<void>> PartFile::update(const Resource& resource) {
    resource_ = resource;
    auto job = [state = state_, resource] { return state->update(resource); };
    auto done = co_await async::offload(reactor_, *strand_, std::move(job));
    co_return done;
}

async::Task<Result<void>> PartFile::start_over() {
    held_.clear();
    joins_.clear();
    auto job = [state = state_] { return state->start_over(); };
    auto done = co_await async::offload(reactor_, *strand_, std::move(job));
    if (done) {
        resource_.generation += 1;
    }
    co_return done;
}

async::Task<Result<void>> PartFile::retract(RangeMap ranges) {
    for (const ByteRange& range : ranges.ranges()) {
        held_.remove(range);
    }
    auto job = [state = state_, ranges] {
        Result<std::set<std::uint64_t>> joins;
        if (const auto done = state->retract(ranges); !done) {
            joins = tl::unexpected<Error>(done.error());
        } else {
            joins = state->joins();
        }
        return joins;
    };
    auto joins = co_await async::offload(reactor_, *strand_, std::move(job));
    if (!joins) {
        co_return tl::unexpected<Error>(joins.error());
    }
    resource_.generation += ranges.ranges().size();
    joins_ = std::move(*joins);
    co_return Result<void>{};
}

async::Task<Result<void>> PartFile::mark(std::uint64_t offset, JoinMark mark) {
    if (mark == JoinMark::unproven) {
        joins_.insert(offset);
    } else {
        joins_.erase(offset);
    }
    auto job = [state = state_, offset, mark] { return state->mark(offset, mark); };
    auto done = co_await async::offload(reactor_, *strand_, std::move(job));
    co_return done;
}

async::Task<Result<FinishedFile>> PartFile::finish(const FinishPlan& plan) {
    auto job = [state = state_, plan] { return state->finish(plan); };
    auto done = co_await async::offload(reactor_, *strand_, std::move(job));
    if (done) {
        finished_ = *done;
        end_seen_ = !plan.keep_journal;
    }
    co_return done;
}

}  // namespace sluice::download
