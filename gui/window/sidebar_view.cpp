#include "gui/window/sidebar_view.h"

#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>

#include "gui/format/text.h"
#include "gui/models/sidebar_model.h"

namespace sluice::gui {
namespace {

constexpr int headingIndent = 8;
constexpr int entryIndent = 20;
constexpr int rightRoom = 8;
constexpr int countGap = 10;

class EntryDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const bool heading = index.data(SidebarModel::headingRole).toBool();
        return {100, option.fontMetrics.height() + (heading && index.row() > 0 ? 14 : 8)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const bool heading = index.data(SidebarModel::headingRole).toBool();
        const bool selected = option.state.testFlag(QStyle::State_Selected) && !heading;
        if (selected) {
            painter->fillRect(option.rect, option.palette.highlight());
        }
        painter->setPen(option.palette.color(QPalette::Active, selected ? QPalette::HighlightedText : QPalette::Text));
        const QString label = index.data().toString();
        if (heading) {
            QFont bold = option.font;
            bold.setBold(true);
            painter->setFont(bold);
            drawAt(painter, option, option.rect.adjusted(headingIndent, 0, -rightRoom, -4), Qt::AlignLeft,
                   Qt::AlignBottom, label);
            painter->setFont(option.font);
            return;
        }
        const QString count = format::count(index.data(SidebarModel::countRole).toInt());
        const int countWidth = option.fontMetrics.horizontalAdvance(count);
        const QRect rect = option.rect.adjusted(entryIndent, 0, -rightRoom, 0);
        drawAt(painter, option, rect, Qt::AlignRight, Qt::AlignVCenter, count);
        const QRect room = rect.adjusted(0, 0, -countWidth - countGap, 0);
        drawAt(painter, option, room, Qt::AlignLeft, Qt::AlignVCenter,
               option.fontMetrics.elidedText(label, Qt::ElideRight, room.width()));
    }

  private:
    static void drawAt(QPainter* painter, const QStyleOptionViewItem& option, const QRect& rect, Qt::Alignment side,
                       Qt::Alignment vertical, const QString& text) {
        const QRect seen = QStyle::visualRect(option.direction, option.rect, rect);
        painter->drawText(
            seen, static_cast<int>(QStyle::visualAlignment(option.direction, side) | vertical) | Qt::TextSingleLine,
            text);
    }
};

}  // namespace

SidebarView::SidebarView(SidebarModel& model, QWidget* parent) : QListView(parent), model_(model) {
    setObjectName(QStringLiteral("sidebar"));
    setAccessibleName(tr("Show by state, category or host"));
    setModel(&model);
    setItemDelegate(new EntryDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(fontMetrics().averageCharWidth() * 14);
    setCurrentIndex(model.index(model.rowOf(choice_)));
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { restoring_ = true; });
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        const int row = model_.rowOf(choice_);
        setCurrentIndex(model_.index(row));
        restoring_ = false;
        // The host or category that was chosen is gone from the list.
        if (model_.choiceAt(row) != choice_) {
            choice_ = model_.choiceAt(row);
            emit choiceChanged();
        }
    });
}

QSize SidebarView::sizeHint() const {
    return {std::max(168, fontMetrics().averageCharWidth() * 22), 300};
}

void SidebarView::choose(const SidebarChoice& choice) {
    setCurrentIndex(model_.index(model_.rowOf(choice)));
}

void SidebarView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QListView::currentChanged(current, previous);
    if (restoring_ || !current.isValid() || model_.isHeading(current.row())) {
        return;
    }
    const SidebarChoice chosen = model_.choiceAt(current.row());
    if (chosen != choice_) {
        choice_ = chosen;
        emit choiceChanged();
    }
}

}  // namespace sluice::gui
