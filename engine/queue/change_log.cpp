#include "engine/queue/change_log.h"

#include <algorithm>

namespace sluice::queue {

void ChangeLog::add(Row row) {
    {
        const std::lock_guard lock(mutex_);
        const Id id = row.id;
        if (!rows_.emplace(id, row).second) {
            return;
        }
        order_.push_back(id);
        added_at_[id] = pending_.added.size();
        pending_.added.push_back(std::move(row));
    }
    tell();
}

void ChangeLog::remove(const std::unordered_set<Id>& ids) {
    const auto gone = [&ids](Id id) { return ids.contains(id); };
    {
        const std::lock_guard lock(mutex_);
        for (const Id id : ids) {
            // One that the reader has not heard of needs no word of its end; one that came back may have been known.
            if (rows_.erase(id) != 0 && !added_at_.contains(id)) {
                pending_.removed.push_back(id);
            }
        }
        std::erase_if(order_, gone);
        std::erase_if(pending_.added, [&](const Row& row) { return gone(row.id); });
        std::erase_if(pending_.changed, [&](const ChangeSet::Changed& changed) { return gone(changed.row.id); });
        added_at_.clear();
        for (std::size_t i = 0; i < pending_.added.size(); ++i) {
            added_at_[pending_.added[i].id] = i;
        }
        changed_at_.clear();
        for (std::size_t i = 0; i < pending_.changed.size(); ++i) {
            changed_at_[pending_.changed[i].row.id] = i;
        }
    }
    tell();
}

void ChangeLog::change(FieldMask mask, const Row& row) {
    {
        const std::lock_guard lock(mutex_);
        const auto shown = rows_.find(row.id);
        if (shown == rows_.end() || mask == 0) {
            return;
        }
        shown->second = row;
        const auto added = added_at_.find(row.id);
        if (added != added_at_.end()) {
            pending_.added[added->second] = row;
        } else if (const auto [at, fresh] = changed_at_.try_emplace(row.id, pending_.changed.size()); fresh) {
            pending_.changed.push_back({mask, row});
        } else {
            pending_.changed[at->second].mask |= mask;
            pending_.changed[at->second].row = row;
        }
    }
    tell();
}

void ChangeLog::set_order(std::vector<Id> order) {
    {
        const std::lock_guard lock(mutex_);
        order_ = std::move(order);
        order_changed_ = true;
    }
    tell();
}

void ChangeLog::limits_changed() {
    {
        const std::lock_guard lock(mutex_);
        pending_.limits = true;
    }
    tell();
}

const Row* ChangeLog::row(Id id) const {
    const auto found = rows_.find(id);
    return found == rows_.end() ? nullptr : &found->second;
}

ChangeSet ChangeLog::take() {
    const std::lock_guard lock(mutex_);
    ChangeSet out;
    std::swap(out, pending_);
    if (order_changed_) {
        out.order = order_;
        order_changed_ = false;
    }
    added_at_.clear();
    changed_at_.clear();
    out.revision = ++revision_;
    waiting_ = out.empty();
    return out;
}

std::shared_ptr<const std::vector<Row>> ChangeLog::rows(std::uint64_t& revision) {
    auto out = std::make_shared<std::vector<Row>>();
    const std::lock_guard lock(mutex_);
    out->reserve(order_.size());
    for (const Id id : order_) {
        out->push_back(rows_.at(id));
    }
    // Everything pending is in these rows: the next set begins after them.
    pending_ = {};
    order_changed_ = false;
    added_at_.clear();
    changed_at_.clear();
    waiting_ = true;
    // Whoever else takes sets sees a gap, because what was pending is gone.
    revision = ++revision_;
    return out;
}

std::vector<Row> ChangeLog::snapshot() const {
    std::vector<Row> out;
    const std::lock_guard lock(mutex_);
    out.reserve(order_.size());
    for (const Id id : order_) {
        out.push_back(rows_.at(id));
    }
    return out;
}

void ChangeLog::on_changed(std::function<void()> callback) {
    bool something = false;
    {
        const std::lock_guard lock(mutex_);
        callback_ = std::move(callback);
        waiting_ = true;
        something = !pending_.empty() || order_changed_;
    }
    if (something) {
        tell();
    }
}

void ChangeLog::tell() {
    std::function<void()> callback;
    {
        const std::lock_guard lock(mutex_);
        if (!waiting_ || !callback_ || (pending_.empty() && !order_changed_)) {
            return;
        }
        waiting_ = false;
        callback = callback_;
    }
    callback();
}

}  // namespace sluice::queue
