#include "engine/dns/doh_message.h"

#include <QObject>
#include <QTest>

#include <memory>

#include "tests/support/test_class.h"
#include "tests/unit/dns/message_builder.h"

using namespace sluice;
using namespace sluice::dns;
using namespace sluice::test;

class DohMessageTest : public QObject {
    Q_OBJECT
  private slots:
    void asksAsTheStandardShows();
    void asksForBothTypes();
    void refusesNamesThatDnsCannotHold_data();
    void refusesNamesThatDnsCannotHold();
    void readsTheStandardsAnswer();
    void readsAnswers_data();
    void readsAnswers();
    void refusesAnswers_data();
    void refusesAnswers();
    void refusesEveryCut();
    void saysThatTheServerFailed();
    void followsAtMostSixteenAliases();
};

namespace {

constexpr unsigned answered = 0x8180;
const std::string ip1 = "\xc0\x00\x02\x01"s;
const std::string ip2 = "\xc0\x00\x02\x02"s;
const std::string ip6 = "\x20\x01\x0d\xb8"s + std::string(11, '\0') + "\x01";

/// Begins an answer about a.test, type A; the question's name is at 12.
MessageBuilder answer(unsigned records, unsigned flags = answered) {
    MessageBuilder out;
    out.header(flags, 1, records).question("a.test", 1);
    return out;
}

QByteArray summary(const DohAnswer& answer) {
    QByteArrayList parts;
    for (const sys::Address& address : answer.addresses) {
        parts << QByteArray::fromStdString(address.ip());
    }
    for (const std::string& alias : answer.aliases) {
        parts << "=" + QByteArray::fromStdString(alias);
    }
    parts << "ttl " + QByteArray::number(answer.lifetime_s);
    return parts.join(' ');
}

Result<DohAnswer> decode(const std::string& message, const char* host = "a.test", RecordType type = RecordType::a) {
    const std::unique_ptr<char[]> block(new char[message.size()]);
    message.copy(block.get(), message.size());
    return decode_doh_answer(as_bytes({block.get(), message.size()}), host, type);
}

}  // namespace

// RFC 8484 4.1.1: the first example's message.
void DohMessageTest::asksAsTheStandardShows() {
    const auto question = encode_doh_question("www.example.com", RecordType::a);
    QVERIFY(question.has_value());
    QCOMPARE(
        QByteArray::fromStdString(*question).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals),
        QByteArray("AAABAAABAAAAAAAAA3d3dwdleGFtcGxlA2NvbQAAAQAB"));
}

void DohMessageTest::asksForBothTypes() {
    const std::string four = *encode_doh_question("a.test", RecordType::a);
    const std::string six = *encode_doh_question("A.Test.", RecordType::aaaa);
    QCOMPARE(four.substr(0, 12 + 8), six.substr(0, 12 + 8));
    QCOMPARE(four.substr(20), "\0\x01\0\x01"s);
    QCOMPARE(six.substr(20), "\0\x1c\0\x01"s);
}

void DohMessageTest::refusesNamesThatDnsCannotHold_data() {
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("good");
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("dot") << QByteArray(".") << false;
    QTest::newRow("two dots") << QByteArray("a..b") << false;
    QTest::newRow("leading dot") << QByteArray(".a") << false;
    QTest::newRow("two at the end") << QByteArray("a..") << false;
    QTest::newRow("label of 63") << QByteArray(63, 'a') << true;
    QTest::newRow("label of 64") << QByteArray(64, 'a') << false;
    QByteArray longest = QByteArray("a.").repeated(126);
    QTest::newRow("253 bytes") << longest + "a" << true;
    QTest::newRow("254 bytes") << longest + "aa" << false;
}

void DohMessageTest::refusesNamesThatDnsCannotHold() {
    QFETCH(QByteArray, host);
    const auto question = encode_doh_question(host.toStdString(), RecordType::a);
    QTEST(question.has_value(), "good");
    if (!question) {
        QCOMPARE(question.error().kind, Kind::url_malformed);
    }
}

// RFC 8484 4.2.2: the answer with one AAAA record.
void DohMessageTest::readsTheStandardsAnswer() {
    const QByteArray message = QByteArray::fromHex(
        "00008180000100010000000003777777076578616d706c6503636f6d00001c0001c00c001c00010000"
        "0e7d001020010db8abcd00120001000200030004");
    const auto read = decode(message.toStdString(), "www.example.com", RecordType::aaaa);
    QVERIFY(read.has_value());
    QCOMPARE(summary(*read), QByteArray("2001:db8:abcd:12:1:2:3:4 ttl 3709"));
}

