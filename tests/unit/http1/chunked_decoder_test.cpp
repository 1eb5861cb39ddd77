#include "engine/http1/chunked_decoder.h"

#include <QTest>

#include <string>

#include "tests/support/feed_every_split.h"
#include "tests/support/test_class.h"

using sluice::Bytes;
using sluice::http1::ChunkedDecoder;
using Step = sluice::http1::ChunkedDecoder::Step;

class ChunkedDecoderTest : public QObject {
    Q_OBJECT

  private slots:
    void decodes_data();
    void decodes();
    void refuses_data();
    void refuses();
    void acceptsTheLargestSize();
    void limitsExtensionsPerChunk();
    void givesABigChunkInOneStep();
};

namespace {

struct Outcome {
    std::string data, rest;
    Step last = Step::need_more;
    std::string kind;
};

/// Feeds the pieces one by one until the decoder has ended.
template <class FeedAll>
Outcome decode(FeedAll feed_all) {
    ChunkedDecoder decoder;
    Outcome outcome;
    feed_all([&](std::string_view piece) {
        Bytes input = sluice::as_bytes(piece);
        while (outcome.last != Step::last_chunk && outcome.last != Step::failed) {
            Bytes data;
            outcome.last = decoder.next(input, data);
            outcome.data += sluice::as_text(data);
            if (outcome.last == Step::need_more) {
                return;
            }
        }
        outcome.rest += sluice::as_text(input);
    });
    outcome.kind = sluice::kind_name(decoder.error().kind);
    return outcome;
}

}  // namespace

void ChunkedDecoderTest::decodes_data() {
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("rest");
    const auto row = [](const char* name, const char* input, const char* data, const char* rest) {
        QTest::newRow(name) << QByteArray(input) << QByteArray(data) << QByteArray(rest);
    };
    row("none", "0\r\n\r\n", "", "\r\n");
    row("one", "3\r\nabc\r\n0\r\n\r\n", "abc", "\r\n");
    row("several", "1\r\na\r\n2\r\nbc\r\n0\r\n", "abc", "");
    row("digits of both cases", "a\r\n0123456789\r\nB\r\n0123456789x\r\n0\r\n", "01234567890123456789x", "");
    row("leading zeros", "0003\r\nabc\r\n000\r\n", "abc", "");
    row("extension", "3;a=b;c=\"d\"\r\nabc\r\n0;e\r\n", "abc", "");
    row("blanks behind the size", "3 \t\r\nabc\r\n0 ;x\r\n", "abc", "");
    row("bare LF", "3\nabc\n0\n", "abc", "");
    row("line ends as data", "4\r\n\r\n\r\n\r\n0\r\n", "\r\n\r\n", "");
    row("trailers are left alone", "0\r\nA: b\r\n\r\n", "", "A: b\r\n\r\n");
}

void ChunkedDecoderTest::decodes() {
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, data);
    QFETCH(QByteArray, rest);
    sluice::test::feed_every_split(input.toStdString(), [&](auto feed_all) {
        const Outcome outcome = decode(feed_all);
        QVERIFY(outcome.last == Step::last_chunk);
        QCOMPARE(QByteArray::fromStdString(outcome.data), data);
        QCOMPARE(QByteArray::fromStdString(outcome.rest), rest);
    });
}

void ChunkedDecoderTest::refuses_data() {
    QTest::addColumn<QByteArray>("input");
    QTest::newRow("no size") << QByteArray("\r\n");
    QTest::newRow("no size before an extension") << QByteArray(";x\r\n");
    QTest::newRow("no number") << QByteArray("x\r\n");
    QTest::newRow("negative") << QByteArray("-1\r\n");
    QTest::newRow("plus") << QByteArray("+1\r\n");
    QTest::newRow("0x") << QByteArray("0x1\r\n");
    QTest::newRow("leading blank") << QByteArray(" 1\r\na\r\n");
    QTest::newRow("garbage behind the size") << QByteArray("1 2\r\na\r\n");
    QTest::newRow("CR inside the size line") << QByteArray("1\r2\n");
    QTest::newRow("CR inside an extension") << QByteArray("1;a\rb\n");
    QTest::newRow("NUL inside an extension") << QByteArray("1;a\0\r\n", 6);
    QTest::newRow("too many digits") << QByteArray("00000000000000001\r\n");
    QTest::newRow("64 bits") << QByteArray("8000000000000000\r\n");
    QTest::newRow("data longer than said") << QByteArray("1\r\nab\r\n");
    QTest::newRow("CR without LF behind the data") << QByteArray("1\r\na\rb");
    QTest::newRow("size without line end") << QByteArray("1\r\na1\r\nb");
}

void ChunkedDecoderTest::refuses() {
    QFETCH(QByteArray, input);
    sluice::test::feed_every_split(input.toStdString(), [&](auto feed_all) {
        const Outcome outcome = decode(feed_all);
        QVERIFY(outcome.last == Step::failed);
        QCOMPARE(outcome.kind, std::string("http.chunk_malformed"));
    });
}

void ChunkedDecoderTest::acceptsTheLargestSize() {
    const std::string input = "7fffffffffffffff\r\nabc";
    const Outcome outcome = decode([&](auto feed) { feed(input); });
    QVERIFY(outcome.last == Step::need_more);
    QCOMPARE(outcome.data, std::string("abc"));
}

void ChunkedDecoderTest::limitsExtensionsPerChunk() {
    const std::string fits = "1;" + std::string(4095, 'x') + "\r\na\r\n";
    const Outcome good = decode([&](auto feed) { feed(fits + fits + "0\r\n"); });
    QVERIFY(good.last == Step::last_chunk);
    QCOMPARE(good.data, std::string("aa"));
    const Outcome bad = decode([&](auto feed) { feed("1;" + std::string(4096, 'x') + "\r\na\r\n"); });
    QVERIFY(bad.last == Step::failed);
}

void ChunkedDecoderTest::givesABigChunkInOneStep() {
    const std::string input = "100000\r\n" + std::string(0x100000, 'x');
    Bytes bytes = sluice::as_bytes(input);
    Bytes data;
    ChunkedDecoder decoder;
    QVERIFY(decoder.next(bytes, data) == Step::data);
    QCOMPARE(data.size(), std::size_t(0x100000));
    QVERIFY(bytes.empty());
}

SL_TEST_CLASS(ChunkedDecoderTest)
#include "chunked_decoder_test.moc"
