#include "engine/base/civil_time.h"

#include <QDateTime>
#include <QTest>

#include "tests/support/test_class.h"

namespace base = sluice::base;

class CivilTimeTest : public QObject {
    Q_OBJECT

  private slots:
    void agreesWithTheCalendarOfQt();
    void knowsTheLengthOfMonths();
    void countsBeforeTheEpoch();
};

void CivilTimeTest::agreesWithTheCalendarOfQt() {
    // A prime step, so that all times of day and days of the year come up: years 1602 to 2600.
    for (std::int64_t seconds = -11'600'000'000; seconds < 19'900'000'000; seconds += 12'345'701) {
        const base::CivilTime time = base::to_civil(seconds);
        const QDateTime expected = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
        QCOMPARE(int(time.year), expected.date().year());
        QCOMPARE(time.month, expected.date().month());
        QCOMPARE(time.day, expected.date().day());
        QCOMPARE(time.hour, expected.time().hour());
        QCOMPARE(time.minute, expected.time().minute());
        QCOMPARE(time.second, expected.time().second());
        QCOMPARE(time.weekday, expected.date().dayOfWeek() % 7);
        QCOMPARE(base::to_seconds(time), seconds);
    }
}

void CivilTimeTest::knowsTheLengthOfMonths() {
    QCOMPARE(base::days_in_month(2023, 2), 28);
    QCOMPARE(base::days_in_month(2024, 2), 29);
    QCOMPARE(base::days_in_month(1900, 2), 28);
    QCOMPARE(base::days_in_month(2000, 2), 29);
    for (int month = 1; month <= 12; ++month) {
        QCOMPARE(base::days_in_month(2024, month), QDate(2024, month, 1).daysInMonth());
    }
}

void CivilTimeTest::countsBeforeTheEpoch() {
    QCOMPARE(base::days_from_civil(1970, 1, 1), std::int64_t(0));
    QCOMPARE(base::days_from_civil(1969, 12, 31), std::int64_t(-1));
    QCOMPARE(base::days_from_civil(2000, 3, 1), std::int64_t(11017));
    QCOMPARE(base::to_civil(-1).second, 59);
}

SL_TEST_CLASS(CivilTimeTest)
#include "civil_time_test.moc"
