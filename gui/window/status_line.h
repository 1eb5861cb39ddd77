#pragma once

#include <QStatusBar>

#include "gui/models/row_store.h"

class QLabel;

namespace sluice::gui {

class SpeedLimitButton;

/// The status bar: what is listed and selected on the left; free space, the speed limit, total speed and connections on
/// the right. Messages come and go over the left part. What is nothing is not shown.
class StatusLine : public QStatusBar {
    Q_OBJECT

  public:
    explicit StatusLine(QWidget* parent = nullptr);

    void showCounts(int listed, qint64 all, bool filtered, int selected, qint64 selectedBytes);
    void showTotals(const Totals& totals);
    /// Bytes free where downloads go; negative hides it.
    void showFreeSpace(qint64 bytes);
    SpeedLimitButton* speedLimit() const { return limit_; }

  private:
    QLabel* counts_;
    QLabel* space_;
    SpeedLimitButton* limit_;
    QLabel* speed_;
    QLabel* connections_;
};

}  // namespace sluice::gui
