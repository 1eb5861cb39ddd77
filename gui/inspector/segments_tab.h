#pragma once

#include "gui/inspector/tab_page.h"
#include "gui/inspector/text_table.h"

class QLabel;

namespace sluice::gui {

class SegmentsMap;

/// The whole file as one map and, below it, its parts as a table.
class SegmentsTab : public TabPage {
    Q_OBJECT

  public:
    explicit SegmentsTab(QWidget* parent = nullptr);
    void showSnapshot(const Snapshot& snapshot) override;

  private:
    QLabel* legend_;
    SegmentsMap* map_;
    TextTableModel* model_;
    TextTable* table_;
};

}  // namespace sluice::gui
