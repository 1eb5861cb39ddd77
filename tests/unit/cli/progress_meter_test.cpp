#include "engine/cli/progress_meter.h"

#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::cli {

class ProgressMeterTest : public QObject {
    Q_OBJECT

  private slots:
    void shortNumbersHaveFiveCharacters_data() {
        QTest::addColumn<qlonglong>("number");
        QTest::addColumn<QString>("text");
        QTest::newRow("0") << 0LL << "    0";
        QTest::newRow("99999") << 99'999LL << "99999";
        QTest::newRow("100000") << 100'000LL << "97.7k";
        QTest::newRow("3 MB") << 3'000'000LL << "2930k";
        QTest::newRow("1 GiB") << 1'073'741'824LL << "1024M";
        QTest::newRow("1 EiB") << 1LL * 1'152'921'504'606'846'976LL << "1024P";
    }
    void shortNumbersHaveFiveCharacters() {
        QFETCH(qlonglong, number);
        QTEST(QString::fromStdString(short_number(number)), "text");
    }

    void clockTimesHaveEightCharacters() {
        QCOMPARE(clock_time(-1), std::string("--:--:--"));
        QCOMPARE(clock_time(3661), std::string(" 1:01:01"));
        QCOMPARE(clock_time(200 * 3600), std::string("  8d 08h"));
    }
};
SL_TEST_CLASS(ProgressMeterTest)

}  // namespace sluice::cli

#include "progress_meter_test.moc"
