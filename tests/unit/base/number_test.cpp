#include "engine/base/number.h"

#include <QTest>

#include <limits>

#include "tests/support/test_class.h"

class NumberTest : public QObject {
    Q_OBJECT

  private slots:
    void readsDigitsAlone();
};

void NumberTest::readsDigitsAlone() {
    using sluice::base::parse_digits;
    QCOMPARE(*parse_digits("0"), std::uint64_t(0));
    QCOMPARE(*parse_digits("007"), std::uint64_t(7));
    QCOMPARE(*parse_digits("18446744073709551615"), std::numeric_limits<std::uint64_t>::max());
    for (const char* text : {"", "18446744073709551616", "-1", "+1", " 1", "1 ", "0x1", "1.0", "a"}) {
        QVERIFY2(!parse_digits(text), text);
    }
}

SL_TEST_CLASS(NumberTest)
#include "number_test.moc"
