#pragma once

#include <QToolButton>

#include "engine/queue/queue_service.h"

namespace sluice::gui {

/// In the status bar: the speed limit in force, and the menu to choose another one.
class SpeedLimitButton : public QToolButton {
    Q_OBJECT

  public:
    explicit SpeedLimitButton(QWidget* parent = nullptr);

    /// What is in force now: the usual limit, or what the schedule says.
    void showLimits(const queue::Limits& limits, const queue::SpeedRule& rule);

  signals:
    /// Bytes per second; 0 = no limit.
    void speedChosen(qint64 speed);
    void limitsRequested();

  private:
    void fill();

    qint64 speed_ = 0;
};

/// "512 KiB/s", "5 MiB/s", or "No limit" for 0.
QString speedLimitText(qint64 speed);

}  // namespace sluice::gui
