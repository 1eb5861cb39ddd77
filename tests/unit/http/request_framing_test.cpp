#include "engine/http/request_framing.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;

class RequestFramingTest : public QObject {
    Q_OBJECT

  private slots:
    void readsTheFields_data();
    void readsTheFields();
    void refusesABodyWithoutAnEnd_data();
    void refusesABodyWithoutAnEnd();
};

void RequestFramingTest::readsTheFields_data() {
    QTest::addColumn<QByteArray>("length");
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<bool>("chunked");
    QTest::addColumn<qint64>("sent");
    QTest::addColumn<bool>("honest");
    const auto row = [](const char* name, const char* length, const char* coding, qint64 size, bool chunked,
                        qint64 sent, bool honest) {
        QTest::newRow(name) << QByteArray(length) << QByteArray(coding) << size << chunked << sent << honest;
    };
    row("known", "5", "", 5, false, 5, true);
    row("empty", "0", "", 0, false, 0, true);
    row("chunked", "", "chunked", -1, true, 0, true);
    row("chunked by the caller", "", "Chunked", 5, true, 0, true);
    row("both", "5", "chunked", 5, true, 0, false);
    row("the caller knows the size", "9", "", -1, false, 9, true);
    row("the caller says something else", "9", "", 5, false, 5, false);
    row("the caller removed the length", "", "", 5, false, 5, false);
    row("the caller's length is none", "x", "", 5, false, 5, false);
    row("a length beyond all bounds", "9223372036854775808", "", 5, false, 5, false);
}

void RequestFramingTest::readsTheFields() {
    QFETCH(QByteArray, length);
    QFETCH(QByteArray, coding);
    QFETCH(qint64, size);
    http::HeaderList headers{{"Expect", "100-Continue"}};
    if (!length.isEmpty()) {
        headers.add("content-length", length.toStdString());
    }
    if (!coding.isEmpty()) {
        headers.add("Transfer-Encoding", coding.toStdString());
    }
    const auto framing = http::request_framing(headers, size, 11);
    QVERIFY(framing);
    QTEST(framing->chunked, "chunked");
    QTEST(qint64(framing->length), "sent");
    QTEST(framing->honest, "honest");
    QVERIFY(framing->expects_continue);
    QVERIFY(!http::request_framing({{"Content-Length", "5"}}, 5, 11)->expects_continue);
}

void RequestFramingTest::refusesABodyWithoutAnEnd_data() {
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<int>("version");
    QTest::newRow("unknown in HTTP/1.0") << QByteArray() << 10;
    QTest::newRow("chunked in HTTP/1.0") << QByteArray("Transfer-Encoding") << 10;
    QTest::newRow("unknown without chunks") << QByteArray() << 11;
    QTest::newRow("a length that is none") << QByteArray("Content-Length") << 11;
}

void RequestFramingTest::refusesABodyWithoutAnEnd() {
    QFETCH(QByteArray, field);
    QFETCH(int, version);
    http::HeaderList headers;
    if (!field.isEmpty()) {
        headers.add(field.toStdString(), "chunked");
    }
    const auto framing = http::request_framing(headers, -1, version);
    QVERIFY(!framing);
    QCOMPARE(framing.error().code, Code::upload_failed);
    QVERIFY(!http::request_framing({{"Expect", "100-continue"}, {"Content-Length", "1"}}, 1, 10)->expects_continue);
}

SL_TEST_CLASS(RequestFramingTest)
#include "request_framing_test.moc"
