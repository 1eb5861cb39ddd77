#pragma once

#include "gui/inspector/tab_page.h"

class QComboBox;
class QLineEdit;

namespace sluice::gui {

class LogModel;
class TextTable;

/// Warnings and errors in a log: the figure in the tab's name.
int troubleCount(const queue::Details& details);

/// The log of one download; follows its end unless a person scrolled up.
class LogTab : public TabPage {
    Q_OBJECT

  public:
    explicit LogTab(QWidget* parent = nullptr);
    void showSnapshot(const Snapshot& snapshot) override;

  private:
    QWidget* buildBar();
    void applyFilter();
    void followEnd();

    bool follows_ = true;
    LogModel* model_;
    TextTable* table_;
    QLineEdit* filter_;
    QComboBox* level_;
    queue::Id shownId_ = 0;
};

}  // namespace sluice::gui
