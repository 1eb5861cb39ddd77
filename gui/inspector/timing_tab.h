#pragma once

#include "gui/inspector/tab_page.h"
#include "gui/inspector/waterfall_layout.h"

class QComboBox;
class QSplitter;
class QToolButton;

namespace sluice::gui {

class PhaseChart;
class RequestBars;
class TextTable;
class TextTableModel;
class ValueField;

/// The waterfall: a bar for each request, the phases of the chosen one, and all of it as a table of figures.
class TimingTab : public TabPage {
    Q_OBJECT

  public:
    explicit TimingTab(QWidget* parent = nullptr);
    void showSnapshot(const Snapshot& snapshot) override;

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    QWidget* buildBar();
    void buildViews();
    void redraw();
    void showRequest();
    QString titleOf(const RequestRecord& record, int index) const;
    AxisMode mode() const;
    void copyText() const;
    void exportHar();

    Snapshot snapshot_;
    qint64 shownId_ = 0;
    ValueField* title_;
    QComboBox* axis_;
    QToolButton* asTable_;
    QStackedWidget* views_;
    QSplitter* splitter_;
    RequestBars* bars_;
    PhaseChart* chart_;
    TextTableModel* tableModel_;
    TextTable* table_;
};

}  // namespace sluice::gui
