#include "engine/base/hex.h"

#include <QTest>

#include "tests/support/test_class.h"

namespace base = sluice::base;

class HexTest : public QObject {
    Q_OBJECT

  private slots:
    void knowsDigits();
    void goesBothWays();
    void refuses();
};

void HexTest::knowsDigits() {
    for (int i = 0; i < 256; ++i) {
        const auto c = static_cast<char>(i);
        const std::size_t place = std::string("0123456789abcdef").find(c >= 'A' && c <= 'F' ? char(c + 32) : c);
        QCOMPARE(base::hex_digit(c), place == std::string::npos ? -1 : int(place));
    }
}

void HexTest::goesBothWays() {
    QCOMPARE(base::to_hex(sluice::as_bytes(std::string_view("\x00\x7f\xff\x1a", 4))), std::string("007fff1a"));
    QCOMPARE(std::string(sluice::as_text(*base::from_hex("4A6b"))), std::string("Jk"));
    QVERIFY(base::from_hex("")->empty());
    QCOMPARE(base::to_hex({}), std::string());
}

void HexTest::refuses() {
    QVERIFY(!base::from_hex("abc"));
    QVERIFY(!base::from_hex("0g"));
    QVERIFY(!base::from_hex("g0"));
    QVERIFY(!base::from_hex(" 0"));
}

SL_TEST_CLASS(HexTest)
#include "hex_test.moc"
