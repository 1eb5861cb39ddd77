// How the body of a response is delimited, and whether the connection lives on: RFC 9112 6.3 and 9.3.
#include <QTest>

#include "engine/http1/response_decoder.h"
#include "tests/support/feed_every_split.h"
#include "tests/support/test_class.h"
#include "tests/unit/http1/decode_record.h"

using sluice::test::DecodeRecord;

class ResponseFramingTest : public QObject {
    Q_OBJECT

  private slots:
    void refusesWhatCanBeReadInTwoWays_data();
    void refusesWhatCanBeReadInTwoWays();
    void acceptsWhatIsOddButPlain_data();
    void acceptsWhatIsOddButPlain();
    void aResponseToHeadHasNoBody();
    void aTunnelEndsWithItsHead();
    void aRefusedTunnelHasABody();
    void keepsTheConnection_data();
    void keepsTheConnection();
    void shortBodySaysHowMuchCame();
};

void ResponseFramingTest::refusesWhatCanBeReadInTwoWays_data() {
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, const QByteArray& headers, const char* kind, int code) {
        QTest::newRow(name) << headers << QByteArray(kind) << code;
    };
    row("both", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "http.length_conflict", 8);
    row("different lengths", "Content-Length: 3\r\nContent-Length: 4\r\n", "http.length_conflict", 8);
    row("different lengths in a list", "Content-Length: 3, 4\r\n", "http.length_conflict", 8);
    row("chunked is not last", "Transfer-Encoding: chunked, gzip\r\n", "http.length_conflict", 8);
    row("chunked twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "http.length_conflict", 8);
    row("empty transfer coding", "Transfer-Encoding:\r\n", "http.length_conflict", 8);
    row("other transfer coding", "Transfer-Encoding: gzip, chunked\r\n", "http.encoding_unknown", 61);
    row("hidden chunked", "Transfer-Encoding: xchunked\r\n", "http.encoding_unknown", 61);
    row("chunked with a control byte",
        QByteArray("Transfer-Encoding: \x0b"
                   "chunked\r\n"),
        "http.encoding_unknown", 61);
    row("blank before the colon", "Transfer-Encoding : chunked\r\n", "http.malformed", 8);
    row("tab before the colon", "Content-Length\t: 3\r\n", "http.malformed", 8);
    row("blank in the name", "Content Length: 3\r\n", "http.malformed", 8);
    row("blank before the first name", " Content-Length: 3\r\n", "http.malformed", 8);
    row("negative", "Content-Length: -1\r\n", "http.malformed", 8);
    row("plus", "Content-Length: +1\r\n", "http.malformed", 8);
    row("hexadecimal", "Content-Length: 0x10\r\n", "http.malformed", 8);
    row("fraction", "Content-Length: 1.0\r\n", "http.malformed", 8);
    row("two numbers", "Content-Length: 1 2\r\n", "http.malformed", 8);
    row("empty length", "Content-Length:\r\n", "http.malformed", 8);
    row("more than 63 bits", "Content-Length: 9223372036854775808\r\n", "http.malformed", 8);
    row("more than 64 bits", "Content-Length: 18446744073709551621\r\n", "http.malformed", 8);
    row("no colon", "Content-Length 3\r\n", "http.malformed", 8);
    row("no name", ": 3\r\n", "http.malformed", 8);
    row("bare CR", "A: b\rContent-Length: 3\r\n", "http.malformed", 8);
    row("CR CR LF", "A: b\r\r\n", "http.malformed", 8);
    row("NUL in a value", QByteArray("A: b\0c\r\n", 8), "http.malformed", 8);
    row("NUL in a name", QByteArray("A\0: b\r\n", 7), "http.malformed", 8);
}

void ResponseFramingTest::refusesWhatCanBeReadInTwoWays() {
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, kind);
    QFETCH(int, code);
    const std::string input = "HTTP/1.1 200 OK\r\n" + headers.toStdString() + "\r\n3\r\nabc\r\n0\r\n\r\n";
    sluice::test::feed_every_split(input, [&](auto feed_all) {
        DecodeRecord record;
        feed_all([&](std::string_view piece) { record.feed(piece); });
        QCOMPARE(record.kind(), kind.toStdString());
        QCOMPARE(static_cast<int>(record.decoder().error().code), code);
        QVERIFY(record.body().empty());
        QVERIFY(!record.decoder().keep_alive());
        QVERIFY(!record.decoder().error().text().empty());
    });
}

