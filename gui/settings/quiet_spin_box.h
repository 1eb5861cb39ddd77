#pragma once

#include <QSpinBox>
#include <QWheelEvent>

namespace sluice::gui {

/// A number whose wheel turns the page, not the value, unless it has the focus; a typed one counts when it is finished.
class QuietSpinBox : public QSpinBox {
  public:
    explicit QuietSpinBox(QWidget* parent = nullptr) : QSpinBox(parent) {
        setFocusPolicy(Qt::StrongFocus);
        setKeyboardTracking(false);
        setGroupSeparatorShown(true);
    }

  protected:
    void wheelEvent(QWheelEvent* event) override {
        if (hasFocus()) {
            QSpinBox::wheelEvent(event);
        } else {
            event->ignore();
        }
    }
};

}  // namespace sluice::gui
