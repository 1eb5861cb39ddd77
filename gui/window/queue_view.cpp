#include "gui/window/queue_view.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

#include "gui/models/queue_model.h"
#include "gui/window/header_style.h"
#include "gui/window/row_delegate.h"

namespace sluice::gui {
namespace {

constexpr int leastNameWidth = 220;
constexpr int searchLastsMs = 1000;
constexpr int clickHoldsMs = 3000;
constexpr auto selectRows = QItemSelectionModel::Select | QItemSelectionModel::Rows;

}  // namespace

QueueView::QueueView(QueueModel& model, QWidget* parent) : QTableView(parent), model_(model) {
    setObjectName(QStringLiteral("queueView"));
    setAccessibleName(tr("Downloads"));
    setModel(&model);
    setItemDelegate(new RowDelegate(this));
    setItemDelegateForColumn(static_cast<int>(Column::progress), new ProgressDelegate(this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setCornerButtonEnabled(false);
    setFrameShape(QFrame::NoFrame);
    setUpHeaders();
    setRowHeight();
    setDefaultColumns();
    keepSelectionOverResets();
    model_.setResortHold(
        [] { return QGuiApplication::mouseButtons() != Qt::NoButton || QApplication::activePopupWidget() != nullptr; });
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &QueueView::tellVisibleRows);
}

void QueueView::setUpHeaders() {
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    QHeaderView* header = horizontalHeader();
    header->setObjectName(QStringLiteral("queueHeader"));
    auto* style = new HeaderStyle;
    style->setParent(header);
    header->setStyle(style);
    header->setAccessibleName(tr("Columns"));
    header->setHighlightSections(false);
    header->setSectionsMovable(true);
    header->setFirstSectionMovable(false);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setMinimumSectionSize(40);
    header->setSortIndicatorClearable(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    connect(header, &QHeaderView::sectionResized, this, [this](int section) {
        if (section != static_cast<int>(Column::name)) {
            fitName();
        }
    });
}

void QueueView::setRowHeight() {
    verticalHeader()->setMinimumSectionSize(16);
    const int text = fontMetrics().height();
    verticalHeader()->setDefaultSectionSize(compact_ ? std::max(22, text + 4) : std::max(28, text + 10));
}

void QueueView::setCompact(bool compact) {
    compact_ = compact;
    setRowHeight();
    tellVisibleRows();
}

void QueueView::setDefaultColumns() {
    QHeaderView* header = horizontalHeader();
    for (int i = 0; i < columnCount; ++i) {
        header->moveSection(header->visualIndex(i), i);
        header->setSectionHidden(i, i >= defaultColumns);
        const auto& facts = gui::factsOf(static_cast<Column>(i));
        const int text = fontMetrics().horizontalAdvance(QString::fromLatin1(facts.widest));
        const int title = header->fontMetrics().horizontalAdvance(titleOf(facts.column)) + 14;
        header->resizeSection(i, std::max(text, title) + 2 * RowDelegate::padding + 4);
    }
    header->setSortIndicator(-1, Qt::AscendingOrder);
    fitName();
}

void QueueView::fitColumns() {
    resizeColumnsToContents();
    fitName();
}

void QueueView::setColumnShown(int column, bool shown) {
    horizontalHeader()->setSectionHidden(column, !shown);
    fitName();
}

/// The name takes what the other columns leave, but never less than it needs to be read.
void QueueView::fitName() {
    if (fitting_) {
        return;
    }
    fitting_ = true;
    QHeaderView* header = horizontalHeader();
    constexpr int name = static_cast<int>(Column::name);
    const int others = header->length() - (header->isSectionHidden(name) ? 0 : header->sectionSize(name));
    header->resizeSection(name, std::max(leastNameWidth, viewport()->width() - others));
    fitting_ = false;
}

void QueueView::keepSelectionOverResets() {
    connect(&model_, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        keptAll_ = model_.rowCount() > 0 && selectedCount() == model_.rowCount();
        keptIds_ = keptAll_ ? std::vector<queue::Id>{} : selectedIds();
        keptCurrent_ = currentId();
    });
    connect(&model_, &QAbstractItemModel::modelReset, this, [this] {
        const int row = model_.rowOf(keptCurrent_);
        if (row >= 0) {
            selectionModel()->setCurrentIndex(model_.index(row, 0), QItemSelectionModel::NoUpdate);
        }
        keptAll_ ? selectAll() : selectIds(keptIds_);
        tellVisibleRows();
        emit selectedRowsChanged();
    });
    connect(&model_, &QAbstractItemModel::layoutAboutToBeChanged, this,
            [this] { currentTop_ = currentIndex().isValid() ? visualRect(currentIndex()).top() : -1; });
    connect(&model_, &QAbstractItemModel::layoutChanged, this, &QueueView::keepCurrentRowInPlace);
    connect(&model_, &QAbstractItemModel::rowsRemoved, this, [this] {
        tellVisibleRows();
        emit selectedRowsChanged();
    });
    connect(&model_, &QAbstractItemModel::rowsInserted, this, &QueueView::tellVisibleRows);
}

/// A row that was just clicked stays under the mouse when the list is sorted anew.
void QueueView::keepCurrentRowInPlace() {
    if (currentTop_ < 0 || !lastClick_.isValid() || lastClick_.elapsed() > clickHoldsMs) {
        return;
    }
    const int moved = visualRect(currentIndex()).top() - currentTop_;
    const int height = std::max(1, verticalHeader()->defaultSectionSize());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + moved / height);
}

std::vector<queue::Id> QueueView::selectedIds() const {
    std::vector<queue::Id> ids;
    if (selectionModel() == nullptr) {
        return ids;
    }
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            ids.push_back(model_.idAt(row));
        }
    }
    return ids;
}

