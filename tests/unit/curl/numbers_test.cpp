#include "engine/curl/numbers.h"

#include <QtTest>

#include <limits>

#include "tests/support/test_class.h"

namespace sluice::curl {

class NumbersTest : public QObject {
    Q_OBJECT

  private slots:
    void readsNumbers() {
        QCOMPARE(parse_number("-12").value(), std::int64_t(-12));
        QCOMPARE(parse_number("9223372036854775807").value(), std::numeric_limits<std::int64_t>::max());
        for (const char* bad : {"", "-", "1x", " 1", "+1", "9223372036854775808", "1.0"}) {
            QVERIFY2(!parse_number(bad), bad);
        }
    }
    void readsSeconds() {
        QCOMPARE(int(parse_seconds("2").value().count()), 2000);
        QCOMPARE(int(parse_seconds("0.0019").value().count()), 1);
        QCOMPARE(int(parse_seconds(".5").value().count()), 500);
        for (const char* bad : {"", ".", "-1", "1s", "1.x", "1.2.3", "99999999999999999999"}) {
            QVERIFY2(!parse_seconds(bad), bad);
        }
    }
    void readsSizes() {
        QCOMPARE(parse_size("5").value(), std::int64_t(5));
        QCOMPARE(parse_size("5b").value(), std::int64_t(5));
        QCOMPARE(parse_size("2K").value(), std::int64_t(2048));
        QCOMPARE(parse_size("3g").value(), std::int64_t(3) << 30);
        QCOMPARE(parse_size("1P").value(), std::int64_t(1) << 50);
        for (const char* bad : {"", "k", "1x", "-1", "1kk", "9999999P"}) {
            QVERIFY2(!parse_size(bad), bad);
        }
    }
};
SL_TEST_CLASS(NumbersTest)

}  // namespace sluice::curl

#include "numbers_test.moc"
