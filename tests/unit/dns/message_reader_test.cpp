#include "engine/dns/message_reader.h"

#include <QObject>
#include <QTest>

#include <memory>

#include "tests/support/test_class.h"
#include "tests/unit/dns/message_builder.h"

using namespace sluice::dns;
using namespace sluice::test;

class MessageReaderTest : public QObject {
    Q_OBJECT
  private slots:
    void readsNumbersInNetworkOrder();
    void staysBadOnceSomethingDidNotFit();
    void readsNames_data();
    void readsNames();
    void refusesNames_data();
    void refusesNames();
    void goesOnBehindAPointer();
};

void MessageReaderTest::readsNumbersInNetworkOrder() {
    const std::string bytes =
        "\x01\x02\x03\xf1\xf2\xf3\xf4"
        "abc";
    MessageReader reader(bytes);
    QCOMPARE(reader.u8(), 1U);
    QCOMPARE(reader.u16(), std::uint16_t{0x0203});
    QCOMPARE(reader.u32(), std::uint32_t{0xf1f2f3f4});
    QCOMPARE(reader.take(2), std::string_view("ab"));
    QCOMPARE(reader.take(1), std::string_view("c"));
    QVERIFY(reader.good());
    QCOMPARE(reader.take(0), std::string_view());
    QVERIFY(reader.good());
    QCOMPARE(reader.u8(), 0U);
    QVERIFY(!reader.good());
}

void MessageReaderTest::staysBadOnceSomethingDidNotFit() {
    const std::string bytes = "abc";
    MessageReader reader(bytes);
    QCOMPARE(reader.u32(), std::uint32_t{0});
    QVERIFY(!reader.good());
    QCOMPARE(reader.u8(), 0U);
    QCOMPARE(reader.take(0), std::string_view());
    QCOMPARE(reader.name(), std::string());
    QVERIFY(!reader.good());
}

void MessageReaderTest::readsNames_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("start");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char* label, const std::string& bytes, int start, const std::string& name) {
        QTest::newRow(label) << QByteArray::fromStdString(bytes) << start << QByteArray::fromStdString(name);
    };
    row("root", "\0"s, 0, "\0"s);
    row("plain", wire("a.test"), 0, wire("a.test"));
    row("lowered", wire("A.Test"), 0, wire("a.test"));
    row("pointer", wire("a.test") + "\xc0\x00"s, 8, wire("a.test"));
    row("labels, then a pointer", wire("a.test") + "\1b\xc0\x02"s, 8, wire("b.test"));
    row("pointer to a pointer", wire("a.test") + "\1b\xc0\x02\1c\xc0\x08"s, 12, wire("c.b.test"));
    row("label of 63", "\x3f"s + std::string(63, 'x') + "\0"s, 0, "\x3f"s + std::string(63, 'x') + "\0"s);
    std::string longest;
    for (int i = 0; i < 127; ++i) {
        longest += "\1x";
    }
    row("255 bytes", longest + "\0"s, 0, longest + "\0"s);
}

void MessageReaderTest::readsNames() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, start);
    const std::string message = bytes.toStdString();
    MessageReader reader(message);
    reader.take(static_cast<std::size_t>(start));
    const std::string name = reader.name();
    QVERIFY(reader.good());
    QTEST(QByteArray::fromStdString(name), "name");
}

void MessageReaderTest::refusesNames_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("start");
    const auto row = [](const char* label, const std::string& bytes, int start) {
        QTest::newRow(label) << QByteArray::fromStdString(bytes) << start;
    };
    row("nothing", "", 0);
    row("no root", "\1a"s, 0);
    row("cut in a label", "\4ab"s, 0);
    row("cut in a pointer", "\0\xc0"s, 1);
    row("pointer to itself", "\0\xc0\x01"s, 1);
    row("pointer to its own name", "\0\1a\xc0\x01"s, 1);
    row("pointer ahead", "\xc0\x03\0\1a\0"s, 0);
    row("pointers in a circle", "\1a\xc0\x04\1b\xc0\x00"s, 4);
    row("pointer beyond the end", "\0\xff\xff"s, 1);
    row("label type 01", "\x40"s + std::string(70, 'x'), 0);
    row("label type 10", "\x80"s + std::string(70, 'x'), 0);
    std::string too_long;
    for (int i = 0; i < 128; ++i) {
        too_long += "\1x";
    }
    row("257 bytes", too_long + "\0"s, 0);
    row("256 bytes", too_long.substr(0, 252) + "\2xx\0"s, 0);
}

void MessageReaderTest::refusesNames() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, start);
    // In a block of its size, so that a read past its end is seen.
    const std::unique_ptr<char[]> block(new char[static_cast<std::size_t>(bytes.size())]);
    std::copy(bytes.begin(), bytes.end(), block.get());
    MessageReader reader({block.get(), static_cast<std::size_t>(bytes.size())});
    reader.take(static_cast<std::size_t>(start));
    QCOMPARE(reader.name(), std::string());
    QVERIFY(!reader.good());
}

void MessageReaderTest::goesOnBehindAPointer() {
    const std::string message = wire("a.test") + "\1b\xc0\x02\x2a"s;
    MessageReader reader(message);
    reader.take(8);
    QCOMPARE(reader.name(), wire("b.test"));
    QCOMPARE(reader.u8(), 42U);
    QVERIFY(reader.good());
}

SL_TEST_CLASS(MessageReaderTest)
#include "message_reader_test.moc"
