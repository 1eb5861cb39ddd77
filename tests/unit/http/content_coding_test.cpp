#include "engine/http/content_coding.h"

#include <QTest>

#include <array>
#include <functional>

#include "tests/support/feed_every_split.h"
#include "tests/support/test_class.h"
#include "tests/unit/http/compress.h"

using sluice::Bytes;
using sluice::Kind;
using sluice::MutableBytes;
using sluice::Result;
using sluice::http::ContentDecoder;
using sluice::http::make_content_decoder;
namespace test = sluice::test;

class ContentCodingTest : public QObject {
    Q_OBJECT

  private slots:
    void decodesForEverySplit_data();
    void decodesForEverySplit();
    void decodesThroughTheSmallestOutput_data() { decodesForEverySplit_data(); }
    void decodesThroughTheSmallestOutput();
    void noticesEveryTruncation_data() { decodesForEverySplit_data(); }
    void noticesEveryTruncation();
    void noticesDataBehindTheEnd_data();
    void noticesDataBehindTheEnd();
    void noticesDamage_data();
    void noticesDamage();
    void takesSeveralMembersAndPadding();
    void anEmptyBodyIsFine_data();
    void anEmptyBodyIsFine();
    void nothingToDecodeIsNull();
    void refusesUnknownCodings_data();
    void refusesUnknownCodings();
    void aBombNeedsNoMemory_data();
    void aBombNeedsNoMemory();
    void refusesAHugeZstdWindow();
};

namespace {

const std::string sample = [] {
    std::string text;
    for (int i = 0; i < 40; ++i) {
        text += "line " + std::to_string(i * i) + "; ";
    }
    return text;
}();

/// Decodes piece by piece with an output of `width` bytes; stops at the first error.
class Decoding {
  public:
    explicit Decoding(std::string_view coding, std::size_t width = 50)
        : decoder_(std::move(*make_content_decoder(coding))), width_(width) {}

    void feed(std::string_view piece) {
        Bytes input = sluice::as_bytes(piece);
        while (kind == Kind::none) {
            std::array<std::byte, 64> buffer{};
            const MutableBytes output = MutableBytes(buffer).first(width_);
            const auto progress = decoder_->decode(input, output);
            if (!progress) {
                kind = progress.error().kind;
                return;
            }
            input = input.subspan(progress->consumed);
            text += sluice::as_text(Bytes(output).first(progress->produced));
            if (input.empty() && progress->produced < output.size()) {
                return;
            }
        }
    }
    void finish() {
        if (kind == Kind::none) {
            if (const auto finished = decoder_->finish(); !finished) {
                kind = finished.error().kind;
            }
        }
    }

    std::string text;
    Kind kind = Kind::none;

  private:
    std::unique_ptr<ContentDecoder> decoder_;
    std::size_t width_;
};

}  // namespace

void ContentCodingTest::decodesForEverySplit_data() {
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("coded");
    const auto row = [](const char* name, const char* coding, const std::string& coded) {
        QTest::newRow(name) << QByteArray(coding) << QByteArray::fromStdString(coded);
    };
    row("gzip", "gzip", test::gzip(sample));
    row("x-gzip", "X-GZIP", test::gzip(sample));
    row("deflate", "deflate", test::zlib_deflate(sample));
    row("raw deflate", "deflate", test::raw_deflate(sample));
    row("br", "br", test::brotli(sample));
    row("zstd", "zstd", test::zstd(sample));
    row("identity and gzip", "identity, gzip", test::gzip(sample));
    row("br in gzip", "br, gzip", test::gzip(test::brotli(sample)));
    row("five", "gzip, deflate, br, zstd, gzip",
        test::gzip(test::zstd(test::brotli(test::zlib_deflate(test::gzip(sample))))));
}

void ContentCodingTest::decodesForEverySplit() {
    QFETCH(QByteArray, coding);
    QFETCH(QByteArray, coded);
    test::feed_every_split(coded.toStdString(), [&](auto feed_all) {
        Decoding decoding(coding.toStdString());
        feed_all([&](std::string_view piece) { decoding.feed(piece); });
        decoding.finish();
        QVERIFY(decoding.kind == Kind::none);
        QCOMPARE(decoding.text, sample);
    });
}

