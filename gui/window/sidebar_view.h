#pragma once

#include <QListView>

#include "gui/models/row_filter.h"

namespace sluice::gui {

class SidebarModel;

/// The sidebar: one choice over all sections, counts right-aligned in a column of their own. The choice is kept when
/// entries come and go.
class SidebarView : public QListView {
    Q_OBJECT

  public:
    explicit SidebarView(SidebarModel& model, QWidget* parent = nullptr);

    const SidebarChoice& choice() const { return choice_; }
    void choose(const SidebarChoice& choice);
    QSize sizeHint() const override;

  signals:
    void choiceChanged();

  protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

  private:
    SidebarModel& model_;
    SidebarChoice choice_;
    bool restoring_ = false;
};

}  // namespace sluice::gui
