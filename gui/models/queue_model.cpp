#include "gui/models/queue_model.h"

#include <QDateTime>

#include <algorithm>
#include <bit>
#include <numeric>

#include "gui/models/cell_text.h"
#include "gui/models/error_text.h"

namespace sluice::gui {
namespace {

constexpr int resortEveryMs = 1000;
constexpr int countdownEveryMs = 1000;
/// Texts of about ten screens; past that the cache starts afresh.
constexpr qsizetype mostCachedRows = 1024;
/// More removals or insertions than this in one go are shown as a reset: each costs the view a pass over its sections.
constexpr std::size_t mostRuns = 200;

qint64 now() {
    return QDateTime::currentSecsSinceEpoch();
}

bool isOver(queue::State state) {
    return state == queue::State::done || state == queue::State::failed;
}

/// The columns whose cells depend on one of the fields.
std::uint32_t columnsOf(queue::FieldMask mask) {
    std::uint32_t columns = 0;
    for (int i = 0; i < columnCount; ++i) {
        if ((factsOf(static_cast<Column>(i)).fields & mask) != 0) {
            columns |= 1U << i;
        }
    }
    return columns;
}

}  // namespace

QueueModel::QueueModel(QObject* parent) : QAbstractTableModel(parent) {
    resortTimer_.setSingleShot(true);
    resortTimer_.setInterval(resortEveryMs);
    connect(&resortTimer_, &QTimer::timeout, this, [this] {
        if (resortHeld_ && resortHeld_()) {
            resortTimer_.start();
        } else {
            resort();
        }
    });
    countdownTimer_.setInterval(countdownEveryMs);
    connect(&countdownTimer_, &QTimer::timeout, this, &QueueModel::refreshCountdowns);
}

void QueueModel::reset(const std::shared_ptr<const std::vector<queue::Row>>& rows) {
    beginResetModel();
    store_.clear();
    texts_.clear();
    if (rows) {
        for (const queue::Row& row : *rows) {
            store_.insert(row);
        }
    }
    rebuild();
    endResetModel();
    emit totalsChanged();
}

void QueueModel::rebuild() {
    order_.clear();
    const std::vector<Entry>& entries = store_.entries();
    for (Slot slot = 0; slot < entries.size(); ++slot) {
        if (entries[slot].used && filter_.passes(store_, entries[slot])) {
            order_.push_back(slot);
        }
    }
    std::sort(order_.begin(), order_.end(), RowOrder(store_, sortKey_));
    rowOf_.assign(entries.size(), hidden);
    renumber(0);
}

void QueueModel::renumber(std::size_t from) {
    rowOf_.resize(store_.entries().size(), hidden);
    for (std::size_t row = from; row < order_.size(); ++row) {
        rowOf_[order_[row]] = static_cast<std::int32_t>(row);
    }
}

void QueueModel::setFilter(const QString& text, const SidebarChoice& choice) {
    beginResetModel();
    filter_ = RowFilter(text, choice);
    rebuild();
    endResetModel();
}

void QueueModel::sort(int column, Qt::SortOrder order) {
    sortKey_ = {};
    if (column >= 0 && column < gui::columnCount) {
        sortKey_ = {static_cast<Column>(column), order == Qt::DescendingOrder};
    }
    resort();
}

void QueueModel::resort() {
    resortTimer_.stop();
    const RowOrder before(store_, sortKey_);
    if (std::is_sorted(order_.begin(), order_.end(), before)) {
        return;
    }
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    std::vector<Slot> picked;
    picked.reserve(static_cast<std::size_t>(from.size()));
    for (const QModelIndex& index : from) {
        picked.push_back(order_[static_cast<std::size_t>(index.row())]);
    }
    std::sort(order_.begin(), order_.end(), before);
    renumber(0);
    QModelIndexList to;
    to.reserve(from.size());
    for (qsizetype i = 0; i < from.size(); ++i) {
        to.append(createIndex(rowOf_[picked[static_cast<std::size_t>(i)]], from.at(i).column()));
    }
    changePersistentIndexList(from, to);
    emit layoutChanged({}, VerticalSortHint);
}

void QueueModel::apply(const queue::ChangeSet& changes) {
    takeRemoved(changes.removed);
    takeAdded(changes.added);
    takeChanged(changes.changed);
    takeOrder(changes.order);
    if (store_.countdowns() > 0 && !countdownTimer_.isActive()) {
        countdownTimer_.start();
    }
    emit totalsChanged();
}

void QueueModel::takeRemoved(const std::vector<queue::Id>& ids) {
    std::vector<Slot> picked;
    for (const queue::Id id : ids) {
        const Slot slot = store_.slotOf(id);
        if (slot != RowStore::noSlot) {
            picked.push_back(slot);
        }
    }
    if (picked.empty()) {
        return;
    }
    removeSlots(picked);
    for (const Slot slot : picked) {
        store_.erase(slot);
        texts_.remove(slot);
    }
}

void QueueModel::removeSlots(const std::vector<Slot>& picked) {
    std::vector<int> rows;
    for (const Slot slot : picked) {
        if (rowOf_[slot] != hidden) {
            rows.push_back(rowOf_[slot]);
        }
    }
    std::sort(rows.begin(), rows.end());
    std::vector<std::pair<int, int>> runs;
    for (const int row : rows) {
        if (!runs.empty() && runs.back().second + 1 == row) {
            runs.back().second = row;
        } else {
            runs.emplace_back(row, row);
        }
    }
    const bool whole = runs.size() > mostRuns;
    if (whole) {
        beginResetModel();
    }
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        if (!whole) {
            beginRemoveRows({}, run->first, run->second);
        }
        const auto begin = order_.begin() + run->first;
        const auto end = order_.begin() + run->second + 1;
        std::for_each(begin, end, [this](Slot slot) { rowOf_[slot] = hidden; });
        order_.erase(begin, end);
        if (!whole) {
            renumber(static_cast<std::size_t>(run->first));
            endRemoveRows();
        }
    }
    if (whole) {
        renumber(0);
        endResetModel();
    }
}

