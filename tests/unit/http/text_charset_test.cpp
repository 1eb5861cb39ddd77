#include "engine/http/text_charset.h"

#include <QTest>

#include "tests/support/test_class.h"

using sluice::http::as_utf8;
using sluice::http::is_utf8;
using sluice::http::to_utf8;

class TextCharsetTest : public QObject {
    Q_OBJECT

  private slots:
    void knowsUtf8_data();
    void knowsUtf8();
    void readsOtherBytesAsLatin1();
    void convertsNamedCharsets();
};

void TextCharsetTest::knowsUtf8_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("good");
    QTest::newRow("ASCII") << QByteArray("abc\x7f") << true;
    QTest::newRow("empty") << QByteArray("") << true;
    QTest::newRow("two") << QByteArray("\xc2\x80\xdf\xbf") << true;
    QTest::newRow("three") << QByteArray("\xe0\xa0\x80\xef\xbf\xbf") << true;
    QTest::newRow("four") << QByteArray("\xf0\x90\x80\x80\xf4\x8f\xbf\xbf") << true;
    QTest::newRow("overlong two") << QByteArray("\xc0\xaf") << false;
    QTest::newRow("overlong three") << QByteArray("\xe0\x80\xaf") << false;
    QTest::newRow("overlong four") << QByteArray("\xf0\x80\x80\xaf") << false;
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80") << false;
    QTest::newRow("too large") << QByteArray("\xf4\x90\x80\x80") << false;
    QTest::newRow("lone continuation") << QByteArray("\x80") << false;
    QTest::newRow("cut two") << QByteArray("\xc3") << false;
    QTest::newRow("cut three") << QByteArray("\xe2\x82") << false;
    QTest::newRow("bad continuation") << QByteArray("\xc3\x28") << false;
    QTest::newRow("five bytes") << QByteArray("\xf8\x88\x80\x80\x80") << false;
}

void TextCharsetTest::knowsUtf8() {
    QFETCH(QByteArray, bytes);
    QFETCH(bool, good);
    QCOMPARE(is_utf8(bytes.toStdString()), good);
}

void TextCharsetTest::readsOtherBytesAsLatin1() {
    QCOMPARE(as_utf8("\xfc"
                     "ber"),
             std::string("\xc3\xbc"
                         "ber"));
    QCOMPARE(as_utf8("\xc3\xbc"
                     "ber"),
             std::string("\xc3\xbc"
                         "ber"));
    QCOMPARE(as_utf8("\xff"), std::string("\xc3\xbf"));
}

void TextCharsetTest::convertsNamedCharsets() {
    QCOMPARE(*to_utf8("\xe4", "ISO-8859-1"), std::string("\xc3\xa4"));
    QCOMPARE(*to_utf8("\xc3\xa4", "utf-8"), std::string("\xc3\xa4"));
    QVERIFY(!to_utf8("\xe4", "UTF-8"));
    QVERIFY(!to_utf8("a", "KOI8-R"));
    QVERIFY(!to_utf8("a", ""));
}

SL_TEST_CLASS(TextCharsetTest)
#include "text_charset_test.moc"
