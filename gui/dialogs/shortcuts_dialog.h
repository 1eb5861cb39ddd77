#pragma once

#include <QDialog>

#include <vector>

class QAction;

namespace sluice::gui {

/// Every action with its keys, narrowed by a filter.
class ShortcutsDialog : public QDialog {
    Q_OBJECT

  public:
    ShortcutsDialog(const std::vector<QAction*>& actions, QWidget* parent);
};

}  // namespace sluice::gui
