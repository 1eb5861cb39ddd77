#include "gui/service/start_time.h"

#include <QTest>
#include <QTimeZone>

#include "tests/support/test_class.h"

using namespace sluice::service;

class StartTimeTest : public QObject {
    Q_OBJECT

  private slots:
    void readsClockTimesAndMoments_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QDateTime>("meant");
        QTest::newRow("later today") << "18:30" << at(23, 18, 30);
        QTest::newRow("earlier is tomorrow") << "04:59" << at(24, 4, 59);
        QTest::newRow("now is tomorrow") << "12:00" << at(24, 12, 0);
        QTest::newRow("midnight") << "00:00" << at(24, 0, 0);
        QTest::newRow("a moment") << "2026-11-25T00:05" << at(25, 0, 5);
    }
    void readsClockTimesAndMoments() {
        QFETCH(QString, text);
        QFETCH(QDateTime, meant);
        const StartTime read = startTime(text, at(23, 12, 0));
        QVERIFY2(read.refusal.isEmpty(), qPrintable(read.refusal));
        QCOMPARE(read.seconds, meant.toSecsSinceEpoch());
    }
    void refusesWhatIsNoTime_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "soon", "24:00", "12:60", "-1:00", "18", "18:30:00", "2026-11-25", "2026-02-30T10:00",
              "2026-11-25 10:00", "2026-11-23T11:59", "2026-11-23T12:00", "1970-01-01T00:00"}) {
            QTest::newRow(*text == 0 ? "nothing" : text) << QString::fromUtf8(text);
        }
    }
    void refusesWhatIsNoTime() {
        QFETCH(QString, text);
        const StartTime read = startTime(text, at(23, 12, 0));
        QCOMPARE(read.seconds, 0);
        QVERIFY(!read.refusal.isEmpty());
    }
    void followsTheZone() {
        const QTimeZone zone(7200);
        const QDateTime now(QDate(2026, 11, 23), QTime(23, 0), zone);
        QCOMPARE(startTime("01:00", now).seconds, now.toSecsSinceEpoch() + 7200);
    }

  private:
    static QDateTime at(int day, int hour, int minute) {
        return {QDate(2026, 11, day), QTime(hour, minute), QTimeZone::utc()};
    }
};

SL_TEST_CLASS(StartTimeTest)

#include "start_time_test.moc"
