#include "engine/http1/status_line.h"

#include <QTest>

#include "tests/support/test_class.h"

using sluice::http1::parse_status_line;

class StatusLineTest : public QObject {
    Q_OBJECT

  private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void showsOnlyPrintableBytesInTheError();
};

void StatusLineTest::reads_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* line, int version, int status, const char* reason) {
        QTest::newRow(line) << QByteArray(line) << version << status << QByteArray(reason);
    };
    row("HTTP/1.1 200 OK", 11, 200, "OK");
    row("HTTP/1.0 404 Not Found", 10, 404, "Not Found");
    row("HTTP/1.1 200 ", 11, 200, "");
    row("HTTP/1.1 200", 11, 200, "");
    row("HTTP/1.1  200  OK ", 11, 200, "OK");
    row("HTTP/1.1\t200\tOK", 11, 200, "OK");
    row("HTTP/1.1 100 Continue", 11, 100, "Continue");
    row("HTTP/1.1 999 ?", 11, 999, "?");
    row("HTTP/1.1 200 200 OK", 11, 200, "200 OK");
}

void StatusLineTest::reads() {
    QFETCH(QByteArray, line);
    QFETCH(int, version);
    QFETCH(int, status);
    QFETCH(QByteArray, reason);
    const std::string text = line.toStdString();
    const auto parsed = parse_status_line(text);
    QVERIFY(parsed.has_value());
    QCOMPARE(parsed->version, version);
    QCOMPARE(parsed->status, status);
    QCOMPARE(QByteArray(parsed->reason.data(), qsizetype(parsed->reason.size())), reason);
}

void StatusLineTest::refuses_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const QByteArray& line, int code) { QTest::newRow(name) << line << code; };
    row("another minor version", "HTTP/1.2 200 OK", 1);
    row("HTTP/2", "HTTP/2 200", 1);
    row("HTTP/2.0", "HTTP/2.0 200 OK", 1);
    row("HTTP/0.9", "HTTP/0.9 200 OK", 1);
    row("long version", "HTTP/1.10 200 OK", 1);
    row("no version", "HTTP/ 200 OK", 8);
    row("word as version", "HTTP/x 200 OK", 8);
    row("lower case", "http/1.1 200 OK", 8);
    row("no status", "HTTP/1.1", 8);
    row("blank status", "HTTP/1.1  ", 8);
    row("two digits", "HTTP/1.1 20 OK", 8);
    row("four digits", "HTTP/1.1 2000 OK", 8);
    row("below 100", "HTTP/1.1 099 OK", 8);
    row("letters", "HTTP/1.1 2xx OK", 8);
    row("negative", "HTTP/1.1 -20 OK", 8);
    row("status joined to the reason", "HTTP/1.1 200OK", 8);
    row("NUL", QByteArray("HTTP/1.1 200 O\0K", 16), 8);
    row("CR", "HTTP/1.1 200 O\rK", 8);
}

void StatusLineTest::refuses() {
    QFETCH(QByteArray, line);
    QFETCH(int, code);
    const auto parsed = parse_status_line(line.toStdString());
    QVERIFY(!parsed);
    QCOMPARE(static_cast<int>(parsed.error().code), code);
}

void StatusLineTest::showsOnlyPrintableBytesInTheError() {
    const auto parsed = parse_status_line("HTTP/1.1 \x1b[31m" + std::string(200, 'x'));
    QVERIFY(!parsed);
    const std::string& detail = parsed.error().facts().detail;
    QVERIFY(detail.starts_with("HTTP/1.1 ?[31m"));
    QVERIFY(detail.ends_with("..."));
    QCOMPARE(detail.size(), std::size_t(63));
}

SL_TEST_CLASS(StatusLineTest)
#include "status_line_test.moc"