void ResponseFramingTest::acceptsWhatIsOddButPlain_data() {
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("equal lengths") << QByteArray("Content-Length: 3\r\nContent-Length: 3\r\n") << QByteArray("3\r\n");
    QTest::newRow("equal lengths in a list") << QByteArray("Content-Length: 3, 3\r\n") << QByteArray("3\r\n");
    QTest::newRow("leading zeros") << QByteArray("Content-Length: 0003\r\n") << QByteArray("3\r\n");
    QTest::newRow("other casing") << QByteArray("cONTENT-lENGTH:3\r\n") << QByteArray("3\r\n");
    QTest::newRow("chunked in capitals") << QByteArray("TRANSFER-ENCODING: Chunked\r\n") << QByteArray("abc");
    QTest::newRow("identity before chunked")
        << QByteArray("Transfer-Encoding: identity, chunked\r\n") << QByteArray("abc");
    QTest::newRow("empty list members") << QByteArray("Transfer-Encoding: , chunked,\r\n") << QByteArray("abc");
    QTest::newRow("identity and a length")
        << QByteArray("Transfer-Encoding: identity\r\nContent-Length: 3\r\n") << QByteArray("3\r\n");
    QTest::newRow("strange name") << QByteArray("X[1]: y\r\nContent-Length: 3\r\n") << QByteArray("3\r\n");
    QTest::newRow("bytes above ASCII") << QByteArray("X: \xe4\xff\r\nContent-Length: 3\r\n") << QByteArray("3\r\n");
    QTest::newRow("neither") << QByteArray("") << QByteArray("3\r\nabc\r\n0\r\n\r\n");
}

void ResponseFramingTest::acceptsWhatIsOddButPlain() {
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, body);
    DecodeRecord record;
    record.feed("HTTP/1.1 200 OK\r\n" + headers.toStdString() + "\r\n3\r\nabc\r\n0\r\n\r\n");
    record.close();
    QCOMPARE(QByteArray::fromStdString(record.body()), body);
    QVERIFY2(record.text().ends_with('.'), record.text().c_str());
}

void ResponseFramingTest::aResponseToHeadHasNoBody() {
    for (const std::string headers :
         {"Content-Length: 100\r\n", "Transfer-Encoding: chunked\r\n", "", "Content-Length: x\r\n"}) {
        DecodeRecord record({.head_request = true});
        record.feed("HTTP/1.1 200 OK\r\n" + headers + "\r\nHTTP");
        QVERIFY2(record.text().ends_with("^."), headers.c_str());
        QCOMPARE(record.rest(), std::string("HTTP"));
        QVERIFY(record.decoder().keep_alive());
    }
    DecodeRecord record({.head_request = true});
    record.feed("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
    QCOMPARE(*record.decoder().head().content_length, std::uint64_t(100));
}

void ResponseFramingTest::aTunnelEndsWithItsHead() {
    DecodeRecord record({.connect_request = true});
    record.feed("HTTP/1.1 200 Connected\r\nContent-Length: 5\r\n\r\n\x16\x03\x01");
    QVERIFY(record.text().ends_with("^."));
    QCOMPARE(record.rest(), std::string("\x16\x03\x01"));
    QVERIFY(!record.decoder().keep_alive());
}

void ResponseFramingTest::aRefusedTunnelHasABody() {
    DecodeRecord record({.connect_request = true});
    record.feed("HTTP/1.1 407 Login\r\nContent-Length: 5\r\n\r\nhello");
    record.feed("");
    QCOMPARE(record.body(), std::string("hello"));
    QVERIFY(record.decoder().keep_alive());
}

void ResponseFramingTest::keepsTheConnection_data() {
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<bool>("kept");
    const auto row = [](const char* name, const char* head, bool kept) {
        QTest::newRow(name) << QByteArray(head) << kept;
    };
    row("1.1", "HTTP/1.1 200 OK\r\nContent-Length: 0", true);
    row("1.1 close", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close", false);
    row("1.1 close in capitals", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nCONNECTION: CLOSE", false);
    row("1.1 close in a list", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: x, close , y", false);
    row("1.1 close in a second field", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: x\r\nConnection: close",
        false);
    row("1.1 something like close", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: closed", true);
    row("1.0", "HTTP/1.0 200 OK\r\nContent-Length: 0", false);
    row("1.0 keep-alive", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: Keep-Alive", true);
    row("1.0 both", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive, close", false);
    row("until close", "HTTP/1.1 200 OK\r\nConnection: keep-alive", false);
    row("no body", "HTTP/1.1 304 Not Modified", true);
    row("no body, close", "HTTP/1.1 304 Not Modified\r\nConnection: close", false);
}

void ResponseFramingTest::keepsTheConnection() {
    QFETCH(QByteArray, head);
    QFETCH(bool, kept);
    DecodeRecord record;
    record.feed(head.toStdString() + "\r\n");
    QVERIFY(!record.decoder().keep_alive());
    record.feed("\r\n");
    record.close();
    QVERIFY(record.text().ends_with('.'));
    QCOMPARE(record.decoder().keep_alive(), kept);

    DecodeRecord chunked;
    chunked.feed("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    QVERIFY(chunked.text().ends_with('.'));
    QVERIFY(!chunked.decoder().keep_alive());
}

void ResponseFramingTest::shortBodySaysHowMuchCame() {
    DecodeRecord record;
    record.feed("HTTP/1.1 200 OK\r\nContent-Length: 2048\r\n\r\n" + std::string(512, 'x'));
    record.close();
    QCOMPARE(record.decoder().error().text(), std::string("Ended early: 0.5 of 2.0 KiB"));
    QVERIFY(record.decoder().error().code == sluice::Code::partial_file);
}

SL_TEST_CLASS(ResponseFramingTest)
#include "response_framing_test.moc"
