#include "engine/http1/header_line.h"

#include <QTest>

#include "tests/support/test_class.h"

using sluice::http1::parse_header_line;
using sluice::http1::unfold;

class HeaderLineTest : public QObject {
    Q_OBJECT

  private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void unfolds_data();
    void unfolds();
};

void HeaderLineTest::reads_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("plain") << QByteArray("A: b") << QByteArray("A") << QByteArray("b");
    QTest::newRow("no blank") << QByteArray("A:b") << QByteArray("A") << QByteArray("b");
    QTest::newRow("blanks around") << QByteArray("A: \t b c \t") << QByteArray("A") << QByteArray("b c");
    QTest::newRow("empty") << QByteArray("A:") << QByteArray("A") << QByteArray("");
    QTest::newRow("only blanks") << QByteArray("A:  ") << QByteArray("A") << QByteArray("");
    QTest::newRow("colon in the value") << QByteArray("A: b:c") << QByteArray("A") << QByteArray("b:c");
    QTest::newRow("tab in the value") << QByteArray("A: b\tc") << QByteArray("A") << QByteArray("b\tc");
    QTest::newRow("no token") << QByteArray("a/b(c): d") << QByteArray("a/b(c)") << QByteArray("d");
}

void HeaderLineTest::reads() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    const std::string text = line.toStdString();
    const auto parsed = parse_header_line(text);
    QVERIFY(parsed.has_value());
    QCOMPARE(std::string(parsed->name), name.toStdString());
    QCOMPARE(std::string(parsed->value), value.toStdString());
}

void HeaderLineTest::refuses_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("no colon") << QByteArray("A b");
    QTest::newRow("no name") << QByteArray(": b");
    QTest::newRow("blank before the colon") << QByteArray("A : b");
    QTest::newRow("tab before the colon") << QByteArray("A\t: b");
    QTest::newRow("leading blank") << QByteArray(" A: b");
    QTest::newRow("control byte in the name") << QByteArray("A\x01: b");
    QTest::newRow("DEL in the name") << QByteArray("A\x7f: b");
    QTest::newRow("CR in the value") << QByteArray("A: b\rc");
    QTest::newRow("NUL in the value") << QByteArray("A: b\0", 5);
}

void HeaderLineTest::refuses() {
    QFETCH(QByteArray, line);
    const auto parsed = parse_header_line(line.toStdString());
    QVERIFY(!parsed);
    QVERIFY(parsed.error().kind == sluice::Kind::http_malformed);
}

void HeaderLineTest::unfolds_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("continuation");
    QTest::addColumn<QByteArray>("joined");
    QTest::newRow("space") << QByteArray("A: b\r\n") << QByteArray(" c\r\n") << QByteArray("A: b c\r\n");
    QTest::newRow("tabs") << QByteArray("A: b\t\r\n") << QByteArray("\t\tc\t\r\n") << QByteArray("A: b c\r\n");
    QTest::newRow("LF") << QByteArray("A: b\n") << QByteArray(" c\n") << QByteArray("A: b c\n");
    QTest::newRow("mixed ends") << QByteArray("A: b\n") << QByteArray(" c\r\n") << QByteArray("A: b c\r\n");
    QTest::newRow("nothing") << QByteArray("A: b\r\n") << QByteArray("  \r\n") << QByteArray("A: b\r\n");
    QTest::newRow("onto nothing") << QByteArray("A:\r\n") << QByteArray(" c\r\n") << QByteArray("A: c\r\n");
}

void HeaderLineTest::unfolds() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, continuation);
    QFETCH(QByteArray, joined);
    std::string text = line.toStdString();
    unfold(text, continuation.toStdString());
    QCOMPARE(text, joined.toStdString());
}

SL_TEST_CLASS(HeaderLineTest)
#include "header_line_test.moc"
