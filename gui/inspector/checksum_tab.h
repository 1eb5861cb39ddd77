#pragma once

#include "gui/inspector/tab_page.h"

class QLabel;
class QLineEdit;

namespace sluice::gui {

class ValueForm;

/// What was expected and by whom, what was computed, and a field to compare a hash from elsewhere.
class ChecksumTab : public TabPage {
    Q_OBJECT

  public:
    explicit ChecksumTab(QWidget* parent = nullptr);
    void showSnapshot(const Snapshot& snapshot) override;

  private:
    void compare();

    Snapshot snapshot_;
    ValueForm* facts_;
    QLineEdit* pasted_;
    QLabel* answer_;
};

}  // namespace sluice::gui
