#include "gui/inspector/flip_box.h"

#include <algorithm>

namespace sluice::gui {

FlipBox::FlipBox(int columns, QWidget* parent, int wideSpacing)
    : QWidget(parent),
      columns_(columns),
      wideSpacing_(wideSpacing),
      box_(new QBoxLayout(QBoxLayout::LeftToRight, this)) {
    box_->setContentsMargins(0, 0, 0, 0);
    box_->setSpacing(wideSpacing_);
}

void FlipBox::add(QWidget* widget, int stretch) {
    box_->addWidget(widget, stretch);
}

bool FlipBox::isNarrow() const {
    return width() < columns_ * fontMetrics().averageCharWidth();
}

QSize FlipBox::minimumSizeHint() const {
    int widest = 0;
    for (int i = 0; i < box_->count(); ++i) {
        if (QWidget* widget = box_->itemAt(i)->widget(); widget != nullptr && !widget->isHidden()) {
            widest = std::max(widest, widget->minimumSizeHint().width());
        }
    }
    return {widest, box_->minimumSize().height()};
}

void FlipBox::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const auto direction = isNarrow() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (box_->direction() != direction) {
        box_->setDirection(direction);
        box_->setSpacing(isNarrow() ? 6 : wideSpacing_);
        updateGeometry();
    }
}

}  // namespace sluice::gui
