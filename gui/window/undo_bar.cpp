#include "gui/window/undo_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "gui/desktop/icons.h"

namespace sluice::gui {

using Clock = std::chrono::steady_clock;

UndoBar::UndoBar(QWidget* parent)
    : QFrame(parent), text_(new QLabel(this)), button_(new QPushButton(tr("U&ndo"), this)) {
    setObjectName(QStringLiteral("undoBar"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Button);
    button_->setObjectName(QStringLiteral("undoButton"));
    button_->setIcon(icon("undo"));
    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("undoClose"));
    close->setIcon(icon("close"));
    close->setAutoRaise(true);
    close->setMinimumSize(24, 24);
    close->setToolTip(tr("Do not undo"));
    close->setAccessibleName(close->toolTip());
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 6, 4);
    layout->addWidget(text_, 1);
    layout->addWidget(button_);
    layout->addWidget(close);
    timer_.setSingleShot(true);
    connect(button_, &QPushButton::clicked, this, &UndoBar::undo);
    connect(close, &QToolButton::clicked, this, &UndoBar::finish);
    connect(&timer_, &QTimer::timeout, this, [this] { expireDue(Clock::now()); });
    hide();
}

void UndoBar::show(std::vector<queue::Id> ids, QStringList trash) {
    removals_.push_back({std::move(ids), std::move(trash), {}, Clock::now() + lasting});
    refresh();
}

void UndoBar::showMoved(std::vector<queue::Id> ids, std::vector<int> places) {
    removals_.push_back({std::move(ids), {}, std::move(places), Clock::now() + lasting});
    refresh();
}

void UndoBar::undo() {
    if (removals_.empty()) {
        return;
    }
    const Removal last = std::move(removals_.back());
    removals_.pop_back();
    refresh();
    emit undone(last);
}

void UndoBar::finish() {
    expireDue(Clock::time_point::max());
}

void UndoBar::expireDue(Clock::time_point now) {
    std::vector<Removal> due;
    while (!removals_.empty() && removals_.front().until <= now) {
        due.push_back(std::move(removals_.front()));
        removals_.erase(removals_.begin());
    }
    refresh();
    for (const Removal& removal : due) {
        emit expired(removal);
    }
}

void UndoBar::refresh() {
    setVisible(!removals_.empty());
    emit availabilityChanged();
    if (removals_.empty()) {
        timer_.stop();
        return;
    }
    const auto rest = std::chrono::ceil<std::chrono::milliseconds>(removals_.front().until - Clock::now());
    timer_.start(std::max(rest, std::chrono::milliseconds(0)));
    const int count = static_cast<int>(removals_.back().ids.size());
    const Removal& last = removals_.back();
    text_->setText(!last.places.empty()   ? tr("Moved %n download(s) in the queue", nullptr, count)
                   : last.trash.isEmpty() ? tr("Removed %n download(s)", nullptr, count)
                                          : tr("Removed %n download(s), files go to the trash", nullptr, count));
    button_->setAccessibleName(last.places.empty() ? tr("Undo the removal") : tr("Undo the move"));
}

}  // namespace sluice::gui
