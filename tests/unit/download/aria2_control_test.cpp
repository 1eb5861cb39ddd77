#include "engine/download/aria2_control.h"

#include <QTest>

#include "tests/support/test_class.h"

namespace sluice::download {

namespace {

/// A control file, big endian, as the technical notes of aria2 lay it out.
struct Control {
    std::string bytes;
    Control& number(std::uint64_t value, int size) {
        for (int i = size - 1; i >= 0; --i) {
            bytes += static_cast<char>(value >> (8 * i) & 0xff);
        }
        return *this;
    }
    Control& bits(const std::string& text) {
        number(text.size(), 4);
        bytes += text;
        return *this;
    }
};

/// 5 pieces of 100,000 bytes and one of 1.
Control head(std::uint64_t piece = 100'000, std::uint64_t total = 500'001) {
    return Control().number(1, 2).number(0, 4).bits("").number(piece, 4).number(total, 8).number(0, 8);
}

}  // namespace

class Aria2ControlTest : public QObject {
    Q_OBJECT

  private slots:
    void readsPieces() {
        const auto control = parse_aria2_control(as_bytes(head().bits("\xA4").number(0, 4).bytes));
        QVERIFY2(control, control ? "" : control.error().text().c_str());
        QCOMPARE(control->size, 500'001ULL);
        RangeMap expected;
        expected.add({0, 100'000});
        expected.add({200'000, 300'000});
        expected.add({500'000, 500'001});
        QVERIFY(control->written == expected);
    }
    void readsBlocksOfPiecesInFlight() {
        Control text = head().bits(std::string(1, '\x80')).number(1, 4);
        text.number(4, 4).number(100'000, 4).bits(std::string(1, '\xC1'));  // blocks 0, 1 and 7, which does not exist
        const auto control = parse_aria2_control(as_bytes(text.bytes));
        QVERIFY2(control, control ? "" : control.error().text().c_str());
        RangeMap expected;
        expected.add({0, 100'000});
        expected.add({400'000, 432'768});
        QVERIFY(control->written == expected);
    }
    void everyTornFileIsAnError() {
        Control text = head().bits("\xFC").number(1, 4);
        text.number(4, 4).number(100'000, 4).bits(std::string(1, '\x80'));
        for (std::size_t size = 0; size < text.bytes.size(); ++size) {
            QVERIFY(!parse_aria2_control(as_bytes(text.bytes).first(size)));
        }
        QVERIFY(parse_aria2_control(as_bytes(text.bytes)));
    }
    void refusesWhatCannotBe_data() {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const std::string& text) {
            QTest::newRow(name) << QByteArray(text.data(), static_cast<qsizetype>(text.size()));
        };
        row("version 0", Control().number(0, 2).bytes + head().bits("\xFC").number(0, 4).bytes.substr(2));
        row("torrent", Control().number(1, 2).number(1, 4).bits("hash").bytes);
        row("no piece length", head(0).bits("\xFC").number(0, 4).bytes);
        row("no size", head(1, 0).bits("").number(0, 4).bytes);
        row("huge", head(1, ~0ULL).bits("\xFC").number(0, 4).bytes);
        row("bitfield too long", head().bits("\xFC\xFC").number(0, 4).bytes);
        row("piece behind the end",
            head().bits("\xFC").number(1, 4).number(9, 4).number(1, 4).bits(std::string(1, '\x80')).bytes);
        row("piece too long",
            head().bits("\xFC").number(1, 4).number(0, 4).number(200'000, 4).bits(std::string(2, '\x80')).bytes);
    }
    void refusesWhatCannotBe() {
        QFETCH(QByteArray, text);
        QVERIFY(!parse_aria2_control(as_bytes(std::string_view(text.data(), static_cast<std::size_t>(text.size())))));
    }
};

SL_TEST_CLASS(Aria2ControlTest)

}  // namespace sluice::download

#include "aria2_control_test.moc"
