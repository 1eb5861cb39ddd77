#include "engine/http1/response_decoder.h"

#include <QTest>

#include <limits>

#include "tests/support/feed_every_split.h"
#include "tests/support/test_class.h"
#include "tests/unit/http1/decode_record.h"

using sluice::Bytes;
using sluice::http1::DecoderOptions;
using sluice::http1::EventType;
using sluice::http1::ResponseDecoder;
using sluice::test::DecodeRecord;
using sluice::test::feed_every_split;

class ResponseDecoderTest : public QObject {
    Q_OBJECT

  private slots:
    void yieldsTheSameEventsForEverySplit_data();
    void yieldsTheSameEventsForEverySplit();
    void keepsTheParsedHead();
    void headOfTheFinalResponseReplacesInformationalOnes();
    void joinsFoldedLinesByOneSpace();
    void collectsTrailers();
    void bodyEventIsInsideTheInput();
    void oneBodyEventTakesTheWholeInput();
    void saysHowManyBytesFollowVerbatim();
    void saysThatAllThatFollowsIsBodyUntilTheConnectionCloses();
    void hasNoRawRunInsideChunksAndHeads();
    void goesOnAfterSplicedBytes();
    void staysFailed();
    void staysEnded();
    void tellsAnHttp09ReplyAtItsFirstByte();
    void givesOutTheWholeHttp09BodyWhereAllowed();
};

void ResponseDecoderTest::yieldsTheSameEventsForEverySplit_data() {
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("events");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("rest");
    const auto row = [](const char* name, const char* input, const char* events, const char* body = "",
                        const char* rest = "") {
        QTest::newRow(name) << QByteArray(input) << QByteArray(events) << QByteArray(body) << QByteArray(rest);
    };
    row("length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "SHTTP/1.1 200 OK\r\nHContent-Length: 5\r\n^B.",
        "hello");
    row("length zero", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "SHTTP/1.1 200 OK\r\nHContent-Length: 0\r\n^.");
    row("more than the length is left alone", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhello",
        "SHTTP/1.1 200 OK\r\nHContent-Length: 2\r\n^B.", "he", "llo");
    row("until close", "HTTP/1.1 200 OK\r\n\r\nhello", "SHTTP/1.1 200 OK\r\n^B.", "hello");
    row("empty until close", "HTTP/1.0 200 OK\r\n\r\n", "SHTTP/1.0 200 OK\r\n^.");
    row("chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1;a=b\r\n!\r\n0\r\n\r\nmore",
        "SHTTP/1.1 200 OK\r\nHTransfer-Encoding: chunked\r\n^B.", "hello!", "more");
    row("trailers", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nA: 1\r\nB: 2\r\n  3\r\n\r\n",
        "SHTTP/1.1 200 OK\r\nHTransfer-Encoding: chunked\r\n^BTA: 1\r\nTB: 2 3\r\n.", "x");
    row("bare LF", "HTTP/1.1 200 OK\nContent-Length: 1\n\nx", "SHTTP/1.1 200 OK\nHContent-Length: 1\n^B.", "x");
    row("folded", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\td\r\nContent-Length: 0\r\n\r\n",
        "SHTTP/1.1 200 OK\r\nHA: b c d\r\nHContent-Length: 0\r\n^.");
    row("informational",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No\r\n\r\n",
        "1SHTTP/1.1 100 Continue\r\n1^1SHTTP/1.1 103 Early Hints\r\n1HLink: x\r\n1^SHTTP/1.1 204 No\r\n^.");
    row("304 has no body", "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\nrest",
        "SHTTP/1.1 304 Not Modified\r\nHContent-Length: 9\r\n^.", "", "rest");
    row("no reason", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", "SHTTP/1.1 200\r\nHContent-Length: 0\r\n^.");
    row("empty value", "HTTP/1.1 200 OK\r\nA:\r\nContent-Length: 0\r\n\r\n",
        "SHTTP/1.1 200 OK\r\nHA:\r\nHContent-Length: 0\r\n^.");
    row("short body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello",
        "SHTTP/1.1 200 OK\r\nHContent-Length: 9\r\n^B!http.short_body", "hello");
    row("short chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhello",
        "SHTTP/1.1 200 OK\r\nHTransfer-Encoding: chunked\r\n^B!http.short_body", "hello");
    row("chunks without the last", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "SHTTP/1.1 200 OK\r\nHTransfer-Encoding: chunked\r\n^B!http.short_body", "hello");
    row("trailers without their end", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\n",
        "SHTTP/1.1 200 OK\r\nHTransfer-Encoding: chunked\r\n^!http.short_body");
    row("nothing", "", "!net.got_nothing");
    row("half a protocol name", "HT", "!net.closed_early");
    row("half a status line", "HTTP/1.1 20", "!net.closed_early");
    row("half a head", "HTTP/1.1 200 OK\r\nA: b\r\n", "SHTTP/1.1 200 OK\r\n!net.closed_early");
    row("only an informational head", "HTTP/1.1 100 Continue\r\n\r\n",
        "1SHTTP/1.1 100 Continue\r\n1^!net.closed_early");
    row("not HTTP", "SSH-2.0-x\r\n", "!http.version", "", "SSH-2.0-x\r\n");
    row("bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "SHTTP/1.1 200 OK\r\nHTransfer-Encoding: chunked\r\n^!http.chunk_malformed", "", "z\r\n");
    row("protocol switched unasked", "HTTP/1.1 101 Switching\r\n\r\nx", "1SHTTP/1.1 101 Switching\r\n!http.malformed",
        "", "x");
}

void ResponseDecoderTest::yieldsTheSameEventsForEverySplit() {
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, events);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, rest);
    feed_every_split(input.toStdString(), [&](auto feed_all) {
        DecodeRecord record;
        feed_all([&](std::string_view piece) { record.feed(piece); });
        record.close();
        QCOMPARE(QByteArray::fromStdString(record.text()), events);
        QCOMPARE(QByteArray::fromStdString(record.body()), body);
        QCOMPARE(QByteArray::fromStdString(record.rest()), rest);
        QCOMPARE(record.decoder().body_bytes(), std::uint64_t(body.size()));
    });
}

