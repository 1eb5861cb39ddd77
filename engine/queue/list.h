#pragma once

#include <set>
#include <unordered_map>

#include "engine/queue/active_run.h"
#include "engine/queue/change_log.h"
#include "engine/queue/order.h"
#include "engine/queue/row_store.h"
#include "engine/store/store.h"

namespace sluice::queue {

/// One download of the list. Its row is the shown one, or `next` while it is ahead of the store.
struct Entry {
    Id id = 0;
    Marks marks;
    std::unique_ptr<Row> next;  ///< as it is meant, until it is stored; for ever while it is not shown
    std::uint64_t version = 0;  ///< of `next`
    bool shown = false;
    bool stored = false;               ///< the store has heard of it: it may begin
    State after_stop = State::paused;  ///< where it goes when its run has stopped
    bool purge = false;                ///< erase it as soon as nothing runs
    bool purge_file = false;
    int restarts = 0;  ///< of this program, because the file had changed on the server
    Instant due{};     ///< of boot time: when a waiting one goes on; zero = not by itself
    std::unique_ptr<ActiveRun> run;
};

/// All downloads with their states and order: every change goes to the store first and is shown when it is there.
/// Edits are collected until commit(). The queue's thread.
class List {
  public:
    /// `guard(f)` wraps a closure that the store calls back, so that it does nothing once the queue is gone.
    List(store::Store& store, ChangeLog& log, const std::weak_ptr<void>& life);

    Entry* find(Id id);
    const Row& row(const Entry& entry) const;
    /// Makes an entry at the end, not shown before it is stored.
    Entry& add(Row row, Marks marks);
    /// Puts in what the store holds already.
    void load(Row row, Marks marks);

    /// The row to write into; stored and shown at the next commit.
    Row& edit(Entry& entry);
    /// Changes the state if the table allows it; keeps the sets of queued and due ones. False: nothing happened.
    bool go(Entry& entry, State state, Phase phase = Phase::none);
    void set_due(Entry& entry, Instant due);
    /// Shows numbers, a phase or an intent at once; they are not worth a place in the store. A state that is not stored
    /// yet is not shown by this.
    void show(Entry& entry, const std::function<void(Row&)>& change);
    void put_request(Id id, const Wish& wish, const Learnt& learnt);
    void remember(std::string name, std::string value);

    void remove(const std::vector<Entry*>& entries);
    void restore(Entry& entry);
    void erase(Id id);
    void move(const std::vector<Id>& ids, int place);

    /// Sends everything edited to the store as one batch, all or nothing.
    void commit(store::Sync sync = store::Sync::normal);
    /// Called when a batch was stored, or could not be: what was in it is kept for the next commit.
    std::function<void(const Error&)> on_stored;
    /// It is stored that this one is done, so its journal can go.
    std::function<void(Id)> on_end_stored;

    /// Those that matter to the scheduler, in queue order, or by the time at which they go on.
    struct Sets {
        std::set<Ranked> queued;
        std::set<std::pair<Instant, Id>> due;
        std::set<Ranked> running;
        std::set<Id> held;  ///< waiting for the schedule or their own time
    };
    const Sets& sets() const { return sets_; }
    void set_running(Entry& entry, bool running);
    const std::unordered_map<Id, Entry>& entries() const { return entries_; }
    std::int64_t last_rank() const { return last_rank_; }

  private:
    bool has_edits() const;
    void index(Entry& entry);
    void unindex(Entry& entry);
    void stored(const std::vector<std::pair<Id, std::uint64_t>>& versions, bool moved);
    void renumber();
    std::vector<Ranked> sorted() const;
    std::vector<Id> shown_order() const;

    store::Store& store_;
    ChangeLog& log_;
    std::weak_ptr<void> life_;
    std::unordered_map<Id, Entry> entries_;
    Sets sets_;
    std::set<Id> numbered_;  // those with a place
    std::set<Id> dirty_;
    std::unordered_map<Id, store::StoredRequest> requests_;
    std::vector<Id> erased_;
    std::vector<std::pair<std::string, std::string>> values_;
    bool moved_ = false;                        // ranks changed since the last commit
    std::int64_t last_shown_rank_ = INT64_MIN;  // where the end of the shown list is
    std::int64_t last_rank_ = 0;
};

/// Which fields differ.
FieldMask difference(const Row& a, const Row& b);

/// The last place that is told exactly.
inline constexpr int last_place = 100;

}  // namespace sluice::queue
