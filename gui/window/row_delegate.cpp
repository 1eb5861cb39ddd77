#include "gui/window/row_delegate.h"

#include <QAbstractItemView>
#include <QItemSelectionModel>
#include <QPainter>

#include <algorithm>

#include "gui/desktop/colors.h"
#include "gui/desktop/icons.h"
#include "gui/models/queue_model.h"

namespace sluice::gui {
namespace {

constexpr int iconSide = 16;
constexpr int iconLeft = 8;
constexpr int iconGap = 7;
constexpr int barHeight = 6;

const char* iconOf(queue::State state) {
    switch (state) {
        case queue::State::queued:
            return "state-queued";
        case queue::State::active:
            return "state-active";
        case queue::State::paused:
            return "state-paused";
        case queue::State::waiting:
            return "state-waiting";
        case queue::State::verifying:
            return "state-verifying";
        case queue::State::done:
            return "state-done";
        case queue::State::failed:
            return "state-failed";
    }
    return "state-queued";
}

bool isSelected(const QStyleOptionViewItem& option) {
    return option.state.testFlag(QStyle::State_Selected);
}

Tone toneAt(const QModelIndex& index) {
    return static_cast<Tone>(index.data(QueueModel::toneRole).toInt());
}

/// Words are coloured only where they need a look or say the end; what runs, waits in line or rests is plain.
Tone statusTone(Tone tone) {
    return tone == Tone::active || tone == Tone::muted ? Tone::normal : tone;
}

}  // namespace

RowDelegate::RowDelegate(QAbstractItemView* view) : QStyledItemDelegate(view), view_(view) {}

QColor RowDelegate::textColor(const QStyleOptionViewItem& option) {
    return option.palette.color(isSelected(option) ? QPalette::HighlightedText : QPalette::Text);
}

void RowDelegate::paintBack(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    if (isSelected(option)) {
        painter->fillRect(option.rect, option.palette.highlight());
    }
    const bool current = view_->hasFocus() && view_->currentIndex().row() == index.row();
    const bool alone = isSelected(option) && !view_->selectionModel()->selection().isEmpty() &&
                       view_->selectionModel()->selection().size() == 1 &&
                       view_->selectionModel()->selection().first().height() == 1;
    if (current && !alone) {
        const QColor line = option.palette.color(isSelected(option) ? QPalette::HighlightedText : QPalette::Highlight);
        const QRect& rect = option.rect;
        painter->fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), line);
        painter->fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), line);
    }
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    paintBack(painter, option, index);
    const auto column = static_cast<Column>(index.column());
    const bool rtl = option.direction == Qt::RightToLeft;
    QRect rect = option.rect.adjusted(padding, 0, -padding, 0);
    QColor color = textColor(option);
    if (column == Column::name) {
        const auto state = static_cast<queue::State>(index.data(QueueModel::stateRole).toInt());
        const QColor tint = isSelected(option) ? color : toneColor(toneAt(index), option.palette);
        const QRect spot = QStyle::visualRect(
            option.direction, option.rect,
            QRect(option.rect.left() + iconLeft, option.rect.center().y() - iconSide / 2 + 1, iconSide, iconSide));
        painter->drawPixmap(spot.topLeft(), tintedPixmap(iconOf(state), tint, iconSide, view_->devicePixelRatioF()));
        const int inset = iconLeft + iconSide + iconGap;
        rect = rtl ? option.rect.adjusted(padding, 0, -inset, 0) : option.rect.adjusted(inset, 0, -padding, 0);
    } else if ((column == Column::status || column == Column::lastError) && !isSelected(option)) {
        color = toneColor(column == Column::lastError ? Tone::muted : statusTone(toneAt(index)), option.palette);
    }
    const QString text = index.data(Qt::DisplayRole).toString();
    if (text.isEmpty() || rect.width() <= 0) {
        return;
    }
    const Qt::TextElideMode cut =
        column == Column::name || column == Column::url || column == Column::folder ? Qt::ElideMiddle : Qt::ElideRight;
    const Qt::Alignment side = factsOf(column).rightAligned ? Qt::AlignRight : Qt::AlignLeft;
    painter->setPen(color);
    painter->drawText(
        rect, static_cast<int>(QStyle::visualAlignment(option.direction, side) | Qt::AlignVCenter) | Qt::TextSingleLine,
        option.fontMetrics.elidedText(text, cut, rect.width()));
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const int text = option.fontMetrics.horizontalAdvance(index.data(Qt::DisplayRole).toString());
    const bool isName = index.column() == static_cast<int>(Column::name);
    const int room = isName ? iconLeft + iconSide + iconGap + padding : 2 * padding;
    const bool isBar = index.column() == static_cast<int>(Column::progress);
    const int width = isBar ? option.fontMetrics.horizontalAdvance(QStringLiteral("100.0 %")) + 100 : text;
    return {width + room + 2, option.fontMetrics.height() + 10};
}

void ProgressDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    paintBack(painter, option, index);
    const auto state = static_cast<queue::State>(index.data(QueueModel::stateRole).toInt());
    const QString text = index.data(Qt::DisplayRole).toString();
    const QRect rect = option.rect.adjusted(padding, 0, -padding, 0);
    const QColor color = isSelected(option) ? textColor(option) : toneColor(toneAt(index), option.palette);
    const auto flags = static_cast<int>(Qt::AlignVCenter | Qt::TextSingleLine);
    if (state == queue::State::done) {
        painter->setPen(color);
        painter->drawText(rect, flags | static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft)),
                          text);
        return;
    }
    const double fraction = index.data(QueueModel::fractionRole).toDouble();
    const bool unknown = fraction < 0;
    if ((unknown && state != queue::State::active) || (!unknown && text.isEmpty() && state != queue::State::active)) {
        return;
    }
    const int textWidth = option.fontMetrics.horizontalAdvance(QStringLiteral("100.0 %"));
    const QRect bar(rect.left(), rect.center().y() - barHeight / 2 + 1, std::max(rect.width() - textWidth - padding, 8),
                    barHeight);
    QColor trough = textColor(option);
    trough.setAlphaF(isSelected(option) ? 0.35F : 0.14F);
    painter->fillRect(QStyle::visualRect(option.direction, rect, bar), trough);
    QRect done = bar;
    if (unknown) {
        done.setLeft(bar.left() + bar.width() / 3);
        done.setWidth(bar.width() / 4);
    } else {
        done.setWidth(static_cast<int>(bar.width() * fraction));
    }
    painter->fillRect(QStyle::visualRect(option.direction, rect, done), color);
    painter->setPen(textColor(option));
    painter->drawText(rect, flags | static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignRight)), text);
}

}  // namespace sluice::gui
