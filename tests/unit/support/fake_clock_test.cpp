#include "tests/support/fake_clock.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace std::chrono_literals;
using sluice::test::FakeClock;

class FakeClockTest : public QObject {
    Q_OBJECT

  private slots:
    void standsStillUntilItIsMoved() {
        const FakeClock clock;
        QVERIFY(clock.monotonic() == clock.monotonic());
        QVERIFY(clock.wall() == clock.wall());
    }

    void advancesAllThreeClocks() {
        FakeClock clock;
        const auto monotonic = clock.monotonic();
        const auto boot = clock.boottime();
        const auto wall = clock.wall();
        clock.advance(90s);
        QVERIFY(clock.monotonic() - monotonic == 90s);
        QVERIFY(clock.boottime() - boot == 90s);
        QVERIFY(clock.wall() - wall == 90s);
    }

    void sleepIsNotSeenByTheMonotonicClock() {
        FakeClock clock;
        const auto monotonic = clock.monotonic();
        const auto boot = clock.boottime();
        const auto wall = clock.wall();
        clock.sleep(8h);
        QVERIFY(clock.monotonic() == monotonic);
        QVERIFY(clock.boottime() - boot == 8h);
        QVERIFY(clock.wall() - wall == 8h);
    }

    void settingTheWallClockMovesNothingElse() {
        FakeClock clock;
        const auto boot = clock.boottime();
        clock.sleep(1h);
        clock.set_wall(sluice::WallTime(1000s));
        QVERIFY(clock.wall() == sluice::WallTime(1000s));
        QVERIFY(clock.boottime() - boot == 1h);
        clock.advance(1s);
        QVERIFY(clock.wall() == sluice::WallTime(1001s));
    }
};

SL_TEST_CLASS(FakeClockTest)
#include "fake_clock_test.moc"