void QueueModel::takeAdded(const std::vector<queue::Row>& rows) {
    std::vector<Slot> shown;
    for (const queue::Row& row : rows) {
        const bool known = store_.slotOf(row.id) != RowStore::noSlot;
        const Slot slot = store_.insert(row);
        if (!known && filter_.passes(store_, store_.at(slot))) {
            shown.push_back(slot);
        }
    }
    rowOf_.resize(store_.entries().size(), hidden);
    appendSlots(std::move(shown));
}

/// Puts rows at the end in one insertion and lets the order bring them to their place.
void QueueModel::appendSlots(std::vector<Slot> picked) {
    if (picked.empty()) {
        return;
    }
    const auto first = order_.size();
    beginInsertRows({}, static_cast<int>(first), static_cast<int>(first + picked.size()) - 1);
    order_.insert(order_.end(), picked.begin(), picked.end());
    renumber(first);
    endInsertRows();
    resort();
}

void QueueModel::takeChanged(const std::vector<queue::ChangeSet::Changed>& changed) {
    std::vector<std::pair<int, queue::FieldMask>> dirty;
    std::vector<Slot> appearing, vanishing;
    std::vector<queue::Id> over;
    queue::FieldMask fields = 0;
    for (const auto& [mask, row] : changed) {
        const Slot slot = store_.slotOf(row.id);
        if (slot == RowStore::noSlot) {
            continue;
        }
        if (isOver(row.state) && !isOver(store_.at(slot).state)) {
            over.push_back(row.id);
        }
        store_.update(slot, row);
        forget(slot, mask);
        fields |= mask;
        const bool passes = filter_.passes(store_, store_.at(slot));
        const bool shown = rowOf_[slot] != hidden;
        if (passes && shown) {
            dirty.emplace_back(rowOf_[slot], mask);
        } else if (passes != shown) {
            (passes ? appearing : vanishing).push_back(slot);
        }
    }
    announce(std::move(dirty));
    if (!vanishing.empty()) {
        removeSlots(vanishing);
    }
    appendSlots(std::move(appearing));
    scheduleResort(fields);
    if (!over.empty()) {
        emit ended(over);
    }
}

void QueueModel::takeOrder(const std::vector<queue::Id>& ids) {
    if (ids.empty()) {
        return;
    }
    std::uint32_t sequence = 0;
    for (const queue::Id id : ids) {
        const Slot slot = store_.slotOf(id);
        if (slot != RowStore::noSlot) {
            store_.setSequence(slot, sequence++);
        }
    }
    resort();
}

void QueueModel::scheduleResort(queue::FieldMask mask) {
    if (sortKey_.column && (factsOf(*sortKey_.column).fields & mask) != 0 && !resortTimer_.isActive()) {
        resortTimer_.start();
    }
}