void ContentCodingTest::decodesThroughTheSmallestOutput() {
    QFETCH(QByteArray, coding);
    QFETCH(QByteArray, coded);
    Decoding decoding(coding.toStdString(), 1);
    decoding.feed(coded.toStdString());
    decoding.finish();
    QVERIFY(decoding.kind == Kind::none);
    QCOMPARE(decoding.text, sample);
}

void ContentCodingTest::noticesEveryTruncation() {
    QFETCH(QByteArray, coding);
    QFETCH(QByteArray, coded);
    for (qsizetype length = 1; length < coded.size(); ++length) {
        Decoding decoding(coding.toStdString());
        decoding.feed(coded.left(length).toStdString());
        decoding.finish();
        QVERIFY2(decoding.kind == Kind::http_encoding_corrupt, std::to_string(length).c_str());
        QVERIFY(sample.starts_with(decoding.text));
    }
}

void ContentCodingTest::noticesDataBehindTheEnd_data() {
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("coded");
    QTest::newRow("gzip") << QByteArray("gzip") << QByteArray::fromStdString(test::gzip(sample) + "x");
    QTest::newRow("gzip, padding, gzip") << QByteArray("gzip")
                                         << QByteArray::fromStdString(test::gzip(sample) + '\0' + test::gzip("x"));
    QTest::newRow("deflate") << QByteArray("deflate") << QByteArray::fromStdString(test::zlib_deflate(sample) + "x");
    QTest::newRow("raw deflate") << QByteArray("deflate") << QByteArray::fromStdString(test::raw_deflate(sample) + "x");
    QTest::newRow("br") << QByteArray("br") << QByteArray::fromStdString(test::brotli(sample) + "x");
    QTest::newRow("zstd") << QByteArray("zstd") << QByteArray::fromStdString(test::zstd(sample) + "xxxxxxxxxxxxxxxxxx");
}

void ContentCodingTest::noticesDataBehindTheEnd() {
    QFETCH(QByteArray, coding);
    QFETCH(QByteArray, coded);
    test::feed_every_split(coded.toStdString(), [&](auto feed_all) {
        Decoding decoding(coding.toStdString());
        feed_all([&](std::string_view piece) { decoding.feed(piece); });
        decoding.finish();
        QVERIFY(decoding.kind == Kind::http_encoding_corrupt);
    });
}

void ContentCodingTest::noticesDamage_data() {
    QTest::addColumn<QByteArray>("coding");
    for (const char* coding : {"gzip", "deflate", "br", "zstd", "br, gzip"}) {
        QTest::newRow(coding) << QByteArray(coding);
    }
}

void ContentCodingTest::noticesDamage() {
    QFETCH(QByteArray, coding);
    Decoding page(coding.toStdString());
    page.feed("<html>This is not compressed at all, whatever the header says.</html>");
    page.finish();
    QVERIFY(page.kind == Kind::http_encoding_corrupt);
    if (coding == "gzip") {
        // The check sum at the end.
        std::string coded = test::gzip(sample);
        coded[coded.size() - 6] = static_cast<char>(coded[coded.size() - 6] ^ 1);
        Decoding decoding("gzip");
        decoding.feed(coded);
        QVERIFY(decoding.kind == Kind::http_encoding_corrupt);
    }
}

void ContentCodingTest::takesSeveralMembersAndPadding() {
    const std::string gzipped = test::gzip("one ") + test::gzip("") + test::gzip("two") + std::string(700, '\0');
    test::feed_every_split(gzipped, [](auto feed_all) {
        Decoding decoding("gzip");
        feed_all([&](std::string_view piece) { decoding.feed(piece); });
        decoding.finish();
        QVERIFY(decoding.kind == Kind::none);
        QCOMPARE(decoding.text, std::string("one two"));
    });
    test::feed_every_split(test::zstd("one ") + test::zstd("two"), [](auto feed_all) {
        Decoding decoding("zstd");
        feed_all([&](std::string_view piece) { decoding.feed(piece); });
        decoding.finish();
        QVERIFY(decoding.kind == Kind::none);
        QCOMPARE(decoding.text, std::string("one two"));
    });
}

