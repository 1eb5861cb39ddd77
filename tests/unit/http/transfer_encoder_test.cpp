#include "engine/http/transfer_encoder.h"

#include <QTest>

#include "engine/base/base64.h"
#include "engine/base/hex.h"
#include "tests/support/feed_every_split.h"
#include "tests/support/test_class.h"

using namespace sluice;

namespace {

std::string encoded(MimeEncoding encoding, std::string_view text) {
    http::TransferEncoder encoder(encoding);
    std::string out;
    if (!encoder.encode(as_bytes(text), out)) {
        return "refused";
    }
    encoder.finish(out);
    return out;
}

/// Undoes quoted-printable (RFC 2045 6.7), written apart from the encoder.
std::string unquoted(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '=') {
            out += text[i];
        } else if (text.substr(i + 1, 2) == "\r\n") {
            i += 2;
        } else {
            out += static_cast<char>(base::hex_digit(text[i + 1]) * 16 + base::hex_digit(text[i + 2]));
            i += 2;
        }
    }
    return out;
}

bool lines_are_short(std::string_view text) {
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find("\r\n", begin), text.size());
        if (end - begin > 76) {
            return false;
        }
        begin = end + 2;
    }
    return true;
}

std::string all_bytes() {
    std::string bytes;
    for (int i = 0; i < 1000; ++i) {
        bytes += static_cast<char>(i * 7 % 256);
    }
    return bytes;
}

}  // namespace

class TransferEncoderTest : public QObject {
    Q_OBJECT

  private slots:
    void namesItself();
    void leavesContentAsItIs();
    void quotes_data();
    void quotes();
    void quotesWhatCanBeRead();
    void breaksBase64IntoLines();
    void knowsTheEncodedSize();
    void encodesInAnyPieces();
    void refusesWhatSevenBitsCannotCarry();
};

void TransferEncoderTest::namesItself() {
    QCOMPARE(http::name_of(MimeEncoding::none), std::string_view());
    QCOMPARE(http::name_of(MimeEncoding::binary), std::string_view("binary"));
    QCOMPARE(http::name_of(MimeEncoding::eight_bit), std::string_view("8bit"));
    QCOMPARE(http::name_of(MimeEncoding::seven_bit), std::string_view("7bit"));
    QCOMPARE(http::name_of(MimeEncoding::base64), std::string_view("base64"));
    QCOMPARE(http::name_of(MimeEncoding::quoted_printable), std::string_view("quoted-printable"));
}

void TransferEncoderTest::leavesContentAsItIs() {
    const std::string bytes = all_bytes();
    for (const auto encoding : {MimeEncoding::none, MimeEncoding::binary, MimeEncoding::eight_bit}) {
        QCOMPARE(encoded(encoding, bytes), bytes);
    }
    QCOMPARE(encoded(MimeEncoding::seven_bit, "a\x7f\n"), std::string("a\x7f\n"));
}

void TransferEncoderTest::quotes_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("quoted");
    const auto row = [](const char* text, const char* quoted) {
        QTest::addRow("%s", quoted) << QByteArray(text) << QByteArray(quoted);
    };
    row("", "");
    row("plain ~!", "plain ~!");
    row("a=b", "a=3Db");
    row("caf\xc3\xa9", "caf=C3=A9");
    row("a\r\nb", "a\r\nb");
    row("a\nb", "a=0Ab");
    row("a\rb", "a=0Db");
    row("a\r", "a=0D");
    row("\r\r\n", "=0D\r\n");
    row("a \r\nb", "a=20\r\nb");
    row("a\t\r\nb", "a=09\r\nb");
    row("a \tb", "a \tb");
    row("a  \r\n", "a =20\r\n");
    row("a ", "a=20");
    row("a \rb", "a =0Db");
    row("a \r", "a=20=0D");
    row("a\x01\x7f", "a=01=7F");
    const QByteArray line(75, 'x');
    QTest::newRow("75 characters") << line << line;
    QTest::newRow("76 characters") << line + 'x' << line + "=\r\nx";
    QTest::newRow("an escape at the end") << line.left(73) + "=y" << line.left(73) + "=\r\n=3Dy";
    QTest::newRow("after a line end") << line + "\r\n" + line << line + "\r\n" + line;
}

void TransferEncoderTest::quotes() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, quoted);
    QCOMPARE(QByteArray::fromStdString(encoded(MimeEncoding::quoted_printable, text.toStdString())), quoted);
}

void TransferEncoderTest::quotesWhatCanBeRead() {
    const std::string bytes = all_bytes();
    const std::string quoted = encoded(MimeEncoding::quoted_printable, bytes);
    QCOMPARE(unquoted(quoted), bytes);
    QVERIFY(lines_are_short(quoted));
}

void TransferEncoderTest::breaksBase64IntoLines() {
    QCOMPARE(encoded(MimeEncoding::base64, ""), std::string());
    QCOMPARE(encoded(MimeEncoding::base64, "abc"), std::string("YWJj"));
    QCOMPARE(encoded(MimeEncoding::base64, "ab"), std::string("YWI="));
    const std::string line(57, '\0');
    QCOMPARE(encoded(MimeEncoding::base64, line), std::string(76, 'A'));
    QCOMPARE(encoded(MimeEncoding::base64, line + std::string(1, '\0')), std::string(76, 'A') + "\r\nAA==");
    QCOMPARE(encoded(MimeEncoding::base64, line + line), std::string(76, 'A') + "\r\n" + std::string(76, 'A'));
}

void TransferEncoderTest::knowsTheEncodedSize() {
    for (std::size_t size = 0; size < 300; ++size) {
        const std::string bytes = all_bytes().substr(0, size);
        QCOMPARE(http::encoded_size(MimeEncoding::base64, static_cast<std::int64_t>(size)),
                 static_cast<std::int64_t>(encoded(MimeEncoding::base64, bytes).size()));
    }
    QCOMPARE(http::encoded_size(MimeEncoding::none, 5), std::int64_t(5));
    QCOMPARE(http::encoded_size(MimeEncoding::base64, -1), std::int64_t(-1));
    QCOMPARE(http::encoded_size(MimeEncoding::quoted_printable, 5), std::int64_t(-1));
    QCOMPARE(http::encoded_size(MimeEncoding::quoted_printable, 0), std::int64_t(0));
}

void TransferEncoderTest::encodesInAnyPieces() {
    const std::string text = "a \r\nb\t \r\r\n=\xff " + all_bytes().substr(0, 200);
    for (const auto encoding : {MimeEncoding::none, MimeEncoding::base64, MimeEncoding::quoted_printable}) {
        const std::string whole = encoded(encoding, text);
        test::feed_every_split(text, [&](auto feed_all) {
            http::TransferEncoder encoder(encoding);
            std::string out;
            feed_all([&](std::string_view piece) { QVERIFY(encoder.encode(as_bytes(piece), out)); });
            encoder.finish(out);
            QCOMPARE(out, whole);
        });
    }
}

void TransferEncoderTest::refusesWhatSevenBitsCannotCarry() {
    http::TransferEncoder encoder(MimeEncoding::seven_bit);
    std::string out;
    const auto result = encoder.encode(as_bytes("a\x80"), out);
    QVERIFY(!result);
    QCOMPARE(result.error().code, Code::read_error);
    QVERIFY(out.empty());
}

SL_TEST_CLASS(TransferEncoderTest)
#include "transfer_encoder_test.moc"
