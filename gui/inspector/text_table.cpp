#include "gui/inspector/text_table.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QStyledItemDelegate>

#include <algorithm>

namespace sluice::gui {

namespace {

/// Keeps figures, which stand right, off the text of the next column. Only on the screen, never in what is copied.
const QString gapBehindFigures(2, QChar(0x00A0));

class GapDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

  protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        if ((option->displayAlignment & Qt::AlignRight) != 0 && !option->text.isEmpty()) {
            option->text += gapBehindFigures;
        }
    }
};

}  // namespace

TextTableModel::TextTableModel(std::vector<Column> columns, QObject* parent)
    : QAbstractTableModel(parent), columns_(std::move(columns)) {}

void TextTableModel::setRows(std::vector<Row> rows) {
    const auto before = static_cast<int>(rows_.size());
    const auto after = static_cast<int>(rows.size());
    if (after < before) {
        beginRemoveRows({}, after, before - 1);
        rows_.resize(rows.size());
        endRemoveRows();
    }
    const int common = std::min(before, after);
    for (int i = 0; i < common; ++i) {
        const auto at = static_cast<std::size_t>(i);
        if (!(rows_[at] == rows[at])) {
            rows_[at] = std::move(rows[at]);
            emit dataChanged(index(i, 0), index(i, columnCount() - 1));
        }
    }
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        std::move(rows.begin() + before, rows.end(), std::back_inserter(rows_));
        endInsertRows();
    }
}

int TextTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int TextTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns_.size());
}

QVariant TextTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    switch (role) {
        case Qt::DisplayRole:
            return row.cells.value(index.column());
        case Qt::ToolTipRole:
            return row.toolTip.isEmpty() ? QVariant() : row.toolTip;
        case Qt::TextAlignmentRole:
            return int(columns_[static_cast<std::size_t>(index.column())].right ? Qt::AlignRight | Qt::AlignVCenter
                                                                                : Qt::AlignLeft | Qt::AlignVCenter);
        default:
            return {};
    }
}

QVariant TextTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const Column& column = columns_[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole) {
        return column.right ? column.title + gapBehindFigures : column.title;
    }
    if (role == Qt::TextAlignmentRole) {
        return int(column.right ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    }
    return {};
}

TextTable::TextTable(QWidget* parent) : QTableView(parent) {
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    // What is off the screen is not measured.
    horizontalHeader()->setResizeContentsPrecision(0);
    setItemDelegate(new GapDelegate(this));
    horizontalHeader()->setStretchLastSection(true);
    applyRowHeight();
}

void TextTable::setModel(QAbstractItemModel* model) {
    QTableView::setModel(model);
    fitted_ = false;
    connect(model, &QAbstractItemModel::rowsInserted, this, &TextTable::growColumns);
    connect(model, &QAbstractItemModel::dataChanged, this, &TextTable::growColumns);
    watchHeader();
}

void TextTable::watchHeader() {
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
        if ((QApplication::mouseButtons() & Qt::LeftButton) != 0) {
            sizedByHand_.insert(column);
        }
    });
}

void TextTable::growColumns() {
    if (keepWidths_) {
        return;
    }
    if (!fitted_) {
        fitColumns();
        return;
    }
    // Columns only grow, and never those a person has set: what jumps to and fro under the pointer cannot be read.
    for (int column = 0; column + 1 < model()->columnCount(); ++column) {
        const int wanted = std::min(sizeHintForColumn(column) + 8, widest_);
        const bool fixed = horizontalHeader()->sectionResizeMode(column) != QHeaderView::Interactive;
        if (!fixed && wanted > columnWidth(column) + 8 && !sizedByHand_.contains(column)) {
            setColumnWidth(column, wanted);
        }
    }
}

void TextTable::fitColumns(int limit) {
    fitted_ = model()->rowCount() > 0;
    for (int column = 0; column + 1 < model()->columnCount(); ++column) {
        resizeColumnToContents(column);
        setColumnWidth(column, std::min(columnWidth(column) + 12, limit));
    }
}

QString TextTable::text(bool selectedOnly) const {
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < model()->columnCount(); ++column) {
        cells << model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().trimmed();
    }
    lines << cells.join(QLatin1Char('\t'));
    for (int row = 0; row < model()->rowCount(); ++row) {
        if (selectedOnly && !selectionModel()->isRowSelected(row)) {
            continue;
        }
        cells.clear();
        for (int column = 0; column < model()->columnCount(); ++column) {
            cells << model()->index(row, column).data().toString();
        }
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

void TextTable::copy(bool selectedOnly) const {
    QApplication::clipboard()->setText(text(selectedOnly));
}

void TextTable::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy) && selectionModel() != nullptr) {
        copy(selectionModel()->hasSelection());
        event->accept();
        return;
    }
    QTableView::keyPressEvent(event);
}

void TextTable::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* selected = menu->addAction(tr("&Copy"), this, [this] { copy(true); });
    selected->setEnabled(selectionModel() != nullptr && selectionModel()->hasSelection());
    menu->addAction(tr("Copy &all"), this, [this] { copy(false); });
    menu->popup(event->globalPos());
}

void TextTable::changeEvent(QEvent* event) {
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        applyRowHeight();
    }
}

void TextTable::applyRowHeight() {
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
}

}  // namespace sluice::gui
