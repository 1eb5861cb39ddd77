// The speed limit in the status bar.
#include <QMenu>
#include <QTest>

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
};

SL_TEST_CLASS(LimitsInWindowTest)

#include "limits_test.moc"
