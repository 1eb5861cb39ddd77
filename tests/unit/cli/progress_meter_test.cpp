#include "engine/cli/progress_meter.h"

#include <QtTest>

#include <cstdlib>

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
        QTest::newRow("100000") << 100'000LL << "  97k";
        QTest::newRow("3 MB") << 3'000'000LL << "2929k";
        QTest::newRow("12 MB") << 12'000'000LL << "11.4M";
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

    void barIsAsWideAsTheTerminal() {
        char* buffer = nullptr;
        std::size_t size = 0;
        std::FILE* file = open_memstream(&buffer, &size);
        ProgressMeter meter(file, ProgressMeter::Style::bar, 27);
        meter.finish({10, 5, 0, 0}, std::chrono::seconds(1));
        std::fclose(file);
        const std::string written(buffer, size);
        std::free(buffer);
        QCOMPARE(written, "\r" + std::string(10, '#') + std::string(10, ' ') + "  50.0%\n");
    }

    void parallelMeterAddsUp() {
        char* buffer = nullptr;
        std::size_t size = 0;
        std::FILE* file = open_memstream(&buffer, &size);
        ParallelMeter meter(file);
        meter.finish({{1000, 500, 0, 0}, true, 3, 2}, std::chrono::seconds(1));
        std::fclose(file);
        const std::string written(buffer, size);
        std::free(buffer);
        QCOMPARE(written, std::string("DL% UL%  Dled  Uled  Xfers  Live Total     Current  Left    Speed\n"
                                      "\r50  --    500     0     3     2   0:00:02  0:00:01  0:00:01   500     \n"));
    }
};
SL_TEST_CLASS(ProgressMeterTest)

}  // namespace sluice::cli

#include "progress_meter_test.moc"
