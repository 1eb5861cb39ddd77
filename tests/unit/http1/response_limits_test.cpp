// What a server may send before it is stopped.
#include <QTest>

#include "engine/http1/response_decoder.h"
#include "tests/support/test_class.h"
#include "tests/unit/http1/decode_record.h"

using sluice::http1::DecoderOptions;
using sluice::test::DecodeRecord;

class ResponseLimitsTest : public QObject {
    Q_OBJECT

  private slots:
    void acceptsAHeadOfExactlyTheLimit();
    void rejectsHeaderLongerThanLimit();
    void rejectsAnEndlessStatusLine();
    void rejectsAnEndlessLineBeforeItsEnd();
    void countsFoldedLines();
    void countsInformationalHeads();
    void countsTrailers();
    void rejectsMoreHeadersThanTheLimit();
    void rejectsEndlessInformationalResponses();
};

void ResponseLimitsTest::acceptsAHeadOfExactlyTheLimit() {
    const std::string head = "HTTP/1.1 204 OK\r\nA: b\r\n\r\n";
    DecodeRecord record({.max_header_bytes = head.size()});
    record.feed(head);
    QVERIFY(record.text().ends_with("^."));
    DecodeRecord refused({.max_header_bytes = head.size() - 1});
    refused.feed(head);
    QCOMPARE(refused.kind(), std::string("http.header_too_large"));
}

void ResponseLimitsTest::rejectsHeaderLongerThanLimit() {
    DecodeRecord record({.max_header_bytes = 1000});
    record.feed("HTTP/1.1 200 OK\r\nA: " + std::string(1000, 'x') + "\r\n\r\n");
    QCOMPARE(record.kind(), std::string("http.header_too_large"));
    QVERIFY(record.decoder().error().code == sluice::Code::too_large);
    QCOMPARE(record.decoder().error().facts().limit, std::int64_t(1000));
}

void ResponseLimitsTest::rejectsAnEndlessStatusLine() {
    DecodeRecord record({.max_header_bytes = 1000});
    record.feed("HTTP/1.1 200 " + std::string(2000, 'x'));
    QCOMPARE(record.kind(), std::string("http.header_too_large"));
}

void ResponseLimitsTest::rejectsAnEndlessLineBeforeItsEnd() {
    DecodeRecord record({.max_header_bytes = 100});
    record.feed("HTTP/1.1 200 OK\r\nA: ");
    int fed = 0;
    while (record.kind() == "none" && fed < 1000) {
        record.feed("x");
        ++fed;
    }
    QCOMPARE(record.kind(), std::string("http.header_too_large"));
    QCOMPARE(fed, 100 - 17 - 3 + 1);
}

void ResponseLimitsTest::countsFoldedLines() {
    DecodeRecord record({.max_header_bytes = 100});
    record.feed("HTTP/1.1 200 OK\r\nA: b\r\n");
    for (int i = 0; i < 100 && record.kind() == "none"; ++i) {
        record.feed(" \r\n");
    }
    QCOMPARE(record.kind(), std::string("http.header_too_large"));
}

void ResponseLimitsTest::countsInformationalHeads() {
    DecodeRecord record({.max_header_bytes = 60});
    record.feed("HTTP/1.1 103 Hints\r\nA: b\r\n\r\n");
    QCOMPARE(record.kind(), std::string("none"));
    record.feed("HTTP/1.1 200 OK\r\nA: bbbbbbbbbbbbbb\r\n\r\n");
    QCOMPARE(record.kind(), std::string("http.header_too_large"));
}

void ResponseLimitsTest::countsTrailers() {
    DecodeRecord record({.max_header_bytes = 100});
    record.feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
    for (int i = 0; i < 100 && record.kind() == "none"; ++i) {
        record.feed("A: b\r\n");
    }
    QCOMPARE(record.kind(), std::string("http.header_too_large"));
}

void ResponseLimitsTest::rejectsMoreHeadersThanTheLimit() {
    const std::string two = "HTTP/1.1 204 OK\r\nA: b\r\nA: b\r\n";
    DecodeRecord accepted({.max_header_count = 2});
    accepted.feed(two + "\r\n");
    QVERIFY(accepted.text().ends_with("^."));
    DecodeRecord record({.max_header_count = 2});
    record.feed(two + "A: b\r\n\r\n");
    QCOMPARE(record.kind(), std::string("http.header_too_many"));
    QVERIFY(record.decoder().error().code == sluice::Code::too_large);
    QCOMPARE(record.decoder().head().headers.size(), std::size_t(2));
}

void ResponseLimitsTest::rejectsEndlessInformationalResponses() {
    DecodeRecord record({.max_informational = 3});
    for (int i = 0; i < 3; ++i) {
        record.feed("HTTP/1.1 100 Continue\r\n\r\n");
        QCOMPARE(record.kind(), std::string("none"));
    }
    record.feed("HTTP/1.1 100 Continue\r\n\r\n");
    QCOMPARE(record.kind(), std::string("http.header_too_many"));
}

SL_TEST_CLASS(ResponseLimitsTest)
#include "response_limits_test.moc"
