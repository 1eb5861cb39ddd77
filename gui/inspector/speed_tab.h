#pragma once

#include "gui/inspector/tab_page.h"

class QComboBox;
class QLabel;

namespace sluice::gui {

class SpeedGraph;

/// The speed of this download over the last minutes or all of its time.
class SpeedTab : public TabPage {
    Q_OBJECT

  public:
    explicit SpeedTab(QWidget* parent = nullptr);
    void showSnapshot(const Snapshot& snapshot) override;

  private:
    QLabel* figures_;
    QComboBox* window_;
    SpeedGraph* graph_;
    queue::Id shownId_ = 0;
};

}  // namespace sluice::gui
