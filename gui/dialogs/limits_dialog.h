#pragma once

#include <QDialog>

#include "engine/queue/queue_service.h"

class QCheckBox;
class QFormLayout;
class QSpinBox;

namespace sluice::gui {

class ScheduleTable;

/// Speed, downloads at once, connections, and the times of the week. What is changed takes effect when it is accepted.
class LimitsDialog : public QDialog {
    Q_OBJECT

  public:
    explicit LimitsDialog(const queue::Limits& limits, QWidget* parent = nullptr);

    /// As chosen now.
    queue::Limits limits() const;

  private:
    QSpinBox* addNumber(QFormLayout& form, const char* name, const QString& label, int least, int most);
    QWidget* makeSchedule();
    void show(const queue::Limits& limits);

    queue::Limits other_;  // what is not shown here
    QCheckBox* limited_;
    QSpinBox* speed_;
    QSpinBox* atOnce_;
    QSpinBox* connections_;
    QSpinBox* perHost_;
    QSpinBox* total_;
    QSpinBox* scheduledSpeed_;
    ScheduleTable* schedule_;
};

}  // namespace sluice::gui
