#include "engine/queue/queue.h"

#include "engine/base/result.h"
#include "engine/queue/state_table.h"
#include "engine/queue/verdict.h"

namespace sluice::queue {

namespace {

constexpr std::chrono::milliseconds measure_every{250};
constexpr std::chrono::seconds save_numbers_every{5};
constexpr std::chrono::seconds store_again{5};
/// Sleeps are cut so that a machine that woke, or a clock that was set, is noticed.
constexpr std::chrono::seconds longest_sleep{60};

}  // namespace

Queue::Queue(async::Reactor& reactor, DownloadRunner& runner, SecretStore& secrets, Options options)
    : reactor_(reactor),
      runner_(runner),
      secrets_(secrets),
      options_(std::move(options)),
      mailbox_(reactor.mailbox()),
      log_(std::make_unique<ChangeLog>()),
      life_(std::make_shared<int>(0)),
      tick_event_(reactor) {
    shown_limits_.downloads_at_once = options_.downloads_at_once;
    reactor_.expect_posts(+1);
    options_.store.deliver = [mailbox = mailbox_](std::function<void()> job) { mailbox->post(std::move(job)); };
    options_.store.wall = [clock = &reactor_.world().clock()] {
        return std::chrono::duration_cast<std::chrono::seconds>(clock->wall().time_since_epoch()).count();
    };
    store_ = std::make_unique<store::Store>(options_.store);
    list_ = std::make_unique<List>(*store_, *log_, life_);
    list_->on_stored = [this](const Error& error) { on_stored(error); };
    list_->on_end_stored = [this](Id id) { end_is_stored(id); };
    tick_timer_.queue = this;
    tick_timer_.fire = [](async::TimerNode* timer) noexcept {
        static_cast<TickTimer*>(timer)->queue->tick_event_.set();
    };
    ticking_ = std::make_unique<async::Root>(reactor_, tick_loop());
    store_->load([this, life = std::weak_ptr<int>(life_)](Result<store::Loaded> loaded) {
        if (!life.expired()) {
            load(std::move(loaded));
        }
    });
}

Queue::~Queue() {
    life_.reset();
    chores_.clear();
    ticking_.reset();
    shared_.hosts.on_change({});
    list_.reset();
    store_.reset();
    reactor_.expect_posts(-1);
}

void Queue::post(std::function<void()> command) {
    mailbox_->post([this, life = std::weak_ptr<int>(life_), command = std::move(command)]() mutable {
        if (life.expired() || shutting_down_) {
            return;
        }
        if (!loaded_) {
            early_.push_back(std::move(command));
            return;
        }
        command();
        schedule();
        arm();
    });
}

std::int64_t Queue::wall_s() const {
    const auto now = reactor_.world().clock().wall().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

void Queue::load(Result<store::Loaded> loaded) {
    if (!loaded) {
        // Without its list it takes nothing: what is added now could not be kept.
        if (options_.on_notice) {
            options_.on_notice(loaded.error());
        }
        if (options_.on_loaded) {
            options_.on_loaded();
        }
        finish_shut_down();
        return;
    }
    loaded_ = true;
    next_id_ = loaded->next_id;
    load_limits(loaded->values);
    if (!loaded->kept_aside.empty() && options_.on_notice) {
        ErrorArgs args;
        args.file = loaded->kept_aside;
        args.detail = loaded->restored_from.empty() ? "no copy of it could be read; the list begins anew"
                                                    : "the copy " + loaded->restored_from + " was taken in its place";
        options_.on_notice(fail(Kind::store_damaged, std::move(args)).value());
    }
    for (store::StoredDownload& stored : loaded->downloads) {
        load_row(std::move(stored));
    }
    std::vector<Id> removed;
    for (const auto& [id, entry] : list_->entries()) {
        if (entry.marks.removed) {
            removed.push_back(id);
        }
    }
    for (const Id id : removed) {
        purge_now(*list_->find(id));
    }
    for (auto& command : std::exchange(early_, {})) {
        command();
    }
    while (shutting_down_ && !to_add_.empty()) {
        add_some();
    }
    list_->commit();
    schedule();
    arm();
    if (options_.on_loaded) {
        options_.on_loaded();
    }
    finish_shut_down();
}

void Queue::load_row(store::StoredDownload stored) {
    Marks marks;
    Row row = from_stored(std::move(stored), marks);
    row.retry_limit = limits_.runs.retry_limit;
    const Id id = row.id;
    const State state = row.state;
    const std::int64_t retry_at = row.retry_at;
    list_->load(std::move(row), marks);
    Entry& entry = *list_->find(id);
    if (marks.removed) {
        return;
    }
    if (marks.journal_left && state == State::done) {
        end_is_stored(id);
    }
    const bool unfinished = state != State::done && state != State::failed && state != State::paused;
    if (marks.needs_secret && secrets_.find(id) == nullptr && unfinished) {
        list_->go(entry, State::queued);
        list_->go(entry, State::waiting, Phase::login_needed);
        list_->edit(entry).error = fail(Kind::http_login_needed).value();
    } else if (state == State::active || state == State::verifying) {
        list_->go(entry, State::queued);
        place_in_time(entry);
    } else if ((state == State::waiting && list_->row(entry).phase == Phase::schedule) || marks.start_at != 0) {
        place_in_time(entry);
    } else if (state == State::waiting && retry_at != 0) {
        const std::int64_t left = std::clamp<std::int64_t>(retry_at - wall_s(), 0, 6 * 3600);
        list_->set_due(entry, reactor_.world().clock().boottime() + std::chrono::seconds(left));
    } else if (state == State::waiting && list_->row(entry).phase == Phase::no_space) {
        list_->set_due(entry, reactor_.world().clock().boottime() + std::chrono::seconds(1));
    }
}

void Queue::on_stored(const Error& error) {
    if (error) {
        store_retry_ = reactor_.now() + store_again;
        if (options_.on_notice) {
            options_.on_notice(error);
        }
    }
    schedule();
    arm();
    finish_shut_down();
}

void Queue::arm() {
    std::optional<Instant> when;
    const auto earlier = [&when](Instant at) { when = when ? std::min(*when, at) : at; };
    const Instant now = reactor_.now();
    if (!list_->sets().running.empty()) {
        earlier(now + measure_every);
    }
    if (!list_->sets().due.empty()) {
        const Duration left = list_->sets().due.begin()->first - reactor_.world().clock().boottime();
        earlier(now + std::clamp<Duration>(left, Duration(0), longest_sleep));
    }
    if (!limits_.schedule.empty()) {
        const auto change = limits_.schedule.next_change(minute());
        if (change) {
            earlier(now + std::min<Duration>(std::chrono::minutes(*change), longest_sleep));
        }
    }
    if (store_retry_ != Instant{}) {
        earlier(std::max(now, store_retry_));
    }
    if (!when) {
        tick_timer_.cancel();
    } else if (!tick_timer_.armed() || *when < tick_timer_.due()) {
        reactor_.timers().arm(tick_timer_, *when);
    }
}

async::Task<void> Queue::tick_loop() {
    for (;;) {
        co_await tick_event_.wait();
        tick_event_.reset();
        tick();
    }
}

void Queue::tick() {
    const Instant now = reactor_.now();
    const bool save = now >= next_save_;
    std::vector<Id> running;
    for (const Ranked& ranked : list_->sets().running) {
        running.push_back(ranked.id);
    }
    for (const Id id : running) {
        Entry& entry = *list_->find(id);
        ActiveRun& run = *entry.run;
        const auto stopping = run.stopping_since();
        if (stopping && now - *stopping > stop_patience) {
            end_run(entry, run.outcome());
            continue;
        }
        run.measure(now);
        list_->show(entry, [&](Row& row) { run.fill(row, now); });
        if (save && run.begun()) {
            list_->edit(entry);
        }
    }
    if (save) {
        next_save_ = now + save_numbers_every;
        list_->commit();
    }
    if (store_retry_ != Instant{} && now >= store_retry_) {
        store_retry_ = Instant{};
        list_->commit();
    }
    follow_schedule();
    start_due();
    schedule();
    arm();
}

void Queue::start_due() {
    const Instant now = reactor_.world().clock().boottime();
    std::vector<Id> due;
    for (const auto& [at, id] : list_->sets().due) {
        if (at > now) {
            break;
        }
        due.push_back(id);
    }
    for (const Id id : due) {
        Entry& entry = *list_->find(id);
        if (list_->row(entry).phase == Phase::no_space) {
            look_for_space(entry);
        } else if (list_->row(entry).phase == Phase::schedule) {
            place_in_time(entry);
        } else {
            list_->go(entry, State::queued);
        }
    }
    list_->commit();
}

void Queue::network_changed() {
    post([this] {
        for (const auto& [at, id] : std::set(list_->sets().due)) {
            Entry& entry = *list_->find(id);
            const Phase phase = list_->row(entry).phase;
            if (phase == Phase::no_network || phase == Phase::retry_later) {
                list_->go(entry, State::queued);
                list_->edit(entry).retries = 0;
            }
        }
        list_->commit();
    });
}

void Queue::shut_down(std::function<void()> done) {
    shutting_down_ = true;
    when_down_ = std::move(done);
    while (!to_add_.empty()) {
        add_some();
    }
    for (const Ranked& ranked : std::set(list_->sets().running)) {
        Entry& entry = *list_->find(ranked.id);
        stop(entry, entry.run->stopping_since() ? entry.after_stop : State::queued);
    }
    arm();
    finish_shut_down();
}

void Queue::finish_shut_down() {
    if (!shutting_down_ || going_down_ || !when_down_ || !list_->sets().running.empty()) {
        return;
    }
    going_down_ = true;
    list_->commit();
    // Answers come in order: when this one does, everything before it is in the file.
    store_->write({}, [this, life = std::weak_ptr<int>(life_)](const Result<void>&) {
        if (!life.expired() && when_down_) {
            std::exchange(when_down_, nullptr)();
        }
    });
}

}  // namespace sluice::queue
