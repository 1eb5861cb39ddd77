#pragma once

#include <QBoxLayout>
#include <QWidget>

namespace sluice::gui {

/// Puts its widgets side by side, or under each other when it is narrower than a limit: the panel stands below the
/// list or, slim, beside it.
class FlipBox : public QWidget {
  public:
    /// `columns`: average characters of the font below which the box flips.
    explicit FlipBox(int columns, QWidget* parent = nullptr, int wideSpacing = 24);
    void add(QWidget* widget, int stretch = 0);
    bool isNarrow() const;
    QSize minimumSizeHint() const override;

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    int columns_;
    int wideSpacing_;
    QBoxLayout* box_;
};

}  // namespace sluice::gui