void DohMessageTest::readsAnswers_data() {
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("read");
    const auto row = [](const char* name, const MessageBuilder& message, const char* read) {
        QTest::newRow(name) << QByteArray::fromStdString(message.bytes) << QByteArray(read);
    };
    const std::string to_b = wire("b.test");
    const std::string to_c = wire("c.test");
    row("one", answer(1).pointer(12).record(1, 60, ip1), "192.0.2.1 ttl 60");
    row("two", answer(2).pointer(12).record(1, 60, ip1).pointer(12).record(1, 30, ip2), "192.0.2.1 192.0.2.2 ttl 30");
    row("name written out", answer(1).name("A.TEST").record(1, 60, ip1), "192.0.2.1 ttl 60");
    row("none", answer(0), "ttl 0");
    row("no question repeated", MessageBuilder().header(answered, 0, 1).name("a.test").record(1, 5, ip1),
        "192.0.2.1 ttl 5");
    row("alias", answer(2).pointer(12).record(5, 10, to_b).name("b.test").record(1, 60, ip1),
        "192.0.2.1 =b.test ttl 10");
    row("alias behind what it leads to", answer(2).name("b.test").record(1, 60, ip1).pointer(12).record(5, 90, to_b),
        "192.0.2.1 =b.test ttl 60");
    row("two aliases",
        answer(3).pointer(12).record(5, 90, to_b).name("b.test").record(5, 90, to_c).name("c.test").record(1, 60, ip1),
        "192.0.2.1 =b.test =c.test ttl 60");
    row("alias to nothing", answer(1).pointer(12).record(5, 10, to_b), "=b.test ttl 0");
    row("compressed alias", answer(2).pointer(12).record(5, 10, "\1b\xc0\x0e"s).name("b.test").record(1, 60, ip1),
        "192.0.2.1 =b.test ttl 10");
    row("someone else's address", answer(2).name("evil.test").record(1, 60, ip2).pointer(12).record(1, 60, ip1),
        "192.0.2.1 ttl 60");
    row("other types and classes",
        answer(5)
            .pointer(12)
            .record(28, 1, ip6)
            .pointer(12)
            .record(16, 1, "text")
            .pointer(12)
            .record(1, 1, ip2, 3)
            .pointer(12)
            .record(1, 1, "\1\2\3")
            .pointer(12)
            .record(1, 60, ip1),
        "192.0.2.1 ttl 60");
    row("does not exist", answer(0, 0x8183), "ttl 0");
    row("cut off on purpose, with an address",
        answer(2, answered | 0x0200U).pointer(12).record(1, 60, ip1).pointer(12).u16(1), "192.0.2.1 ttl 60");
    row("records behind the answers", answer(1).pointer(12).record(1, 60, ip1).name("x").record(2, 1, "?"),
        "192.0.2.1 ttl 60");
    row("odd bytes in an alias", answer(1).pointer(12).record(5, 1, "\2\x07\xff\0"s), "=?? ttl 0");
}

void DohMessageTest::readsAnswers() {
    QFETCH(QByteArray, message);
    const auto read = decode(message.toStdString());
    QVERIFY2(read.has_value(), read ? "" : read.error().facts().detail.c_str());
    QTEST(summary(*read), "read");
    QVERIFY(!read->failed());
}

void DohMessageTest::refusesAnswers_data() {
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("why");
    const auto row = [](const char* name, const std::string& message, const char* why) {
        QTest::newRow(name) << QByteArray::fromStdString(message) << QByteArray(why);
    };
    const std::string to_a = wire("a.test");
    const std::string to_b = wire("b.test");
    row("empty", "", "no DNS message");
    row("a page", "<html>sign in to this network</html>", "no DNS message");
    row("a question", MessageBuilder().header(0x0100, 1, 0).question("a.test", 1).bytes, "no DNS message");
    row("another operation", MessageBuilder().header(0x8900, 1, 0).question("a.test", 1).bytes, "no DNS message");
    row("another name", MessageBuilder().header(answered, 1, 0).question("b.test", 1).bytes, "another question");
    row("another type", MessageBuilder().header(answered, 1, 0).question("a.test", 28).bytes, "another question");
    row("another class", MessageBuilder().header(answered, 1, 0).name("a.test").u16(1).u16(3).bytes,
        "another question");
    row("fewer records than announced", answer(2).pointer(12).record(1, 60, ip1).bytes, "cut off");
    row("65535 questions", MessageBuilder().header(answered, 0xffff, 0).question("a.test", 1).bytes, "cut off");
    row("cut off on purpose", answer(1, answered | 0x0200U).bytes, "cut off");
    row("circle", answer(2).pointer(12).record(5, 10, to_b).name("b.test").record(5, 10, to_a).bytes, "circle");
    row("alias of itself", answer(1).pointer(12).record(5, 10, to_a).bytes, "circle");
    row("too long", std::string(65'536, '\0'), "too long");
}

void DohMessageTest::refusesAnswers() {
    QFETCH(QByteArray, message);
    QFETCH(QByteArray, why);
    const auto read = decode(message.toStdString());
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Kind::dns_temporary);
    QVERIFY2(read.error().facts().detail.find(why.toStdString()) != std::string::npos,
             read.error().facts().detail.c_str());
}

void DohMessageTest::refusesEveryCut() {
    const std::string whole =
        answer(2).pointer(12).record(5, 10, wire("b.test")).name("b.test").record(1, 60, ip1).bytes;
    QVERIFY(decode(whole).has_value());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        QVERIFY(!decode(whole.substr(0, size)));
    }
}

void DohMessageTest::saysThatTheServerFailed() {
    for (const unsigned code : {1U, 2U, 4U, 5U, 15U}) {
        const auto read = decode(answer(0, answered | code).bytes);
        QVERIFY(read.has_value());
        QVERIFY(read->failed());
        QCOMPARE(read->response_code, static_cast<int>(code));
    }
    QVERIFY(!decode(answer(0, answered | 3U).bytes)->failed());
}

void DohMessageTest::followsAtMostSixteenAliases() {
    const auto chain = [](int aliases) {
        MessageBuilder message = answer(static_cast<unsigned>(aliases) + 1);
        std::string owner = "a.test";
        for (int i = 0; i < aliases; ++i) {
            const std::string next = "n" + std::to_string(i) + ".test";
            message.name(owner).record(5, 60, wire(next));
            owner = next;
        }
        return message.name(owner).record(1, 60, ip1).bytes;
    };
    QCOMPARE(decode(chain(16))->aliases.size(), std::size_t{16});
    QVERIFY(!decode(chain(17)));
}

SL_TEST_CLASS(DohMessageTest)
#include "doh_message_test.moc"
