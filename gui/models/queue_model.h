#pragma once

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QHash>
#include <QTimer>

#include <array>
#include <functional>
#include <memory>
#include <vector>

#include "gui/models/queue_column.h"
#include "gui/models/row_filter.h"
#include "gui/models/row_order.h"
#include "gui/models/row_store.h"

namespace sluice::gui {

/// The list as the window shows it: rows in slots, and an own index of slots for order and filter.
///
/// A change set costs time in proportion to what changed, not to what is listed. Announced are only cells that can be
/// seen (setVisibleRows) and that changed. A list sorted by a live column is sorted anew at most once a second.
/// GUI thread only.
class QueueModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Role { idRole = Qt::UserRole, stateRole, fractionRole, toneRole };

    explicit QueueModel(QObject* parent = nullptr);

    /// Replaces everything; the order is the queue's.
    void reset(const std::shared_ptr<const std::vector<queue::Row>>& rows);
    void apply(const queue::ChangeSet& changes);

    void setFilter(const QString& text, const SidebarChoice& choice);
    bool isFiltered() const { return !filter_.passesAll(); }
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    SortKey sortKey() const { return sortKey_; }

    /// The rows on screen, both ends included; only these are announced when they change. Empty range: none.
    void setVisibleRows(int first, int last);
    /// While it answers true, sorting by a live column waits (a mouse button or a menu is down).
    void setResortHold(std::function<bool()> held) { resortHeld_ = std::move(held); }

    const RowStore& store() const { return store_; }
    const Entry& entryAt(int row) const { return store_.at(order_[static_cast<std::size_t>(row)]); }
    queue::Id idAt(int row) const { return entryAt(row).id; }
    /// All texts are made anew: the units are others.
    void refreshTexts();
    /// -1 if it is not shown.
    int rowOf(queue::Id id) const;
    /// "In the list already, 62.0 %" if this address is; a pass over all rows.
    QString listedAddress(const QString& url) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

  signals:
    /// Counts and sums of the store may be others now. At most once per change set.
    void totalsChanged();
    /// These became done or failed just now; not told of what was so when the list was loaded.
    void ended(const std::vector<sluice::queue::Id>& ids);

  private:
    using Slot = RowStore::Slot;
    struct CachedTexts {
        std::array<QString, gui::columnCount> texts;
        std::uint32_t known = 0;
    };
    static constexpr std::int32_t hidden = -1;

    void rebuild();
    void resort();
    void renumber(std::size_t from);
    void removeSlots(const std::vector<Slot>& picked);
    void appendSlots(std::vector<Slot> picked);
    void takeRemoved(const std::vector<queue::Id>& ids);
    void takeAdded(const std::vector<queue::Row>& rows);
    void takeChanged(const std::vector<queue::ChangeSet::Changed>& changed);
    void takeOrder(const std::vector<queue::Id>& ids);
    void announce(std::vector<std::pair<int, queue::FieldMask>> rows);
    void forget(Slot slot, queue::FieldMask mask);
    void scheduleResort(queue::FieldMask mask);
    void refreshCountdowns();
    QString cachedText(Slot slot, Column column) const;

    RowStore store_;
    std::vector<Slot> order_;          ///< slots in the order shown
    std::vector<std::int32_t> rowOf_;  ///< row per slot, hidden if filtered out
    RowFilter filter_;
    SortKey sortKey_;
    int firstVisible_ = 0, lastVisible_ = -1;
    mutable QHash<Slot, CachedTexts> texts_;
    QTimer resortTimer_, countdownTimer_;
    std::function<bool()> resortHeld_;
};

}  // namespace sluice::gui
