#include "gui/models/sidebar_model.h"

#include <algorithm>

#include "gui/format/text.h"
#include "gui/models/queue_model.h"

namespace sluice::gui {
namespace {

constexpr int refreshAfterMs = 100;
constexpr std::size_t mostHosts = 20;
constexpr std::size_t mostCategories = 50;
constexpr queue::State shownStates[] = {queue::State::active, queue::State::queued, queue::State::waiting,
                                        queue::State::paused, queue::State::failed, queue::State::done};

}  // namespace

SidebarModel::SidebarModel(const QueueModel& queue, QObject* parent) : QAbstractListModel(parent), queue_(queue) {
    items_ = build();
    refreshTimer_.setSingleShot(true);
    refreshTimer_.setInterval(refreshAfterMs);
    connect(&refreshTimer_, &QTimer::timeout, this, &SidebarModel::refresh);
    connect(&queue, &QueueModel::totalsChanged, this, [this] {
        if (!refreshTimer_.isActive()) {
            refreshTimer_.start();
        }
    });
}

std::vector<SidebarModel::Item> SidebarModel::build() const {
    const RowStore& store = queue_.store();
    std::vector<Item> items;
    items.push_back({tr("State"), {}, 0, true});
    items.push_back({tr("All"), {}, static_cast<int>(store.totals().rows), false});
    for (const queue::State state : shownStates) {
        int count = store.countOf(state);
        if (state == queue::State::active) {
            count += store.countOf(queue::State::verifying);
        }
        items.push_back({stateName(state), {SidebarChoice::Kind::state, state, {}}, count, false});
    }
    addShared(items, tr("Category"), SidebarChoice::Kind::category, store.categoryCounts(), mostCategories);
    addShared(items, tr("Host"), SidebarChoice::Kind::host, store.hostCounts(), mostHosts);
    return items;
}

void SidebarModel::addShared(std::vector<Item>& items, const QString& heading, SidebarChoice::Kind kind,
                             const std::vector<int>& counts, std::size_t most) const {
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t number = 1; number < counts.size(); ++number) {
        if (counts[number] > 0) {
            numbers.push_back(number);
        }
    }
    const auto end = numbers.begin() + static_cast<std::ptrdiff_t>(std::min(most, numbers.size()));
    const RowStore& store = queue_.store();
    std::partial_sort(numbers.begin(), end, numbers.end(), [&](std::uint32_t a, std::uint32_t b) {
        return counts[a] != counts[b] ? counts[a] > counts[b] : store.text(a) < store.text(b);
    });
    if (numbers.empty()) {
        return;
    }
    items.push_back({heading, {}, 0, true});
    for (auto it = numbers.begin(); it != end; ++it) {
        const std::string& text = store.text(*it);
        items.push_back({QString::fromStdString(text), {kind, queue::State::queued, text}, counts[*it], false});
    }
}

void SidebarModel::refresh() {
    refreshTimer_.stop();
    std::vector<Item> items = build();
    const bool same =
        std::equal(items.begin(), items.end(), items_.begin(), items_.end(),
                   [](const Item& a, const Item& b) { return a.label == b.label && a.choice == b.choice; });
    if (!same) {
        beginResetModel();
        items_ = std::move(items);
        endResetModel();
        return;
    }
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (items[i].count != items_[i].count) {
            items_[i].count = items[i].count;
            const QModelIndex changed = index(static_cast<int>(i));
            emit dataChanged(changed, changed, {countRole, Qt::AccessibleTextRole});
        }
    }
}

SidebarChoice SidebarModel::choiceAt(int row) const {
    return row >= 0 && row < rowCount() ? items_[static_cast<std::size_t>(row)].choice : SidebarChoice{};
}

int SidebarModel::rowOf(const SidebarChoice& choice) const {
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (!items_[i].heading && items_[i].choice == choice) {
            return static_cast<int>(i);
        }
    }
    return 1;
}

QString SidebarModel::labelOf(const SidebarChoice& choice) const {
    return items_[static_cast<std::size_t>(rowOf(choice))].label;
}

int SidebarModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(items_.size());
}

QVariant SidebarModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Item& item = items_[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
        case Qt::ToolTipRole:
            return item.label;
        case Qt::AccessibleTextRole:
            return item.heading ? item.label : tr("%1, %2").arg(item.label, format::count(item.count));
        case countRole:
            return item.heading ? QVariant() : QVariant(item.count);
        case headingRole:
            return item.heading;
        default:
            return {};
    }
}

Qt::ItemFlags SidebarModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    // Headings are passed over by the arrow keys.
    return isHeading(index.row()) ? Qt::NoItemFlags : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

}  // namespace sluice::gui