void ContentCodingTest::anEmptyBodyIsFine_data() {
    QTest::addColumn<QByteArray>("coding");
    for (const char* coding : {"gzip", "deflate", "br", "zstd", "br, gzip"}) {
        QTest::newRow(coding) << QByteArray(coding);
    }
}

void ContentCodingTest::anEmptyBodyIsFine() {
    QFETCH(QByteArray, coding);
    Decoding never_fed(coding.toStdString());
    never_fed.finish();
    QVERIFY(never_fed.kind == Kind::none);
    Decoding fed_nothing(coding.toStdString());
    fed_nothing.feed("");
    fed_nothing.finish();
    QVERIFY(fed_nothing.kind == Kind::none);
}

void ContentCodingTest::nothingToDecodeIsNull() {
    for (const char* value : {"", "identity", "identity, Identity", " , "}) {
        const auto decoder = make_content_decoder(value);
        QVERIFY(decoder.has_value());
        QVERIFY(*decoder == nullptr);
    }
}

void ContentCodingTest::refusesUnknownCodings_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("unknown") << QByteArray("lzma");
    QTest::newRow("unknown behind a known one") << QByteArray("gzip, lzma");
    QTest::newRow("parameter") << QByteArray("gzip;q=1");
    QTest::newRow("chunked") << QByteArray("chunked");
    QTest::newRow("six") << QByteArray("gzip,gzip,gzip,gzip,gzip,gzip");
}

void ContentCodingTest::refusesUnknownCodings() {
    QFETCH(QByteArray, value);
    const auto decoder = make_content_decoder(value.toStdString());
    QVERIFY(!decoder);
    QVERIFY(decoder.error().kind == Kind::http_encoding_unknown);
    QVERIFY(decoder.error().code == sluice::Code::bad_content_encoding);
}

void ContentCodingTest::aBombNeedsNoMemory_data() {
    QTest::addColumn<QByteArray>("coding");
    QTest::addColumn<QByteArray>("coded");
    const std::string zeros(std::size_t{8} << 20U, '\0');
    QTest::newRow("gzip") << QByteArray("gzip") << QByteArray::fromStdString(test::gzip(zeros));
    QTest::newRow("gzip twice") << QByteArray("gzip, gzip") << QByteArray::fromStdString(test::gzip(test::gzip(zeros)));
    QTest::newRow("br") << QByteArray("br") << QByteArray::fromStdString(test::brotli(zeros));
    QTest::newRow("zstd") << QByteArray("zstd") << QByteArray::fromStdString(test::zstd(zeros));
}

void ContentCodingTest::aBombNeedsNoMemory() {
    QFETCH(QByteArray, coding);
    QFETCH(QByteArray, coded);
    const auto decoder = std::move(*make_content_decoder(coding.toStdString()));
    const std::string text = coded.toStdString();
    Bytes input = sluice::as_bytes(text);
    std::array<std::byte, 4096> output{};
    std::size_t total = 0;
    for (;;) {
        const auto progress = decoder->decode(input, output);
        QVERIFY(progress.has_value());
        input = input.subspan(progress->consumed);
        total += progress->produced;
        if (input.empty() && progress->produced < output.size()) {
            break;
        }
        QVERIFY(progress->produced > 0 || progress->consumed > 0);
    }
    QCOMPARE(total, std::size_t{8} << 20U);
    QVERIFY(decoder->finish().has_value());
}

void ContentCodingTest::refusesAHugeZstdWindow() {
    // A frame header that asks for a window of 1 GiB: magic, descriptor without single segment, window byte.
    Decoding decoding("zstd");
    decoding.feed(std::string("\x28\xb5\x2f\xfd\x00\xa0\x01\x00\x00", 9));
    decoding.finish();
    QVERIFY(decoding.kind == Kind::http_encoding_corrupt);
}

SL_TEST_CLASS(ContentCodingTest)
#include "content_coding_test.moc"
