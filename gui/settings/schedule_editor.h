#pragma once

#include <QWidget>

class QPushButton;

namespace sluice::gui {

class ScheduleTable;
class SpeedBox;

/// The hours of the week and what can be said of those that are chosen.
class ScheduleEditor : public QWidget {
    Q_OBJECT

  public:
    explicit ScheduleEditor(QWidget* parent = nullptr);

    /// As WeekSchedule::text(). What cannot be read counts as no schedule.
    void showText(const QString& text);
    QWidget* field() const;

  signals:
    void edited(const QString& text);

  private:
    ScheduleTable* table_;
    SpeedBox* speed_;
};

}  // namespace sluice::gui
