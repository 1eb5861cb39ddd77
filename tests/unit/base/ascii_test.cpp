#include "engine/base/ascii.h"

#include <QTest>

#include "tests/support/test_class.h"

namespace base = sluice::base;

class AsciiTest : public QObject {
    Q_OBJECT

  private slots:
    void classifiesEveryByte();
    void comparesWithoutCase();
    void trimsBlanksOnly();
    void knowsTokens();
    void changesCaseOfAsciiOnly();
};

void AsciiTest::classifiesEveryByte() {
    const std::string token = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (int i = 0; i < 256; ++i) {
        const char c = static_cast<char>(i);
        QCOMPARE(base::is_token(c), i != 0 && token.find(c) != std::string::npos);
        QCOMPARE(base::is_digit(c), i >= '0' && i <= '9');
        QCOMPARE(base::is_control(c), i < 32 || i == 127);
        QCOMPARE(base::is_blank(c), i == 32 || i == 9);
        QCOMPARE(base::is_alpha(c), (i >= 'a' && i <= 'z') || (i >= 'A' && i <= 'Z'));
    }
}

void AsciiTest::comparesWithoutCase() {
    QVERIFY(base::equals_ignoring_case("Content-Length", "cONTENT-lENGTH"));
    QVERIFY(base::equals_ignoring_case("", ""));
    QVERIFY(!base::equals_ignoring_case("a", "ab"));
    QVERIFY(!base::equals_ignoring_case("@", "`"));
    QVERIFY(!base::equals_ignoring_case("\xc4", "\xe4"));
    QVERIFY(base::starts_with_ignoring_case("Bytes=0", "bytes"));
    QVERIFY(!base::starts_with_ignoring_case("by", "bytes"));
    QVERIFY(base::ends_with_ignoring_case("a.ISO", ".iso"));
    QVERIFY(!base::ends_with_ignoring_case("so", ".iso"));
}

void AsciiTest::trimsBlanksOnly() {
    QCOMPARE(std::string(base::trim(" \t a b\t ")), std::string("a b"));
    QCOMPARE(std::string(base::trim("\r\na")), std::string("\r\na"));
    QCOMPARE(std::string(base::trim(" \t")), std::string());
    QCOMPARE(std::string(base::trim("")), std::string());
}

void AsciiTest::knowsTokens() {
    QVERIFY(base::is_token(std::string_view("X-Header_1")));
    QVERIFY(!base::is_token(std::string_view("")));
    QVERIFY(!base::is_token(std::string_view("a b")));
    QVERIFY(!base::is_token(std::string_view("a:")));
    QVERIFY(!base::is_token(std::string_view("a\0", 2)));
    QVERIFY(base::is_ascii("abc\x7f"));
    QVERIFY(!base::is_ascii("\x80"));
}

void AsciiTest::changesCaseOfAsciiOnly() {
    QCOMPARE(base::to_lower(std::string_view("AbZ[@\xc4")), std::string("abz[@\xc4"));
    QCOMPARE(base::to_upper(std::string_view("aBz{`\xe4")), std::string("ABZ{`\xe4"));
}

SL_TEST_CLASS(AsciiTest)
#include "ascii_test.moc"
