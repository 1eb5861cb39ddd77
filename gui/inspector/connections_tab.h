#pragma once

#include "gui/inspector/tab_page.h"
#include "gui/inspector/text_table.h"

namespace sluice::gui {

/// How many different connections the requests of a download used.
int connectionCount(const queue::Details& details);

/// One row for each connection a download used, oldest first.
class ConnectionsTab : public TabPage {
    Q_OBJECT

  public:
    explicit ConnectionsTab(QWidget* parent = nullptr);
    void showSnapshot(const Snapshot& snapshot) override;

  private:
    TextTableModel* model_;
    TextTable* table_;
};

}  // namespace sluice::gui
