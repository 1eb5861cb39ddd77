#include "engine/http1/line_buffer.h"

#include <QTest>

#include <vector>

#include "tests/support/feed_every_split.h"
#include "tests/support/test_class.h"

using sluice::Bytes;
using sluice::http1::LineBuffer;
using sluice::http1::LineStatus;

class LineBufferTest : public QObject {
    Q_OBJECT

  private slots:
    void findsLinesForEverySplit();
    void stopsAtTheLimit();
    void goesOnWithWhatWasTakenElsewhere();
    void takesOffLineEnds_data();
    void takesOffLineEnds();
    void knowsForbiddenBytes();
};

void LineBufferTest::findsLinesForEverySplit() {
    sluice::test::feed_every_split("one\r\n\ntwo\nrest", [](auto feed_all) {
        LineBuffer buffer;
        std::vector<std::string> lines;
        feed_all([&](std::string_view piece) {
            Bytes input = sluice::as_bytes(piece);
            while (buffer.read(input, 100) == LineStatus::complete) {
                lines.emplace_back(buffer.line());
            }
            QVERIFY(input.empty());
        });
        QCOMPARE(lines, (std::vector<std::string>{"one\r\n", "\n", "two\n"}));
        QCOMPARE(std::string(buffer.line()), std::string("rest"));
    });
}

void LineBufferTest::stopsAtTheLimit() {
    const std::string text = "abcd\n";
    {
        LineBuffer buffer;
        Bytes input = sluice::as_bytes(text);
        QVERIFY(buffer.read(input, 5) == LineStatus::complete);
    }
    {
        LineBuffer buffer;
        Bytes input = sluice::as_bytes(text);
        QVERIFY(buffer.read(input, 4) == LineStatus::too_long);
    }
    LineBuffer buffer;
    Bytes input = sluice::as_bytes(std::string_view("abc"));
    QVERIFY(buffer.read(input, 4) == LineStatus::need_more);
    input = sluice::as_bytes(std::string_view("de"));
    QVERIFY(buffer.read(input, 4) == LineStatus::too_long);
    QVERIFY(buffer.read(input, 0) == LineStatus::too_long);
}

void LineBufferTest::goesOnWithWhatWasTakenElsewhere() {
    LineBuffer buffer;
    buffer.start_with("HTTP/");
    Bytes input = sluice::as_bytes(std::string_view("1.1\nx"));
    QVERIFY(buffer.read(input, 100) == LineStatus::complete);
    QCOMPARE(std::string(buffer.line()), std::string("HTTP/1.1\n"));
    QVERIFY(buffer.read(input, 100) == LineStatus::need_more);
    QCOMPARE(std::string(buffer.line()), std::string("x"));
}

void LineBufferTest::takesOffLineEnds_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("CRLF") << QByteArray("a\r\n") << QByteArray("a");
    QTest::newRow("LF") << QByteArray("a\n") << QByteArray("a");
    QTest::newRow("none") << QByteArray("a") << QByteArray("a");
    QTest::newRow("CR alone stays") << QByteArray("a\r") << QByteArray("a\r");
    QTest::newRow("one CR only") << QByteArray("a\r\r\n") << QByteArray("a\r");
    QTest::newRow("empty") << QByteArray("\r\n") << QByteArray("");
}

void LineBufferTest::takesOffLineEnds() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, text);
    QCOMPARE(std::string(sluice::http1::without_line_end(line.toStdString())), text.toStdString());
}

void LineBufferTest::knowsForbiddenBytes() {
    QVERIFY(sluice::http1::has_forbidden_byte(std::string_view("a\0b", 3)));
    QVERIFY(sluice::http1::has_forbidden_byte("a\rb"));
    QVERIFY(!sluice::http1::has_forbidden_byte("a\tb\x01"));
    QVERIFY(!sluice::http1::has_forbidden_byte(""));
}

SL_TEST_CLASS(LineBufferTest)
#include "line_buffer_test.moc"
