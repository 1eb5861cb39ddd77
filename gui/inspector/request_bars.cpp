#include "gui/inspector/request_bars.h"

#include <QHeaderView>
#include <QPainter>

#include <algorithm>

#include "gui/format/time.h"
#include "gui/inspector/phase_chart.h"
#include "gui/inspector/request_table.h"
#include "gui/inspector/request_time.h"

namespace sluice::gui {

namespace {

enum BarColumn { numberColumn, answerColumn, targetColumn, barColumn, startColumn, totalColumn };

}  // namespace

void RequestBarDelegate::setRequests(std::vector<RequestPhases> requests, std::vector<std::vector<LostAttempt>> lost,
                                     AxisMode mode) {
    requests_ = std::move(requests);
    lost_ = std::move(lost);
    mode_ = mode;
    setup_ = 0;
    total_ = 0;
    for (const RequestPhases& phases : requests_) {
        setup_ = std::max(setup_, phases.setupEnd);
        total_ = std::max(total_, phases.total);
    }
}

void RequestBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyledItemDelegate::paint(painter, option, index);
    const auto row = static_cast<std::size_t>(index.row());
    if (row >= requests_.size()) {
        return;
    }
    painter->save();
    const Colours& colours = coloursFor(option.palette);
    const QRectF cell = QRectF(option.rect).adjusted(4, 3, -4, -3);
    if ((option.state & QStyle::State_Selected) != 0) {
        // The colours of the phases are made for the base colour; on the highlight some would vanish.
        painter->fillRect(cell.adjusted(-2, -1, 2, 1), option.palette.color(QPalette::Base));
    }
    painter->setClipRect(cell);
    const TimeAxis axis(mode_, setup_, total_, cell.left(), cell.width());
    const double height = cell.height() * 0.7;
    const double y = cell.center().y() - height / 2;
    for (const LostAttempt& lost : lost_[row]) {
        const double from = axis.x(std::max<qint64>(lost.start_ns, 0));
        drawBar(*painter, QRectF(from, y, std::max(2.0, axis.x(lost.end_ns) - from), height),
                colours.of(Phase::connect), true);
    }
    for (const PhaseSpan& span : requests_[row].spans) {
        if (span.happened()) {
            const double from = axis.beginX(span.start);
            drawBar(*painter, QRectF(from, y, std::max(1.0, axis.x(span.end) - from), height), colours.of(span.phase),
                    span.open && !requests_[row].running);
        }
    }
    if (axis.breakAt() >= 0) {
        const bool selected = (option.state & QStyle::State_Selected) != 0;
        const QColor back =
            option.palette.color(selected || index.row() % 2 == 0 ? QPalette::Base : QPalette::AlternateBase);
        painter->fillRect(QRectF(axis.breakAt() - 2, cell.top(), 4, cell.height()), back);
        painter->setPen(colours.muted);
        painter->drawLine(QPointF(axis.breakAt() - 2, cell.top()), QPointF(axis.breakAt() - 2, cell.bottom()));
        painter->drawLine(QPointF(axis.breakAt() + 2, cell.top()), QPointF(axis.breakAt() + 2, cell.bottom()));
    }
    painter->restore();
}

RequestBars::RequestBars(QWidget* parent) : TextTable(parent) {
    model_ = new TextTableModel(
        {{tr("No."), true}, {tr("Answer")}, {tr("Request")}, {tr("Time")}, {tr("Start"), true}, {tr("Total"), true}},
        this);
    delegate_ = new RequestBarDelegate(this);
    setModel(model_);
    setItemDelegateForColumn(barColumn, delegate_);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setAccessibleName(tr("Requests"));
    horizontalHeader()->setStretchLastSection(false);
    horizontalHeader()->setSectionResizeMode(barColumn, QHeaderView::Stretch);
    horizontalHeader()->setMinimumSectionSize(36);
    keepWidths();
    const int letter = fontMetrics().averageCharWidth();
    for (const auto& [column, letters] :
         {std::pair{numberColumn, 6}, {answerColumn, 14}, {targetColumn, 18}, {startColumn, 13}, {totalColumn, 13}}) {
        setColumnWidth(column, letter * letters);
    }
}

void RequestBars::showSnapshot(const Snapshot& snapshot, AxisMode mode) {
    const auto& requests = snapshot.details->requests;
    std::vector<TextTableModel::Row> rows;
    std::vector<RequestPhases> phases;
    std::vector<std::vector<LostAttempt>> lost;
    for (const RequestRecord& record : requests) {
        phases.push_back(phasesOf(record, sinceStart(record, snapshot.nowMs)));
        lost.push_back(record.lost);
        const QString start = format::span(std::max<qint64>(0, startOffset(requests.front(), record)));
        const QString target = shortTarget(record);
        rows.push_back({{QString::number(rows.size() + 1), outcomeOf(record), target, QString(), start,
                         format::span(phases.back().total)},
                        tr("%1, started %2").arg(target, format::clockTimeMs(startedMs(record)))});
    }
    delegate_->setRequests(std::move(phases), std::move(lost), mode);
    model_->setRows(std::move(rows));
    viewport()->update();
}

int RequestBars::currentRequest() const {
    return currentIndex().row();
}

void RequestBars::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    TextTable::currentChanged(current, previous);
    if (current.row() != previous.row() && current.isValid()) {
        emit requestChosen(current.row());
    }
}

}  // namespace sluice::gui
