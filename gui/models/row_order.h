#pragma once

#include <optional>

#include "gui/models/queue_column.h"
#include "gui/models/row_store.h"

namespace sluice::gui {

/// Which way the list is sorted; without a column it stands in queue order.
struct SortKey {
    std::optional<Column> column;
    bool descending = false;
};

/// Strict order of two rows; equal ones stand in queue order, so that sorting is repeatable.
class RowOrder {
  public:
    RowOrder(const RowStore& store, SortKey key) : store_(&store), key_(key) {}
    bool operator()(RowStore::Slot a, RowStore::Slot b) const;

  private:
    /// Below zero if `a` comes first, ascending.
    int compare(const Entry& a, const Entry& b) const;
    int compareWords(Column column, const Entry& a, const Entry& b) const;

    const RowStore* store_;
    SortKey key_;
};

/// Bytes per second over the time it was active; 0 if there was none.
double averageSpeed(const Entry& entry);
/// 0 to 1; below zero if the size is unknown.
double fractionOf(const Entry& entry);

}  // namespace sluice::gui
