#include "engine/queue/list.h"

#include <algorithm>

#include "engine/queue/state_table.h"

namespace sluice::queue {

FieldMask difference(const Row& a, const Row& b) {
    FieldMask mask = 0;
    const auto add = [&mask](FieldMask bit, bool differs) { mask |= differs ? bit : 0; };
    add(field::state, a.state != b.state || a.phase != b.phase || a.retries != b.retries || a.retry_at != b.retry_at ||
                          a.finished != b.finished || a.resumable != b.resumable || a.verified != b.verified ||
                          a.tls_unverified != b.tls_unverified);
    add(field::progress,
        a.received != b.received || a.durable != b.durable || a.left_s != b.left_s || a.active_ms != b.active_ms);
    add(field::size, a.size != b.size);
    add(field::speed, a.speed != b.speed || a.left_s != b.left_s);
    add(field::name, a.name != b.name || a.folder != b.folder || a.url != b.url || a.host != b.host ||
                         a.category != b.category || a.type != b.type);
    add(field::connections, a.connections != b.connections || a.protocol != b.protocol || a.remote != b.remote);
    add(field::error, a.error.kind != b.error.kind || a.error.args != b.error.args);
    add(field::order, a.place != b.place);
    return mask;
}

List::List(store::Store& store, ChangeLog& log, const std::weak_ptr<void>& life)
    : store_(store), log_(log), life_(life) {}

Entry* List::find(Id id) {
    const auto found = entries_.find(id);
    return found == entries_.end() ? nullptr : &found->second;
}

const Row& List::row(const Entry& entry) const {
    return entry.next != nullptr ? *entry.next : *log_.row(entry.id);
}

Entry& List::add(Row row, Marks marks) {
    const Id id = row.id;
    Entry& entry = entries_[id];
    entry.id = id;
    entry.marks = marks;
    entry.next = std::make_unique<Row>(std::move(row));
    last_rank_ = std::max(last_rank_, marks.rank);
    index(entry);
    edit(entry);
    return entry;
}

void List::load(Row row, Marks marks) {
    const Id id = row.id;
    Entry& entry = entries_[id];
    entry.id = id;
    entry.marks = marks;
    entry.stored = true;
    last_rank_ = std::max(last_rank_, marks.rank);
    if (marks.removed) {
        entry.next = std::make_unique<Row>(std::move(row));
        return;
    }
    if (row.state == State::queued) {
        sets_.queued.insert({marks.rank, id});
        numbered_.insert(id);
        row.place = static_cast<int>(std::min<std::size_t>(sets_.queued.size(), last_place + 1));
    }
    entry.shown = true;
    last_shown_rank_ = std::max(last_shown_rank_, marks.rank);
    log_.add(std::move(row));
}

Row& List::edit(Entry& entry) {
    if (entry.next == nullptr) {
        entry.next = std::make_unique<Row>(*log_.row(entry.id));
    }
    ++entry.version;
    dirty_.insert(entry.id);
    return *entry.next;
}

void List::index(Entry& entry) {
    const Row& now = row(entry);
    if (entry.marks.removed) {
        return;
    }
    if (now.state == State::queued) {
        sets_.queued.insert({entry.marks.rank, entry.id});
        numbered_.insert(entry.id);
    }
    if (now.state == State::waiting && entry.due != Instant{}) {
        sets_.due.insert({entry.due, entry.id});
    }
    if (now.state == State::waiting && now.phase == Phase::schedule) {
        sets_.held.insert(entry.id);
    }
}

void List::unindex(Entry& entry) {
    sets_.queued.erase({entry.marks.rank, entry.id});
    sets_.due.erase({entry.due, entry.id});
    sets_.held.erase(entry.id);
}

bool List::go(Entry& entry, State state, Phase phase) {
    const State from = row(entry).state;
    if ((from != state && !may_go(from, state)) || !fits(state, phase)) {
        return false;
    }
    unindex(entry);
    Row& next = edit(entry);
    next.state = state;
    next.phase = phase;
    if (state != State::waiting) {
        next.retry_at = 0;
        entry.due = Instant{};
    }
    if (state != State::active && state != State::verifying) {
        next.speed = 0;
        next.left_s = -1;
        next.connections = 0;
    }
    index(entry);
    return true;
}

void List::set_due(Entry& entry, Instant due) {
    sets_.due.erase({entry.due, entry.id});
    entry.due = due;
    index(entry);
}

void List::show(Entry& entry, const std::function<void(Row&)>& change) {
    if (entry.next != nullptr) {
        change(*entry.next);
    }
    const Row* shown = log_.row(entry.id);
    if (shown == nullptr) {
        return;
    }
    Row row = *shown;
    change(row);
    if (!fits(row.state, row.phase)) {
        row.phase = shown->phase;
    }
    if (row.state != State::active) {
        row.speed = 0;
        row.left_s = -1;
        row.connections = 0;
    }
    log_.change(difference(*shown, row), row);
}

void List::put_request(Id id, const Wish& wish, const Learnt& learnt) {
    requests_[id] = {id, to_json(wish), to_json(learnt)};
}

void List::remember(std::string name, std::string value) {
    values_.emplace_back(std::move(name), std::move(value));
}

void List::remove(const std::vector<Entry*>& entries) {
    std::unordered_set<Id> ids;
    for (Entry* entry : entries) {
        edit(*entry);
        unindex(*entry);
        entry->marks.removed = true;
        entry->shown = false;
        ids.insert(entry->id);
    }
    log_.remove(ids);
}

void List::restore(Entry& entry) {
    entry.marks.removed = false;
    edit(entry);
    index(entry);
}

void List::erase(Id id) {
    if (Entry* entry = find(id)) {
        unindex(*entry);
        set_running(*entry, false);
        if (entry->shown) {
            log_.remove({id});
        }
        entries_.erase(id);
    }
    dirty_.erase(id);
    requests_.erase(id);
    numbered_.erase(id);
    erased_.push_back(id);
}

void List::set_running(Entry& entry, bool running) {
    const Ranked ranked{entry.marks.rank, entry.id};
    if (running) {
        sets_.running.insert(ranked);
    } else {
        sets_.running.erase(ranked);
    }
}

std::vector<Ranked> List::sorted() const {
    std::vector<Ranked> out;
    out.reserve(entries_.size());
    for (const auto& [id, entry] : entries_) {
        if (!entry.marks.removed) {
            out.push_back({entry.marks.rank, id});
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<Id> List::shown_order() const {
    std::vector<Id> out;
    for (const Ranked& ranked : sorted()) {
        if (entries_.at(ranked.id).shown) {
            out.push_back(ranked.id);
        }
    }
    return out;
}

void List::move(const std::vector<Id>& ids, int place) {
    std::vector<Ranked> all = sorted();
    for (const Ranked& changed : move_in_order(all, ids, place)) {
        Entry& entry = entries_.at(changed.id);
        unindex(entry);
        const bool runs = sets_.running.erase({entry.marks.rank, entry.id}) != 0;
        entry.marks.rank = changed.rank;
        if (runs) {
            set_running(entry, true);
        }
        edit(entry);
        index(entry);
        last_rank_ = std::max(last_rank_, changed.rank);
    }
    moved_ = true;
}

bool List::has_edits() const {
    return !dirty_.empty() || !requests_.empty() || !erased_.empty() || !values_.empty();
}

void List::commit(store::Sync sync) {
    if (!has_edits()) {
        return;
    }
    auto batch = std::make_shared<store::Batch>();
    auto versions = std::make_shared<std::vector<std::pair<Id, std::uint64_t>>>();
    for (const Id id : dirty_) {
        const Entry& entry = entries_.at(id);
        batch->put.push_back(to_stored(row(entry), entry.marks));
        versions->emplace_back(id, entry.version);
    }
    for (auto& [id, request] : requests_) {
        batch->put_requests.push_back(std::move(request));
    }
    batch->erase = std::exchange(erased_, {});
    batch->values = std::exchange(values_, {});
    batch->sync = sync;
    dirty_.clear();
    requests_.clear();
    // A copy goes to the store; this one comes back into the edits if it could not be stored.
    auto kept = std::make_shared<store::Batch>(*batch);
    kept->put.clear();
    const bool moved = std::exchange(moved_, false);
    store_.write(std::move(*batch), [this, life = life_, versions, kept, moved](const Result<void>& result) {
        if (life.expired()) {
            return;
        }
        if (result) {
            stored(*versions, moved);
        } else {
            moved_ = moved_ || moved;
            for (const auto& [id, version] : *versions) {
                if (entries_.contains(id)) {
                    dirty_.insert(id);
                }
            }
            for (store::StoredRequest& request : kept->put_requests) {
                requests_.try_emplace(request.id, std::move(request));
            }
            erased_.insert(erased_.end(), kept->erase.begin(), kept->erase.end());
            values_.insert(values_.begin(), kept->values.begin(), kept->values.end());
        }
        on_stored(result ? Error{} : result.error());
    });
}

void List::stored(const std::vector<std::pair<Id, std::uint64_t>>& versions, bool moved) {
    for (const auto& [id, version] : versions) {
        Entry* entry = find(id);
        if (entry == nullptr || entry->next == nullptr) {
            continue;
        }
        entry->stored = true;
        if (entry->marks.journal_left && row(*entry).state == State::done) {
            on_end_stored(id);
        }
        if (entry->version != version || entry->marks.removed) {
            continue;
        }
        if (entry->shown) {
            log_.change(difference(*log_.row(id), *entry->next), *entry->next);
        } else {
            entry->shown = true;
            log_.add(*entry->next);
            // One that comes back belongs to its old place, not to the end.
            moved = moved || entry->marks.rank < last_shown_rank_;
            last_shown_rank_ = std::max(last_shown_rank_, entry->marks.rank);
        }
        entry->next.reset();
    }
    if (moved) {
        log_.set_order(shown_order());
        last_shown_rank_ = last_rank_;
    }
    renumber();
}

void List::renumber() {
    std::set<Id> numbered;
    int place = 0;
    for (const Ranked& ranked : sets_.queued) {
        if (++place > last_place) {
            break;
        }
        numbered.insert(ranked.id);
        numbered_.erase(ranked.id);
    }
    place = 0;
    const auto set_place = [this](Id id, int to) {
        Entry* entry = find(id);
        if (entry != nullptr && row(*entry).place != to) {
            show(*entry, [to](Row& row) { row.place = to; });
        }
    };
    for (const Ranked& ranked : sets_.queued) {
        if (++place > last_place) {
            break;
        }
        set_place(ranked.id, place);
    }
    for (auto it = numbered_.begin(); it != numbered_.end();) {
        Entry* entry = find(*it);
        const bool still_queued = entry != nullptr && sets_.queued.contains({entry->marks.rank, entry->id});
        set_place(*it, still_queued ? last_place + 1 : 0);
        it = numbered_.erase(it);
    }
    numbered_ = std::move(numbered);
}

}  // namespace sluice::queue
