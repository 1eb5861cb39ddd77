#include "engine/base/result.h"
#include "engine/queue/masking.h"
#include "engine/queue/queue.h"
#include "engine/queue/state_table.h"
#include "engine/queue/verdict.h"

namespace sluice::queue {

namespace {
/// A server whose answers differ each time is a matter for a person.
constexpr int most_restarts = 3;
}  // namespace

void Queue::schedule() {
    if (shutting_down_ || !loaded_) {
        return;
    }
    auto running = static_cast<int>(list_->sets().running.size());
    // Fewer at once: the last in the order give way.
    int stopping = 0;
    for (const Ranked& ranked : list_->sets().running) {
        stopping += list_->find(ranked.id)->run->stopping_since() ? 1 : 0;
    }
    for (auto it = list_->sets().running.rbegin(); it != list_->sets().running.rend() && running - stopping > may_run();
         ++it) {
        Entry& entry = *list_->find(it->id);
        if (!entry.run->stopping_since()) {
            stop(entry, State::queued);
            ++stopping;
        }
    }
    std::vector<Id> next;
    std::vector<Id> held;
    for (const Ranked& ranked : list_->sets().queued) {
        if (!rule_.stopped && running >= may_run()) {
            break;
        }
        const Entry& entry = *list_->find(ranked.id);
        if (held_until(entry)) {
            held.push_back(ranked.id);
        } else if (entry.stored) {
            next.push_back(ranked.id);
            ++running;
        }
    }
    for (const Id id : next) {
        start(*list_->find(id));
    }
    for (const Id id : held) {
        place_in_time(*list_->find(id));
    }
    if (!next.empty() || !held.empty()) {
        list_->commit();
    }
}

void Queue::start(Entry& entry) {
    entry.marks.start_at = 0;
    list_->go(entry, State::active, Phase::looking_up);
    ActiveRun::Host& host = *this;
    entry.run = std::make_unique<ActiveRun>(entry.id, reactor_, runner_, host, shared_);
    entry.after_stop = State::queued;
    list_->set_running(entry, true);
    list_->commit();
    const Id id = entry.id;
    const std::weak_ptr<int> life = life_;
    store_->read_request(id, [this, life, id](Result<store::StoredRequest> request) {
        if (life.expired()) {
            return;
        }
        store_->read_details(
            id, [this, life, id, request = std::move(request)](const std::optional<store::StoredDetails>& details) {
                if (!life.expired()) {
                    begin(id, request, details);
                }
            });
    });
}

void Queue::begin(Id id, const Result<store::StoredRequest>& request,
                  const std::optional<store::StoredDetails>& details) {
    Entry* entry = list_->find(id);
    if (entry == nullptr || entry->run == nullptr || entry->run->begun()) {
        return;
    }
    if (entry->run->stopping_since()) {
        end_run(*entry, entry->run->outcome());
        return;
    }
    if (!request) {
        download::Outcome outcome;
        outcome.error = request.error();
        end_run(*entry, outcome);
        return;
    }
    History history;
    if (details && details->version == details_version) {
        history = history_from_json(details->text);
    }
    entry->run->begin(list_->row(*entry), wish_from_json(request->request), learnt_from_json(request->facts),
                      std::move(history), secrets_.find(id), entry->marks.start_over);
    arm();
}

void Queue::stop(Entry& entry, State after) {
    entry.after_stop = after;
    entry.run->stop();
    list_->show(entry, [](Row& row) { row.phase = Phase::pausing; });
    arm();
}

void Queue::run_phase_changed(Id id) {
    if (Entry* entry = list_->find(id); entry != nullptr && entry->run != nullptr) {
        list_->show(*entry, [&](Row& row) { entry->run->fill(row, reactor_.now()); });
    }
}

/// From here on bytes may be written: the name of the part must be known to the next start, whatever happens.
void Queue::run_named(Id id) {
    Entry* entry = list_->find(id);
    if (entry == nullptr || entry->run == nullptr) {
        return;
    }
    Row& row = list_->edit(*entry);
    entry->run->fill(row, reactor_.now());
    entry->marks.start_over = false;
    list_->put_request(id, entry->run->wish(), entry->run->learnt());
    list_->commit();
    run_phase_changed(id);
}

void Queue::run_ended(Id id) {
    if (Entry* entry = list_->find(id); entry != nullptr && entry->run != nullptr) {
        end_run(*entry, entry->run->outcome());
        schedule();
        arm();
    }
}

void Queue::end_run(Entry& entry, const download::Outcome& ended) {
    download::Outcome outcome = ended;  // it belongs to the run, which ends here
    const std::unique_ptr<ActiveRun> run = std::move(entry.run);
    if (entry.marks.start_over && run->stopping_since() && outcome.end == download::End::failed) {
        outcome.end = download::End::paused;  // it was stopped to begin anew: how it ended does not matter
    }
    list_->set_running(entry, false);
    Row& row = list_->edit(entry);
    if (run->begun()) {
        run->fill(row, reactor_.now());
        Learnt& learnt = run->learnt();
        if (outcome.end == download::End::done) {
            learnt.path = outcome.path;
            entry.marks.journal_left = !learnt.part_path.empty();
            learnt.sha256 = outcome.sha256;
            const download::ExpectedHash* best = download::best_of(outcome.verified);
            learnt.digest_text = best != nullptr ? best->hash.algorithm + ' ' + best->hash.hex + " (" +
                                                       download::voucher_text(*best) + ')'
                                                 : std::string();
        }
        list_->put_request(entry.id, run->wish(), learnt);
        save_history(entry.id, run->history(), 5);
    }
    settle(entry, outcome);
    list_->commit();
    if (entry.marks.removed && entry.purge) {
        purge_now(entry);
    }
    finish_shut_down();
}

void Queue::settle(Entry& entry, const download::Outcome& outcome) {
    if (outcome.end == download::End::done) {
        list_->go(entry, State::done);
        Row& row = list_->edit(entry);
        row.size = outcome.size >= 0 ? outcome.size : row.size;
        row.received = row.durable = row.size;
        row.finished = wall_s();
        row.verified = !outcome.verified.empty();
        row.retries = 0;
        row.error = {};
        row.phase = Phase::none;
        const auto slash = outcome.path.find_last_of('/');
        row.name = slash != std::string::npos ? outcome.path.substr(slash + 1) : row.name;
        return;
    }
    if (outcome.end == download::End::paused || entry.marks.removed) {
        if (entry.marks.start_over) {
            Row& row = list_->edit(entry);
            row.received = row.durable = 0;
        }
        list_->go(entry, entry.after_stop);
        return;
    }
    if (outcome.need == download::Need::decision && limits_.runs.restart_changed && entry.restarts < most_restarts) {
        ++entry.restarts;
        entry.marks.start_over = true;
        Row& row = list_->edit(entry);
        row.received = row.durable = 0;
        row.retries = 0;
        row.error = {};
        list_->go(entry, State::queued);
        // Withdrawn on the disk before the first byte of the new one is written.
        list_->commit(store::Sync::full);
        return;
    }
    const Verdict verdict =
        judge(outcome, list_->row(entry).retries, limits_.runs.retry_limit, reactor_.world().random());
    list_->go(entry, verdict.state, verdict.phase);
    Row& row = list_->edit(entry);
    row.error = outcome.error;
    row.retries = verdict.retries;
    row.retry_limit = limits_.runs.retry_limit;
    Duration again = verdict.again_in;
    if (verdict.phase == Phase::no_space) {
        again = space_check;
    }
    if (again > Duration(0)) {
        const auto wall = reactor_.world().clock().wall() + again;
        row.retry_at = std::chrono::ceil<std::chrono::seconds>(wall.time_since_epoch()).count();
        list_->set_due(entry, reactor_.world().clock().boottime() + again);
    }
}

void Queue::save_history(Id id, History history, int tries) {
    store::StoredDetails details{id, details_version, to_json(history)};
    const std::weak_ptr<int> life = life_;
    store_->save_details(std::move(details), [this, life, id, history = std::move(history), tries](bool kept) mutable {
        if (kept || life.expired() || tries <= 1) {
            return;
        }
        trim(history, std::max<std::size_t>(history.requests.size() / 2, 1), history.log.size() / 2);
        save_history(id, std::move(history), tries - 1);
    });
}

void Queue::end_is_stored(Id id) {
    const std::weak_ptr<int> life = life_;
    store_->read_request(id, [this, life, id](const Result<store::StoredRequest>& request) {
        if (!life.expired() && request) {
            begin_chore(drop_journal(id, journal_of(learnt_from_json(request->facts).part_path)));
        }
    });
}

async::Task<void> Queue::drop_journal(Id id, std::string journal) {
    if (const Entry* ended = list_->find(id); ended == nullptr || list_->row(*ended).state != State::done) {
        co_return;  // it was begun anew: the journal is in use
    }
    std::vector<std::string> paths(1, std::move(journal));
    co_await runner_.discard(std::move(paths));
    Entry* entry = list_->find(id);
    if (entry == nullptr || !entry->marks.journal_left) {
        co_return;
    }
    entry->marks.journal_left = false;
    list_->edit(*entry);
    std::function<void(Entry&, Wish&, Learnt&)> forget = [](Entry&, Wish&, Learnt& learnt) {
        learnt.part_path.clear();
    };
    with_request(id, std::move(forget));
}

void Queue::look_for_space(Entry& entry) {
    const Row& row = list_->row(entry);
    const std::int64_t rest = row.size > row.received ? row.size - row.received : 0;
    const std::int64_t needed = std::max({rest, row.error.facts().bytes, std::int64_t{1} << 20});
    list_->set_due(entry, reactor_.world().clock().boottime() + space_check);
    begin_chore(check_space(entry.id, row.folder, needed));
}

async::Task<void> Queue::check_space(Id id, std::string folder, std::int64_t needed) {
    const std::int64_t free = co_await runner_.free_space(std::move(folder));
    Entry* entry = list_->find(id);
    const bool waits = entry != nullptr && list_->row(*entry).phase == Phase::no_space && !entry->marks.removed;
    if (waits && (free < 0 || free >= needed)) {
        list_->go(*entry, State::queued);
        list_->commit();
        schedule();
        arm();
    }
}

void Queue::purge_now(Entry& entry) {
    entry.purge = true;
    if (entry.run != nullptr) {
        return;  // as soon as it has stopped
    }
    const std::weak_ptr<int> life = life_;
    const Id id = entry.id;
    store_->read_request(id, [this, life, id](const Result<store::StoredRequest>& request) {
        Entry* now = life.expired() ? nullptr : list_->find(id);
        if (now == nullptr) {
            return;
        }
        std::vector<std::string> paths;
        const Learnt learnt = learnt_from_json(request ? request->facts : std::string());
        if (!learnt.part_path.empty()) {
            paths = {learnt.part_path, journal_of(learnt.part_path)};
        }
        if (now->purge_file && !learnt.path.empty()) {
            paths.push_back(learnt.path);
        }
        begin_chore(discard(id, std::move(paths)));
    });
}

async::Task<void> Queue::discard(Id id, std::vector<std::string> paths) {
    if (!paths.empty()) {
        co_await runner_.discard(std::move(paths));
    }
    secrets_.forget(id);
    list_->erase(id);
    list_->commit(store::Sync::full);
}

async::Task<void> Queue::rename_file(Id id, std::string from, std::string to, std::string name) {
    Error error = co_await runner_.rename(from, to);
    Entry* entry = list_->find(id);
    if (entry == nullptr) {
        co_return;
    }
    if (error) {
        if (options_.on_notice) {
            options_.on_notice(error);
        }
        co_return;
    }
    list_->edit(*entry).name = name;
    std::function<void(Entry&, Wish&, Learnt&)> set_path = [to](Entry&, Wish&, Learnt& learnt) { learnt.path = to; };
    with_request(id, std::move(set_path));
}

void Queue::begin_chore(async::Task<void> task) {
    const std::int64_t number = next_chore_++;
    chores_[number] =
        std::make_unique<async::Root>(reactor_, std::move(task), [this, number] { chores_.erase(number); });
}

void Queue::finish_details(Entry& entry, Details& details, const Learnt& learnt) const {
    details.row = list_->row(entry);
    details.final_url = learnt.final_url;
    details.own.start_at = entry.marks.start_at;
    details.part_path = details.row.state == State::done ? std::string() : learnt.part_path;
    details.path = learnt.path.empty() ? details.row.folder + "/" + details.row.name : learnt.path;
    details.name_source = learnt.name_source;
    details.etag = learnt.etag;
    details.last_modified = learnt.last_modified;
    details.resume_reason = learnt.resume_reason;
    details.sha256 = learnt.sha256;
    details.digest_text = learnt.digest_text;
    details.peak_speed = std::max(details.peak_speed, learnt.peak_speed);
    details.mean_speed = details.row.active_ms > 0 ? static_cast<double>(details.row.received) * 1000 /
                                                         static_cast<double>(details.row.active_ms)
                                                   : 0;
}

void Queue::details(Id id, std::function<void(std::shared_ptr<const Details>)> callback) {
    post([this, id, callback = std::move(callback)] {
        Entry* entry = list_->find(id);
        if (entry == nullptr || entry->marks.removed) {
            callback(nullptr);
            return;
        }
        if (entry->run != nullptr && entry->run->begun()) {
            auto details = std::make_shared<Details>(entry->run->details(list_->row(*entry)));
            tell(entry->run->wish(), *details);
            finish_details(*entry, *details, entry->run->learnt());
            callback(std::move(details));
            return;
        }
        const std::weak_ptr<int> life = life_;
        store_->read_request(id, [this, life, id, callback](const Result<store::StoredRequest>& request) {
            if (life.expired()) {
                return;
            }
            const Wish wish = wish_from_json(request ? request->request : std::string());
            const Learnt learnt = learnt_from_json(request ? request->facts : std::string());
            store_->read_details(
                id, [this, life, id, callback, wish, learnt](const std::optional<store::StoredDetails>& stored) {
                    Entry* now = life.expired() ? nullptr : list_->find(id);
                    if (life.expired() || now == nullptr) {
                        if (!life.expired()) {
                            callback(nullptr);
                        }
                        return;
                    }
                    auto details = std::make_shared<Details>();
                    History history =
                        stored && stored->version == details_version ? history_from_json(stored->text) : History();
                    details->requests = std::move(history.requests);
                    details->log = std::move(history.log);
                    details->speed = std::move(history.speed);
                    details->written = std::move(history.written);
                    tell(wish, *details);
                    finish_details(*now, *details, learnt);
                    callback(std::move(details));
                });
        });
    });
}

}  // namespace sluice::queue
