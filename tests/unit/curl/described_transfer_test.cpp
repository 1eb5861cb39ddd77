#include "engine/curl/described_transfer.h"

#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::curl {
namespace {

/// What a C compiler makes of the inside of a literal.
std::string compiled(std::string_view text) {
    static constexpr std::string_view letters = "trn\"\\?";
    static constexpr std::string_view values = "\t\r\n\"\\?";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            out += text[i];
            continue;
        }
        ++i;
        if (const std::size_t at = letters.find(text[i]); at != std::string_view::npos) {
            out += values[at];
            continue;
        }
        unsigned value = 0;
        if (text[i] == 'x') {  // as many digits as there are
            while (i + 1 < text.size() && std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0) {
                value = value * 16 + static_cast<unsigned>(std::stoi(std::string(1, text[++i]), nullptr, 16));
            }
        } else {
            for (int digits = 0; digits < 3 && i < text.size() && text[i] >= '0' && text[i] <= '7'; ++digits, ++i) {
                value = value * 8 + static_cast<unsigned>(text[i] - '0');
            }
            --i;
        }
        out += static_cast<char>(value);
    }
    return out;
}

}  // namespace

class DescribedTransferTest : public QObject {
    Q_OBJECT

  private slots:
    void literalsKeepEveryByte() {
        QCOMPARE(c_literal("a\"b\\c\t?\x01g\x02"
                           "f"),
                 std::string("\"a\\\"b\\\\c\\t\\?\\x01g\\002f\""));
        std::string all;
        for (int first = 0; first < 256; ++first) {
            for (const char second : {'0', '8', 'f', 'g', '\0', '?'}) {
                all += static_cast<char>(first);
                all += second;
            }
        }
        QCOMPARE(compiled(c_escaped(all)), all);
        QVERIFY(c_escaped(all).find("\?\?") == std::string::npos);
    }

    void namesWhatWasChanged() {
        Options options;
        QVERIFY(changed_options(options, Options()).empty());
        options.tls->client.key = "k";
        options.url = "u";
        const auto rows = changed_options(options, Options());
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(std::string(rows[0]->name), std::string("url"));
        QCOMPARE(std::string(rows[1]->name), std::string("tls.client.key"));
    }
};
SL_TEST_CLASS(DescribedTransferTest)

}  // namespace sluice::curl

#include "described_transfer_test.moc"