void QueueModel::announce(std::vector<std::pair<int, queue::FieldMask>> rows) {
    std::erase_if(rows, [this](const auto& row) { return row.first < firstVisible_ || row.first > lastVisible_; });
    std::sort(rows.begin(), rows.end());
    std::size_t at = 0;
    while (at < rows.size()) {
        std::size_t end = at + 1;
        std::uint32_t columns = columnsOf(rows[at].second);
        while (end < rows.size() && rows[end].first <= rows[end - 1].first + 1) {
            columns |= columnsOf(rows[end++].second);
        }
        if (columns != 0) {
            const int firstColumn = std::countr_zero(columns);
            const int lastColumn = 31 - std::countl_zero(columns);
            emit dataChanged(index(rows[at].first, firstColumn), index(rows[end - 1].first, lastColumn));
        }
        at = end;
    }
}

void QueueModel::refreshCountdowns() {
    if (store_.countdowns() == 0) {
        countdownTimer_.stop();
        return;
    }
    const int column = static_cast<int>(Column::left);
    const int last = std::min(lastVisible_, rowCount() - 1);
    for (int row = firstVisible_; row <= last; ++row) {
        const Entry& entry = entryAt(row);
        if (entry.state == queue::State::waiting && entry.retryAt > 0) {
            emit dataChanged(index(row, column), index(row, column));
        }
    }
}

void QueueModel::forget(Slot slot, queue::FieldMask mask) {
    const auto found = texts_.find(slot);
    if (found != texts_.end()) {
        found->known &= ~columnsOf(mask);
    }
}

QString QueueModel::cachedText(Slot slot, Column column) const {
    const Entry& entry = store_.at(slot);
    if (column == Column::left && entry.state == queue::State::waiting) {
        return cellText(store_, entry, column, now());
    }
    if (texts_.size() > mostCachedRows) {
        texts_.clear();
    }
    CachedTexts& cached = texts_[slot];
    const auto number = static_cast<std::size_t>(column);
    if ((cached.known & (1U << number)) == 0) {
        cached.texts[number] = cellText(store_, entry, column, now());
        cached.known |= 1U << number;
    }
    return cached.texts[number];
}

void QueueModel::refreshTexts() {
    texts_.clear();
    if (rowCount() > 0) {
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }
}

void QueueModel::setVisibleRows(int first, int last) {
    firstVisible_ = first;
    lastVisible_ = last;
}

int QueueModel::rowOf(queue::Id id) const {
    const Slot slot = store_.slotOf(id);
    return slot == RowStore::noSlot ? -1 : rowOf_[slot];
}

QString QueueModel::listedAddress(const QString& url) const {
    const std::string wanted = url.toStdString();
    for (const Entry& entry : store_.entries()) {
        if (entry.used && entry.url == wanted) {
            const QString percent = cellText(store_, entry, Column::progress, now());
            return percent.isEmpty() ? tr("In the list already") : tr("In the list already, %1").arg(percent);
        }
    }
    return {};
}

int QueueModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(order_.size());
}

int QueueModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : gui::columnCount;
}

QVariant QueueModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Slot slot = order_[static_cast<std::size_t>(index.row())];
    const Entry& entry = store_.at(slot);
    const auto column = static_cast<Column>(index.column());
    switch (role) {
        case Qt::DisplayRole:
            return cachedText(slot, column);
        case Qt::TextAlignmentRole:
            return QVariant::fromValue((factsOf(column).rightAligned ? Qt::AlignRight : Qt::AlignLeft) |
                                       Qt::AlignVCenter);
        case Qt::ToolTipRole:
            return rowToolTip(store_, entry, now());
        case Qt::AccessibleTextRole:
            return column == Column::name ? rowSentence(entry, now()) : cachedText(slot, column);
        case Qt::AccessibleDescriptionRole:
            return column == Column::name ? errorText(entry.error) : titleOf(column);
        case idRole:
            return QVariant::fromValue<qint64>(entry.id);
        case stateRole:
            return static_cast<int>(entry.state);
        case fractionRole:
            return fractionOf(entry);
        case toneRole:
            return static_cast<int>(toneOf(entry.state));
        default:
            return {};
    }
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= gui::columnCount) {
        return {};
    }
    const auto column = static_cast<Column>(section);
    if (role == Qt::DisplayRole) {
        return titleOf(column);
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue((factsOf(column).rightAligned ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

Qt::ItemFlags QueueModel::flags(const QModelIndex& index) const {
    return index.isValid() ? Qt::ItemIsSelectable | Qt::ItemIsEnabled | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

}  // namespace sluice::gui
