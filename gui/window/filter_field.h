#pragma once

#include <QLineEdit>

namespace sluice::gui {

/// The filter above the list. Esc clears it and leaves; Return and Down go to the list.
class FilterField : public QLineEdit {
    Q_OBJECT

  public:
    explicit FilterField(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  signals:
    void left();

  protected:
    void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace sluice::gui
