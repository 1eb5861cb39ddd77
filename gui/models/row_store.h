#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "engine/queue/queue_service.h"
#include "gui/models/status_text.h"
#include "gui/models/string_pool.h"

namespace sluice::gui {

/// One row of the list, compact: what many share is a number in the store's pool.
struct Entry {
    queue::Id id = 0;
    std::int64_t size = -1, received = 0, retryAt = 0, added = 0, finished = 0, activeMs = 0, left = -1;
    double speed = 0;
    std::string name, url;
    Error error;
    std::uint32_t host = 0, category = 0, folder = 0, type = 0, protocol = 0, remote = 0;
    std::uint32_t sequence = 0;  ///< order of the list without sorting
    std::int32_t place = 0;
    std::uint16_t connections = 0, retries = 0, retryLimit = 0;
    queue::State state = queue::State::queued;
    queue::Phase phase = queue::Phase::none;
    bool used = false, resumable = false, verified = false, tlsUnverified = false;
};

/// Sums over all rows, kept with each change.
struct Totals {
    std::int64_t rows = 0, received = 0, size = 0, connections = 0;
    std::int64_t activeBytes = 0, leftBytes = 0;  ///< of active ones whose size is known: all, and still to come
    double speed = 0;
};

/// The rows of the list in slots that stay put, with counts and sums that cost nothing to ask. Every change is O(1).
class RowStore {
  public:
    using Slot = std::uint32_t;
    static constexpr Slot noSlot = ~Slot{0};

    void clear();
    Slot insert(const queue::Row& row);
    void update(Slot slot, const queue::Row& row);
    void erase(Slot slot);
    void setSequence(Slot slot, std::uint32_t sequence) { entries_[slot].sequence = sequence; }

    Slot slotOf(queue::Id id) const;
    const Entry& at(Slot slot) const { return entries_[slot]; }
    const std::vector<Entry>& entries() const { return entries_; }
    const StringPool& strings() const { return strings_; }
    const std::string& text(std::uint32_t number) const { return strings_.at(number); }

    const Totals& totals() const { return totals_; }
    int countOf(queue::State state) const { return states_[static_cast<std::size_t>(state)]; }
    /// Rows per number in the pool; shorter than the pool if the last ones were never counted.
    const std::vector<int>& hostCounts() const { return hosts_; }
    const std::vector<int>& categoryCounts() const { return categories_; }
    /// Rows that wait with a known time of the next try.
    int countdowns() const { return countdowns_; }

  private:
    void fill(Entry& entry, const queue::Row& row);
    void count(const Entry& entry, int sign);

    std::vector<Entry> entries_;
    std::vector<Slot> free_;
    std::unordered_map<queue::Id, Slot> slots_;
    StringPool strings_;
    Totals totals_;
    std::array<int, queue::state_count> states_{};
    std::vector<int> hosts_, categories_;
    int countdowns_ = 0;
    std::uint32_t nextSequence_ = 0;
};

StatusFacts statusFacts(const Entry& entry);

}  // namespace sluice::gui