void ResponseDecoderTest::keepsTheParsedHead() {
    DecodeRecord record;
    record.feed("HTTP/1.0 404 Not  Found\r\nX-One:  a b \t\r\nx-one: c\r\nContent-Length: 3\r\n\r\n");
    const auto& head = record.decoder().head();
    QCOMPARE(head.version, 10);
    QCOMPARE(head.status, 404);
    QCOMPARE(head.reason, std::string("Not  Found"));
    QCOMPARE(head.headers.size(), std::size_t(3));
    QCOMPARE(head.headers[0].name, std::string("X-One"));
    QCOMPARE(head.headers[0].value, std::string("a b"));
    QCOMPARE(*head.headers.combined("x-ONE"), std::string("a b, c"));
    QCOMPARE(*head.content_length, std::uint64_t(3));
}

void ResponseDecoderTest::headOfTheFinalResponseReplacesInformationalOnes() {
    DecodeRecord record;
    record.feed("HTTP/1.1 103 Hints\r\nLink: a\r\n\r\n");
    QVERIFY(record.decoder().head().informational());
    QVERIFY(record.decoder().head().headers.has("link"));
    record.feed("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    QVERIFY(!record.decoder().head().informational());
    QVERIFY(!record.decoder().head().headers.has("link"));
}

void ResponseDecoderTest::joinsFoldedLinesByOneSpace() {
    DecodeRecord record;
    record.feed("HTTP/1.1 200 OK\r\nA: one  \r\n \t two\t\r\n   \r\n three\r\nB: x\r\n\r\n");
    QCOMPARE(std::string(*record.decoder().head().headers.first("A")), std::string("one two three"));
    QCOMPARE(std::string(*record.decoder().head().headers.first("B")), std::string("x"));
}

void ResponseDecoderTest::collectsTrailers() {
    DecodeRecord record;
    record.feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nDigest: x\r\n\r\n");
    QCOMPARE(record.decoder().trailers().size(), std::size_t(1));
    QCOMPARE(std::string(*record.decoder().trailers().first("digest")), std::string("x"));
    QVERIFY(!record.decoder().head().headers.has("digest"));
}

void ResponseDecoderTest::bodyEventIsInsideTheInput() {
    const std::string input = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    ResponseDecoder decoder(DecoderOptions{});
    Bytes bytes = sluice::as_bytes(input);
    for (;;) {
        const auto event = decoder.next(bytes);
        QVERIFY(event.type != EventType::failed && event.type != EventType::need_more);
        if (event.type == EventType::body) {
            QCOMPARE(reinterpret_cast<const char*>(event.body.data()), input.data() + input.find("hello"));
            return;
        }
    }
}

void ResponseDecoderTest::oneBodyEventTakesTheWholeInput() {
    ResponseDecoder decoder(DecoderOptions{});
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 1048576\r\n\r\n";
    Bytes input = sluice::as_bytes(head);
    while (decoder.next(input).type != EventType::head_end) {
    }
    const std::string block(1048576, 'x');
    input = sluice::as_bytes(block);
    const auto event = decoder.next(input);
    QVERIFY(event.type == EventType::body);
    QCOMPARE(event.body.size(), block.size());
    QVERIFY(input.empty());
    QVERIFY(decoder.next(input).type == EventType::end);
}

void ResponseDecoderTest::saysHowManyBytesFollowVerbatim() {
    DecodeRecord record;
    record.feed("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n");
    QVERIFY(!record.decoder().raw_run());
    record.feed("\r\n");
    QCOMPARE(*record.decoder().raw_run(), std::uint64_t(10));
    record.feed("abc");
    QCOMPARE(*record.decoder().raw_run(), std::uint64_t(7));
}

void ResponseDecoderTest::saysThatAllThatFollowsIsBodyUntilTheConnectionCloses() {
    DecodeRecord record;
    record.feed("HTTP/1.0 200 OK\r\n\r\n");
    QCOMPARE(*record.decoder().raw_run(), std::numeric_limits<std::uint64_t>::max());
    record.decoder().skip_raw(1000);
    QCOMPARE(record.decoder().body_bytes(), std::uint64_t(1000));
    record.close();
    QCOMPARE(record.text(), std::string("SHTTP/1.0 200 OK\r\n^."));
    QVERIFY(!record.decoder().raw_run());
}

void ResponseDecoderTest::hasNoRawRunInsideChunksAndHeads() {
    DecodeRecord record;
    QVERIFY(!record.decoder().raw_run());
    record.feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nab");
    QVERIFY(!record.decoder().raw_run());
}

void ResponseDecoderTest::goesOnAfterSplicedBytes() {
    DecodeRecord record;
    record.feed("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    record.decoder().skip_raw(5);
    record.feed("ij");
    record.feed("");
    QCOMPARE(record.body(), std::string("abcij"));
    QCOMPARE(record.decoder().body_bytes(), std::uint64_t(10));
    QVERIFY(record.text().ends_with('.'));
    QVERIFY(record.decoder().keep_alive());
}

void ResponseDecoderTest::staysFailed() {
    ResponseDecoder decoder(DecoderOptions{});
    const std::string input = "FTP";
    Bytes bytes = sluice::as_bytes(input);
    QVERIFY(decoder.next(bytes).type == EventType::failed);
    const std::string good = "HTTP/1.1 200 OK\r\n\r\n";
    bytes = sluice::as_bytes(good);
    QVERIFY(decoder.next(bytes).type == EventType::failed);
    QCOMPARE(bytes.size(), good.size());
    QVERIFY(decoder.end_of_input().type == EventType::failed);
    QVERIFY(decoder.error().code == sluice::Code::unsupported_protocol);
}

void ResponseDecoderTest::staysEnded() {
    ResponseDecoder decoder(DecoderOptions{.head_request = true});
    const std::string input = "HTTP/1.1 200 OK\r\n\r\nmore";
    Bytes bytes = sluice::as_bytes(input);
    while (decoder.next(bytes).type != EventType::end) {
    }
    QVERIFY(decoder.next(bytes).type == EventType::end);
    QVERIFY(decoder.end_of_input().type == EventType::end);
    QCOMPARE(bytes.size(), std::size_t(4));
}

void ResponseDecoderTest::tellsAnHttp09ReplyAtItsFirstByte() {
    DecodeRecord record;
    record.feed("<");
    QCOMPARE(record.text(), std::string("!http.version"));
    QVERIFY(record.decoder().error().code == sluice::Code::unsupported_protocol);
}

void ResponseDecoderTest::givesOutTheWholeHttp09BodyWhereAllowed() {
    feed_every_split("HTTq<html>", [&](auto feed_all) {
        DecodeRecord record({.http09_allowed = true});
        feed_all([&](std::string_view piece) { record.feed(piece); });
        QVERIFY(record.decoder().raw_run());
        record.close();
        QCOMPARE(record.text(), std::string("^B."));
        QCOMPARE(record.body(), std::string("HTTq<html>"));
        QCOMPARE(record.decoder().head().version, 9);
        QVERIFY(!record.decoder().keep_alive());
    });
}

SL_TEST_CLASS(ResponseDecoderTest)
#include "response_decoder_test.moc"
