#pragma once

#include <QToolBar>

class QToolButton;

namespace sluice::gui {

class Actions;
class FilterField;

/// Add | Resume, Pause, Remove | Open folder, and on the right the filter and the view's settings. In a narrow window
/// the texts go and the icons stay.
class MainToolBar : public QToolBar {
    Q_OBJECT

  public:
    MainToolBar(const Actions& actions, QMenu* columns, QWidget* parent);

    FilterField* filter() const { return filter_; }
    /// Chooses icons with or without text for a window of that width.
    void adaptTo(int width);

  private:
    void addSettings(const Actions& actions, QMenu* columns);
    void nameButtons();

    FilterField* filter_;
    QToolButton* settings_ = nullptr;
    int widthWithText_ = 0;
};

}  // namespace sluice::gui
