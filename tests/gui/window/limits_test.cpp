// The speed limit in the status bar and the dialog behind it.
#include <QCheckBox>
#include <QDir>
#include <QMenu>
#include <QSpinBox>
#include <QTest>

#include "gui/dialogs/limits_dialog.h"
#include "gui/dialogs/schedule_table.h"
#include "gui/window/actions.h"
#include "gui/window/speed_limit_button.h"
#include "tests/gui/window/window_fixture.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using test::FakeQueueService;
using test::WindowFixture;

class LimitsInWindowTest : public QObject {
    Q_OBJECT

  private slots:
    void theStatusBarSaysWhatIsInForce_data() {
        QTest::addColumn<qint64>("speed");
        QTest::addColumn<QString>("schedule");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << qint64(0) << ""
                              << "No speed limit";
        QTest::newRow("usual") << qint64(2 * 1024 * 1024) << ""
                               << "Limit: 2 MiB/s";
        QTest::newRow("schedule") << qint64(0) << "Mon-Sun 00:00-24:00 limit=1048576"
                                  << "Limit: 1 MiB/s (schedule)";
        QTest::newRow("stopped") << qint64(5) << "Mon-Sun 00:00-24:00 stop"
                                 << "Stopped by the schedule";
    }
    void theStatusBarSaysWhatIsInForce() {
        QFETCH(qint64, speed);
        QFETCH(QString, schedule);
        FakeQueueService fake;
        queue::Limits limits;
        limits.speed = speed;
        limits.schedule = *queue::WeekSchedule::parse(schedule.toStdString());
        fake.set_limits(limits);
        const WindowFixture it(fake);
        QTEST(it.child<QToolButton>("speedLimit")->text(), "text");
    }

    void theMenuChangesTheSpeed() {
        FakeQueueService fake;
        const WindowFixture it(fake);
        auto* button = it.child<QToolButton>("speedLimit");
        emit button->menu()->aboutToShow();
        QVERIFY(button->menu()->actions().at(0)->isChecked());
        button->menu()->actions().at(4)->trigger();
        QCOMPARE(fake.limits().speed, std::int64_t(1024 * 1024));
        QCOMPARE(button->text(), QString("Limit: 1 MiB/s"));
        emit button->menu()->aboutToShow();
        QVERIFY(button->menu()->actions().at(4)->isChecked());
        QVERIFY(!button->accessibleName().isEmpty());
    }

    void theDialogChangesThemAll_data() {
        QTest::addColumn<int>("scheme");
        QTest::newRow("limits-light") << int(Scheme::light);
        QTest::newRow("limits-dark") << int(Scheme::dark);
    }
    void theDialogChangesThemAll() {
        QFETCH(int, scheme);
        const auto fake = FakeQueueService::showcase(1'760'000'000);
        WindowFixture it(*fake, Scheme(scheme));
        it.scheme.setChosen(Scheme(scheme));
        it.action(ActionId::limits)->trigger();
        auto* dialog = it.child<LimitsDialog>("limitsDialog");
        QVERIFY(dialog != nullptr);
        dialog->findChild<QCheckBox*>("limited")->setChecked(true);
        dialog->findChild<QSpinBox*>("speed")->setValue(512);
        dialog->findChild<QSpinBox*>("atOnce")->setValue(3);
        auto* table = dialog->findChild<ScheduleTable*>("schedule");
        table->setRangeSelected(QTableWidgetSelectionRange(0, 8, 4, 17), true);
        table->apply({false, 262'144});
        table->clearSelection();
        table->setRangeSelected(QTableWidgetSelectionRange(5, 0, 6, 5), true);
        table->apply({true, 0});
        QTest::qWait(100);
        const QString folder = qEnvironmentVariable("SLUICE_PICTURES");
        if (!folder.isEmpty() && QDir().mkpath(folder)) {
            dialog->grab().save(folder + QLatin1Char('/') + QLatin1String(QTest::currentDataTag()) + ".png");
        }
        dialog->accept();
        QCOMPARE(fake->limits().speed, std::int64_t(512 * 1024));
        QCOMPARE(fake->limits().downloads_at_once, 3);
        QCOMPARE(fake->limits().schedule.at(8 * 60).limit, std::int64_t(262'144));
        QVERIFY(fake->limits().schedule.at(5 * 24 * 60).stopped);
    }
};

SL_TEST_CLASS(LimitsInWindowTest)

#include "limits_test.moc"
