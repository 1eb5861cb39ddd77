#pragma once

#include "gui/settings/quiet_spin_box.h"

namespace sluice::gui {

/// A speed in KiB/s, at least one.
class SpeedBox : public QuietSpinBox {
    Q_OBJECT

  public:
    explicit SpeedBox(QWidget* parent = nullptr);

    /// Bytes per second; rounded to whole KiB.
    void setSpeed(qint64 bytesPerSecond);
    qlonglong speed() const;
};

}  // namespace sluice::gui
