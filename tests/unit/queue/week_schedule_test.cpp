#include "engine/queue/week_schedule.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::queue;

namespace {
constexpr int day = 24 * 60;
const SpeedRule stop{.stopped = true, .limit = 0};
}  // namespace

class WeekScheduleTest : public QObject {
    Q_OBJECT

  private slots:
    void anEmptyOneNeverChangesAnything() {
        const WeekSchedule schedule;
        QVERIFY(schedule.empty());
        QVERIFY(schedule.at(0) == SpeedRule{});
        QVERIFY(!schedule.next_change(77));
        QCOMPARE(schedule.text(), std::string());
    }

    void rulesHoldInTheirTimes() {
        const auto schedule = WeekSchedule::parse("Mon-Fri 08:00-18:00 limit=1000000; Sat 00:00-24:00 stop");
        QVERIFY(schedule);
        QVERIFY(schedule->at(8 * 60 - 1) == SpeedRule{});
        QCOMPARE(schedule->at(8 * 60).limit, std::int64_t(1'000'000));
        QCOMPARE(schedule->at(4 * day + 18 * 60 - 1).limit, std::int64_t(1'000'000));
        QVERIFY(schedule->at(4 * day + 18 * 60) == SpeedRule{});
        QVERIFY(schedule->at(5 * day).stopped);
        QVERIFY(schedule->at(6 * day - 1).stopped);
        QVERIFY(!schedule->at(6 * day).stopped);
    }

    void knowsWhenTheRuleChanges() {
        const auto schedule = WeekSchedule::parse("Mon 08:00-18:30 stop");
        QCOMPARE(schedule->next_change(0).value(), 8 * 60);
        QCOMPARE(schedule->next_change(7 * 60 + 59).value(), 1);
        QCOMPARE(schedule->next_change(8 * 60).value(), 10 * 60 + 30);
        QCOMPARE(schedule->next_change(18 * 60 + 30).value(), 7 * day - 10 * 60 - 30);
        const auto always = WeekSchedule::parse("Mon-Sun 00:00-24:00 stop");
        QVERIFY(!always->next_change(5));
    }

    void timesMayGoOverMidnightAndTheWeeksEnd() {
        const auto schedule = WeekSchedule::parse("Sun 22:00-06:00 stop");
        QVERIFY(schedule->at(6 * day + 22 * 60).stopped);
        QVERIFY(schedule->at(0).stopped);
        QVERIFY(schedule->at(6 * 60 - 1).stopped);
        QVERIFY(!schedule->at(6 * 60).stopped);
        const auto over = WeekSchedule::parse("Sat-Mon 01:00-02:00 stop");
        QVERIFY(over->at(5 * day + 60).stopped && over->at(6 * day + 60).stopped && over->at(60).stopped);
        QVERIFY(!over->at(day + 60).stopped);
    }

    void laterRulesWinAndAnOrdinaryRuleErases() {
        WeekSchedule schedule = *WeekSchedule::parse("Mon 00:00-24:00 stop; Mon 12:00-13:00 limit=5");
        QCOMPARE(schedule.at(12 * 60).limit, std::int64_t(5));
        schedule.set(0, day, SpeedRule{});
        QVERIFY(schedule.empty());
    }

    void textReadsBackTheSame() {
        const auto schedule =
            WeekSchedule::parse("Mon-Wed 08:00-18:00 limit=7; Sun 23:30-24:00 stop; tue 09:00-09:30 stop");
        QVERIFY(schedule);
        QCOMPARE(WeekSchedule::parse(schedule->text()).value(), *schedule);
        QCOMPARE(WeekSchedule::parse("Mon 08:00-18:00 limit=7")->text(), std::string("Mon 08:00-18:00 limit=7"));
    }

    void refusesWhatItDoesNotUnderstand_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text :
             {"Mon", "Mon 08:00-18:00", "Mun 08:00-18:00 stop", "Mon 08:10-18:00 stop", "Mon 25:00-26:00 stop",
              "Mon 24:30-01:00 stop", "Mon 08:00 stop", "Mon 08:00-08:00 stop", "Mon 08:00-09:00 limit=0",
              "Mon 08:00-09:00 limit=-5", "Mon 08:00-09:00 limit=99999999999999999999", "Mon 08:00-09:00 slow",
              "Mon-Tue-Wed 08:00-09:00 stop", "Mon 08:00-09:00 stop now", "Mon 24:00-08:00 stop"}) {
            QTest::newRow(text) << QByteArray(text);
        }
    }
    void refusesWhatItDoesNotUnderstand() {
        QFETCH(QByteArray, text);
        const auto schedule = WeekSchedule::parse(text.toStdString());
        QVERIFY(!schedule);
        QVERIFY(schedule.error().text().find(text.toStdString()) != std::string::npos);
    }

    void findsTheMinuteOfTheWeek() {
        QCOMPARE(minute_of_week(0, 0), 3 * day);                          // Thursday, 1 January 1970
        QCOMPARE(minute_of_week(784'111'777, 0), 6 * day + 8 * 60 + 49);  // Sunday, 6 November 1994, 08:49:37
        QCOMPARE(minute_of_week(784'111'777, 3600), 6 * day + 9 * 60 + 49);
        QCOMPARE(minute_of_week(4 * 86'400 - 60, 60), 0);
        QCOMPARE(minute_of_week(-3 * 86'400 - 60, 0), 7 * day - 1);
    }
};

SL_TEST_CLASS(WeekScheduleTest)
#include "week_schedule_test.moc"
