#pragma once

#include <QTableWidget>

#include "engine/queue/queue_service.h"

namespace sluice::gui {

/// The hours of a week: choose some by mouse or keyboard, then give them a rule. Each cell says what holds by colour
/// and by letter.
class ScheduleTable : public QTableWidget {
    Q_OBJECT

  public:
    explicit ScheduleTable(QWidget* parent = nullptr);

    void setSchedule(const queue::WeekSchedule& schedule);
    const queue::WeekSchedule& schedule() const { return schedule_; }
    /// For the hours that are chosen.
    void apply(const queue::SpeedRule& rule);

    QSize sizeHint() const override;

  signals:
    void changed();

  private:
    void showRules();

    queue::WeekSchedule schedule_;
};

}  // namespace sluice::gui