int QueueView::selectedCount() const {
    int count = 0;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        count += range.height();
    }
    return count;
}

queue::Id QueueView::singleId() const {
    const QItemSelection selection = selectionModel()->selection();
    return selection.size() == 1 && selection.first().height() == 1 ? model_.idAt(selection.first().top()) : 0;
}

queue::Id QueueView::currentId() const {
    const QModelIndex current = currentIndex();
    return current.isValid() && current.row() < model_.rowCount() ? model_.idAt(current.row()) : 0;
}

void QueueView::selectIds(const std::vector<queue::Id>& ids) {
    std::vector<int> rows;
    for (const queue::Id id : ids) {
        const int row = model_.rowOf(id);
        if (row >= 0) {
            rows.push_back(row);
        }
    }
    std::sort(rows.begin(), rows.end());
    QItemSelection selection;
    const int lastColumn = columnCount - 1;
    for (std::size_t at = 0; at < rows.size();) {
        std::size_t end = at + 1;
        while (end < rows.size() && rows[end] == rows[end - 1] + 1) {
            ++end;
        }
        selection.append(QItemSelectionRange(model_.index(rows[at], 0), model_.index(rows[end - 1], lastColumn)));
        at = end;
    }
    selectionModel()->select(selection, QItemSelectionModel::Clear | selectRows);
}

bool QueueView::isSearching() const {
    return lastSearch_.isValid() && lastSearch_.elapsed() < searchLastsMs;
}

void QueueView::keyboardSearch(const QString& search) {
    search_ = isSearching() ? search_ + search : search;
    lastSearch_.start();
    const int count = model_.rowCount();
    const QByteArray wanted = search_.toLower().toUtf8();
    // A first letter goes on to the next name; more letters may keep the one that is current.
    const int from = std::max(0, currentIndex().row()) + (search_.size() == 1 && currentIndex().isValid() ? 1 : 0);
    for (int step = 0; step < count; ++step) {
        const int row = (from + step) % count;
        const std::string& name = model_.entryAt(row).name;
        const QByteArray start =
            QByteArray::fromRawData(name.data(), static_cast<qsizetype>(std::min(name.size(), std::size_t{200})));
        if (QString::fromUtf8(start).toLower().toUtf8().startsWith(wanted)) {
            setCurrentIndex(model_.index(row, 0));
            return;
        }
    }
}

bool QueueView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Space && isSearching()) {
            event->accept();  // a blank of the name that is being typed, not the key of an action
            return true;
        }
    }
    return QTableView::event(event);
}

void QueueView::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        emit pressedEscape();
        return;
    }
    if (event->key() == Qt::Key_Space && isSearching()) {
        keyboardSearch(QStringLiteral(" "));
        return;
    }
    QTableView::keyPressEvent(event);
}

void QueueView::mousePressEvent(QMouseEvent* event) {
    lastClick_.start();
    QTableView::mousePressEvent(event);
}

void QueueView::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    if (!painted_) {
        painted_ = true;
        emit firstPainted();
    }
}

void QueueView::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitName();
    tellVisibleRows();
}

void QueueView::scrollContentsBy(int dx, int dy) {
    QTableView::scrollContentsBy(dx, dy);
    tellVisibleRows();
}

void QueueView::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        setRowHeight();
    }
}

void QueueView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
    QTableView::selectionChanged(selected, deselected);
    emit selectedRowsChanged();
}

void QueueView::tellVisibleRows() {
    const int height = std::max(1, verticalHeader()->defaultSectionSize());
    const int first = verticalHeader()->offset() / height;
    model_.setVisibleRows(first, first + viewport()->height() / height + 1);
}

}  // namespace sluice::gui
