#include "gui/settings/schedule_table.h"

#include <QHeaderView>
#include <QLocale>

#include "gui/format/size.h"

namespace sluice::gui {

namespace {
constexpr int days = 7;
constexpr int hours = 24;
constexpr int cellWidth = 24;
constexpr int cellHeight = 24;
constexpr int minutesPerHour = 60;

int minuteOf(int day, int hour) {
    return (day * hours + hour) * minutesPerHour;
}
}  // namespace

ScheduleTable::ScheduleTable(QWidget* parent) : QTableWidget(days, hours, parent) {
    setObjectName(QStringLiteral("schedule"));
    setAccessibleName(tr("Hours of the week"));
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    QStringList names;
    for (int day = 0; day < days; ++day) {
        names.append(QLocale().standaloneDayName(day + 1, QLocale::ShortFormat));
    }
    setVerticalHeaderLabels(names);
    QStringList times;
    for (int hour = 0; hour < hours; ++hour) {
        times.append(QString::number(hour));
    }
    setHorizontalHeaderLabels(times);
    horizontalHeader()->setMinimumSectionSize(cellWidth);
    horizontalHeader()->setDefaultSectionSize(cellWidth);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    verticalHeader()->setDefaultSectionSize(cellHeight);
    verticalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setHighlightSections(false);
    verticalHeader()->setHighlightSections(false);
    setMinimumSize(sizeHint());
    for (int day = 0; day < days; ++day) {
        for (int hour = 0; hour < hours; ++hour) {
            auto* item = new QTableWidgetItem;
            item->setTextAlignment(Qt::AlignCenter);
            setItem(day, hour, item);
        }
    }
    showRules();
}

void ScheduleTable::setSchedule(const queue::WeekSchedule& schedule) {
    schedule_ = schedule;
    showRules();
}

void ScheduleTable::apply(const queue::SpeedRule& rule) {
    for (const QModelIndex& index : selectionModel()->selectedIndexes()) {
        const int from = minuteOf(index.row(), index.column());
        schedule_.set(from, from + minutesPerHour, rule);
    }
    showRules();
    emit changed();
}

void ScheduleTable::showRules() {
    QColor limited = palette().color(QPalette::Highlight);
    limited.setAlpha(70);
    QColor stopped = palette().color(QPalette::Text);
    stopped.setAlpha(60);
    for (int day = 0; day < days; ++day) {
        for (int hour = 0; hour < hours; ++hour) {
            const queue::SpeedRule rule = schedule_.at(minuteOf(day, hour));
            QTableWidgetItem* cell = item(day, hour);
            cell->setText(rule.stopped ? tr("×", "stopped") : rule.limit > 0 ? tr("L", "limited") : QString());
            cell->setBackground(rule.stopped ? QBrush(stopped) : rule.limit > 0 ? QBrush(limited) : QBrush());
            const QString when = tr("%1 %2:00 to %3:00")
                                     .arg(QLocale().standaloneDayName(day + 1, QLocale::LongFormat))
                                     .arg(hour)
                                     .arg(hour + 1);
            const QString what = rule.stopped     ? tr("nothing is downloaded")
                                 : rule.limit > 0 ? tr("at most %1").arg(format::speed(static_cast<double>(rule.limit)))
                                                  : tr("as usual");
            cell->setToolTip(tr("%1: %2").arg(when, what));
            cell->setData(Qt::AccessibleTextRole, cell->toolTip());
        }
    }
}

QSize ScheduleTable::sizeHint() const {
    const int frame = 2 * frameWidth();
    return {verticalHeader()->sizeHint().width() + hours * cellWidth + frame,
            horizontalHeader()->sizeHint().height() + days * cellHeight + frame};
}

}  // namespace sluice::gui
