#pragma once

#include <functional>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "engine/queue/queue_service.h"

namespace sluice::queue {

/// The list as it is shown, and what changed in it since somebody last looked. The queue's thread alone changes it and
/// may read row() without a lock; take(), rows() and on_changed() are for any thread.
class ChangeLog {
  public:
    // ---- the queue's thread
    /// At the end of the list.
    void add(Row row);
    void remove(const std::unordered_set<Id>& ids);
    /// Replaces the row of the same id; ignored if it is not shown.
    void change(FieldMask mask, const Row& row);
    void set_order(std::vector<Id> order);
    /// The limits are others now.
    void limits_changed();
    /// Null if it is not shown.
    const Row* row(Id id) const;
    const std::vector<Id>& order() const { return order_; }

    // ---- any thread
    ChangeSet take();
    std::shared_ptr<const std::vector<Row>> rows(std::uint64_t& revision);
    /// The list as rows() gives it, without a word to those who take change sets.
    std::vector<Row> snapshot() const;
    void on_changed(std::function<void()> callback);

  private:
    /// Tells the callback once after an empty take(); called without the lock.
    void tell();

    mutable std::mutex mutex_;
    std::unordered_map<Id, Row> rows_;
    std::vector<Id> order_;
    ChangeSet pending_;
    std::unordered_map<Id, std::size_t> added_at_;    // in pending_.added
    std::unordered_map<Id, std::size_t> changed_at_;  // in pending_.changed
    bool order_changed_ = false;
    bool waiting_ = true;  // the last take() was empty
    std::uint64_t revision_ = 0;
    std::function<void()> callback_;
};

}  // namespace sluice::queue
