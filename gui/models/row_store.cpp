#include "gui/models/row_store.h"

#include <algorithm>
#include <limits>

namespace sluice::gui {
namespace {

std::uint16_t clamped(int value) {
    return static_cast<std::uint16_t>(std::clamp(value, 0, int{std::numeric_limits<std::uint16_t>::max()}));
}

void add(std::vector<int>& counts, std::uint32_t number, int sign) {
    if (number >= counts.size()) {
        counts.resize(number + 1, 0);
    }
    counts[number] += sign;
}

}  // namespace

void RowStore::clear() {
    entries_.clear();
    free_.clear();
    slots_.clear();
    totals_ = {};
    states_.fill(0);
    std::fill(hosts_.begin(), hosts_.end(), 0);
    std::fill(categories_.begin(), categories_.end(), 0);
    countdowns_ = 0;
    nextSequence_ = 0;
}

void RowStore::fill(Entry& entry, const queue::Row& row) {
    entry.id = row.id;
    entry.size = row.size;
    entry.received = row.received;
    entry.retryAt = row.retry_at;
    entry.added = row.added;
    entry.finished = row.finished;
    entry.activeMs = row.active_ms;
    entry.left = row.left_s;
    // A row that does not move has no speed, whatever it was told last.
    entry.speed = row.state == queue::State::active ? row.speed : 0;
    if (entry.name != row.name) {
        entry.name = row.name;
    }
    if (entry.url != row.url) {
        entry.url = row.url;
    }
    entry.error = row.error;
    entry.host = strings_.add(row.host);
    entry.category = strings_.add(row.category);
    entry.folder = strings_.add(row.folder);
    entry.type = strings_.add(row.type);
    entry.protocol = strings_.add(row.protocol);
    entry.remote = strings_.add(row.remote);
    entry.place = row.place;
    entry.connections = row.state == queue::State::active ? clamped(row.connections) : std::uint16_t{0};
    entry.retries = clamped(row.retries);
    entry.retryLimit = clamped(row.retry_limit);
    entry.state = row.state;
    entry.phase = row.phase;
    entry.used = true;
    entry.resumable = row.resumable;
    entry.verified = row.verified;
    entry.tlsUnverified = row.tls_unverified;
}

void RowStore::count(const Entry& entry, int sign) {
    totals_.rows += sign;
    totals_.received += sign * entry.received;
    totals_.size += sign * std::max<std::int64_t>(entry.size, 0);
    totals_.connections += sign * int{entry.connections};
    totals_.speed += sign * entry.speed;
    if (entry.state == queue::State::active && entry.size > entry.received) {
        totals_.activeBytes += sign * entry.size;
        totals_.leftBytes += sign * (entry.size - entry.received);
    }
    states_[static_cast<std::size_t>(entry.state)] += sign;
    if (states_[static_cast<std::size_t>(queue::State::active)] == 0) {
        totals_.speed = 0;  // ends what rounding left over
    }
    add(hosts_, entry.host, sign);
    add(categories_, entry.category, sign);
    countdowns_ += entry.state == queue::State::waiting && entry.retryAt > 0 ? sign : 0;
}

RowStore::Slot RowStore::insert(const queue::Row& row) {
    Slot slot = slotOf(row.id);
    if (slot != noSlot) {
        update(slot, row);
        return slot;
    }
    if (free_.empty()) {
        slot = static_cast<Slot>(entries_.size());
        entries_.emplace_back();
    } else {
        slot = free_.back();
        free_.pop_back();
    }
    Entry& entry = entries_[slot];
    fill(entry, row);
    entry.sequence = nextSequence_++;
    slots_.emplace(row.id, slot);
    count(entry, 1);
    return slot;
}

void RowStore::update(Slot slot, const queue::Row& row) {
    Entry& entry = entries_[slot];
    count(entry, -1);
    fill(entry, row);
    count(entry, 1);
}

void RowStore::erase(Slot slot) {
    Entry& entry = entries_[slot];
    count(entry, -1);
    slots_.erase(entry.id);
    entry = Entry{};
    free_.push_back(slot);
}

RowStore::Slot RowStore::slotOf(queue::Id id) const {
    const auto found = slots_.find(id);
    return found == slots_.end() ? noSlot : found->second;
}

StatusFacts statusFacts(const Entry& entry) {
    return {entry.state,      entry.phase,   entry.size,  entry.received, entry.retries,
            entry.retryLimit, entry.retryAt, entry.place, entry.verified, &entry.error};
}

}  // namespace sluice::gui
