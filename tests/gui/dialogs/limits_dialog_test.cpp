#include "gui/dialogs/limits_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

#include "gui/dialogs/schedule_table.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;

class LimitsDialogTest : public QObject {
    Q_OBJECT

  private slots:
    void givesBackWhatItWasGiven() {
        queue::Limits limits;
        limits.downloads_at_once = 9;
        limits.connections = 12;
        limits.per_host = 6;
        limits.total = 77;
        limits.speed = 300 * 1024;
        limits.speed_of["host/a"] = 5;
        limits.schedule = *queue::WeekSchedule::parse("Mon-Fri 08:00-18:00 limit=1024000; Sun 00:00-24:00 stop");
        const LimitsDialog dialog(limits);
        QVERIFY(dialog.limits() == limits);
    }

    void theSpeedIsOnlyALimitIfItIsChosen() {
        const LimitsDialog dialog(queue::Limits{});
        auto* limited = dialog.findChild<QCheckBox*>("limited");
        auto* speed = dialog.findChild<QSpinBox*>("speed");
        QVERIFY(!limited->isChecked() && !speed->isEnabled());
        QCOMPARE(dialog.limits().speed, std::int64_t(0));
        limited->setChecked(true);
        speed->setValue(200);
        QCOMPARE(dialog.limits().speed, std::int64_t(200 * 1024));
    }

    void chosenHoursGetARule() {
        const LimitsDialog dialog(queue::Limits{});
        auto* table = dialog.findChild<ScheduleTable*>("schedule");
        table->setRangeSelected(QTableWidgetSelectionRange(0, 8, 1, 9), true);
        table->apply({false, 4096});
        table->clearSelection();
        table->setRangeSelected(QTableWidgetSelectionRange(6, 23, 6, 23), true);
        table->apply({true, 0});
        QCOMPARE(QString::fromStdString(dialog.limits().schedule.text()),
                 QString("Mon 08:00-10:00 limit=4096; Tue 08:00-10:00 limit=4096; Sun 23:00-24:00 stop"));
        QVERIFY(table->item(0, 8)->text() != table->item(0, 7)->text());
        QVERIFY(table->item(6, 23)->text() != table->item(0, 8)->text());
        table->apply({});
        QCOMPARE(QString::fromStdString(dialog.limits().schedule.text()),
                 QString("Mon 08:00-10:00 limit=4096; Tue 08:00-10:00 limit=4096"));
    }

    void defaultsComeBack() {
        queue::Limits limits;
        limits.speed = 1024;
        limits.downloads_at_once = 1;
        limits.schedule = *queue::WeekSchedule::parse("Sat 00:00-24:00 stop");
        const LimitsDialog dialog(limits);
        dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::RestoreDefaults)->click();
        QVERIFY(dialog.limits() == queue::Limits());
    }
};

SL_TEST_CLASS(LimitsDialogTest)

#include "limits_dialog_test.moc"
