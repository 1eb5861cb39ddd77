#include "engine/http1/request_encoder.h"

#include <QTest>

#include "tests/support/test_class.h"

using sluice::http::HeaderList;
using sluice::http1::encode_request_head;

class RequestEncoderTest : public QObject {
    Q_OBJECT

  private slots:
    void writesTheHead();
    void writesHttp10();
    void writesAnEmptyValueWithoutBlank();
    void refuses_data();
    void refuses();
    void neverShowsAValueInTheError();
};

void RequestEncoderTest::writesTheHead() {
    const HeaderList headers{{"Host", "example.org"}, {"Accept", "*/*"}};
    QCOMPARE(*encode_request_head("GET", "/a?b", 11, headers),
             std::string("GET /a?b HTTP/1.1\r\nHost: example.org\r\nAccept: */*\r\n\r\n"));
}

void RequestEncoderTest::writesHttp10() {
    QCOMPARE(*encode_request_head("HEAD", "*", 10, {}), std::string("HEAD * HTTP/1.0\r\n\r\n"));
}

void RequestEncoderTest::writesAnEmptyValueWithoutBlank() {
    QCOMPARE(*encode_request_head("GET", "/", 11, {{"X", ""}}), std::string("GET / HTTP/1.1\r\nX:\r\n\r\n"));
}

void RequestEncoderTest::refuses_data() {
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("version");
    const auto row = [](const char* title, const QByteArray& method, const QByteArray& target, const QByteArray& name,
                        const QByteArray& value,
                        int version = 11) { QTest::newRow(title) << method << target << name << value << version; };
    row("empty method", "", "/", "A", "b");
    row("blank in the method", "GET /x", "/", "A", "b");
    row("line end in the method", "GET\r\n", "/", "A", "b");
    row("empty target", "GET", "", "A", "b");
    row("blank in the target", "GET", "/a b", "A", "b");
    row("line end in the target", "GET", "/a\r\nX: y", "A", "b");
    row("NUL in the target", "GET", QByteArray("/a\0", 3), "A", "b");
    row("empty name", "GET", "/", "", "b");
    row("colon in the name", "GET", "/", "A:", "b");
    row("line end in the name", "GET", "/", "A\n", "b");
    row("CR in the value", "GET", "/", "A", "b\rc");
    row("LF in the value", "GET", "/", "A", "b\nc");
    row("CRLF in the value", "GET", "/", "A", "b\r\nX: y");
    row("NUL in the value", "GET", "/", "A", QByteArray("b\0", 2));
    row("version", "GET", "/", "A", "b", 20);
}

void RequestEncoderTest::refuses() {
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(int, version);
    const auto head = encode_request_head(method.toStdString(), target.toStdString(), version,
                                          {{name.toStdString(), value.toStdString()}});
    QVERIFY(!head);
    QVERIFY(head.error().kind == sluice::Kind::argument_bad);
    QVERIFY(head.error().text().find('\n') == std::string::npos);
}

void RequestEncoderTest::neverShowsAValueInTheError() {
    const auto head = encode_request_head("GET", "/", 11, {{"Authorization", "secret\n"}});
    QVERIFY(!head);
    QVERIFY(head.error().text().find("secret") == std::string::npos);
    QVERIFY(head.error().text().find("Authorization") != std::string::npos);
}

SL_TEST_CLASS(RequestEncoderTest)
#include "request_encoder_test.moc"
