#include "engine/http/hsts.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::http;

namespace {
constexpr std::int64_t now = 1'700'000'000;  // 14 November 2023, 22:13:20
}

class HstsTest : public QObject {
    Q_OBJECT

  private slots:
    void readsTheField_data();
    void readsTheField();
    void knowsHosts_data();
    void knowsHosts();
    void expiresAndForgets();
    void neverKnowsAddresses();
    void readsItsFile();
    void countsLinesItCannotRead_data();
    void countsLinesItCannotRead();
    void writesWhatItReads();
    void keepsTheLaterOfTwoDates();
    void forgetsWhatEndsFirst();
};

void HstsTest::readsTheField_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("means");  // "" for nothing
    const auto row = [](const char* value, const char* means) {
        QTest::newRow(value) << QByteArray(value) << QByteArray(means);
    };
    // RFC 6797 6.2.
    row("max-age=31536000", "31536000");
    row("max-age=15768000 ; includeSubDomains", "15768000 all");
    row("max-age=\"31536000\"", "31536000");
    row("max-age=0", "0");
    row("max-age=0; includeSubDomains", "0 all");
    row("includeSubDomains; max-age=5", "5 all");
    row("MAX-AGE=5;INCLUDESUBDOMAINS", "5 all");
    row(" ; max-age = 5 ;; ", "5");
    row("max-age=5; preload", "5");
    row("max-age=5; foo=bar; foo=\"b;a\\\"r\"", "5");
    row("max-age=99999999999999999999999", "18446744073709551615");
    row("", "");
    row("includeSubDomains", "");
    row("max-age", "");
    row("max-age=", "");
    row("max-age=\"\"", "");
    row("max-age=-1", "");
    row("max-age=5s", "");
    row("max-age=5 6", "");
    row("max-age=5; max-age=5", "");
    row("max-age=5; includeSubDomains; includeSubDomains", "");
    row("max-age=5; includeSubDomains=1", "");
    row("max-age=\"5", "");
    row("max-age=\"5\"x", "");
    row("max-age=5; b@d", "");
    row("max-age=5, max-age=6", "");
}

void HstsTest::readsTheField() {
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, means);
    const auto policy = parse_strict_transport_security(value.toStdString());
    QByteArray got;
    if (policy) {
        got = QByteArray::number(qulonglong(policy->max_age)) + (policy->include_subdomains ? " all" : "");
    }
    QCOMPARE(got, means);
}

void HstsTest::knowsHosts_data() {
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("known");
    const auto row = [](const char* host, bool known) { QTest::newRow(host) << QByteArray(host) << known; };
    row("alone.test", true);
    row("alone.test.", true);
    row("www.alone.test", false);
    row("all.test", true);
    row("www.all.test", true);
    row("a.b.all.test.", true);
    row("xall.test", false);
    row("test", false);
    row("", false);
    row(".", false);
    row("one.all.test", true);
}

void HstsTest::knowsHosts() {
    QFETCH(QByteArray, host);
    QFETCH(bool, known);
    HstsStore store;
    store.learn("alone.test.", {60, false}, now);
    store.learn("all.test", {60, true}, now);
    store.learn("one.all.test", {60, false}, now);
    QCOMPARE(store.knows(host.toStdString(), now), known);
}

void HstsTest::expiresAndForgets() {
    HstsStore store;
    store.learn("h.test", {60, false}, now);
    QVERIFY(store.knows("h.test", now + 59));
    QVERIFY(!store.knows("h.test", now + 60));
    store.learn("h.test", {600, true}, now);
    QVERIFY(store.knows("www.h.test", now + 599));
    store.learn("h.test", {600, false}, now);
    QVERIFY(!store.knows("www.h.test", now));
    store.learn("h.test.", {0, false}, now);
    QVERIFY(!store.knows("h.test", now));
    QCOMPARE(store.size(), std::size_t(0));
}

void HstsTest::neverKnowsAddresses() {
    HstsStore store;
    store.learn("192.0.2.1", {60, true}, now);
    store.learn("2001:db8::1", {60, true}, now);
    QCOMPARE(store.size(), std::size_t(0));
    QCOMPARE(store.read("192.0.2.1 \"unlimited\"\n", now), std::size_t(1));
    store.learn("2.1", {60, true}, now);
    QVERIFY(!store.knows("192.0.2.1", now));
}

void HstsTest::readsItsFile() {
    HstsStore store;
    const std::size_t unreadable = store.read(
        "# a comment\r\n\n.all.test \"20300101 00:00:00\"\r\nALONE.test\t\"unlimited\"\n  old.test \"20010101 "
        "00:00:00\"\nother.test \"Tue, 01 Jan 2030 00:00:00 GMT\"",
        now);
    QCOMPARE(unreadable, std::size_t(0));
    QCOMPARE(store.size(), std::size_t(3));
    QVERIFY(store.knows("x.all.test", now));
    QVERIFY(!store.knows("x.all.test", 1'893'456'000));
    QVERIFY(store.knows("alone.test", INT64_MAX - 1));
    QVERIFY(!store.knows("x.alone.test", now));
    QVERIFY(!store.knows("old.test", now));
    QVERIFY(store.knows("other.test", now));
}

void HstsTest::countsLinesItCannotRead_data() {
    QTest::addColumn<QByteArray>("line");
    for (const char* line : {"h.test", "h.test 20300101 00:00:00", "h.test \"20300101 00:00:00", "h.test \"",
                             "h.test \"soon\"", ". \"unlimited\"", "h\x01.test \"unlimited\"", "[::1] \"unlimited\""}) {
        QTest::newRow(line) << QByteArray(line);
    }
    QTest::newRow("too long") << QByteArray(300, 'h') + " \"unlimited\"";
}

void HstsTest::countsLinesItCannotRead() {
    QFETCH(QByteArray, line);
    HstsStore store;
    QCOMPARE(store.read(line.toStdString() + "\ngood.test \"unlimited\"\n", now), std::size_t(1));
    QCOMPARE(store.size(), std::size_t(1));
}

void HstsTest::writesWhatItReads() {
    const std::string lines = ".all.test \"20300101 00:00:00\"\nalone.test \"unlimited\"\n";
    HstsStore store;
    store.read(lines, now);
    const std::string written = store.write(now);
    QVERIFY(written.starts_with("#"));
    QVERIFY(written.ends_with("\n" + lines));
    HstsStore again;
    QCOMPARE(again.read(written, now), std::size_t(0));
    QCOMPARE(again.write(now), written);
    QVERIFY(!store.write(1'893'456'000).ends_with(lines));
    store.learn("forever.test", {UINT64_MAX, false}, now);
    QVERIFY(store.write(now).find("forever.test \"unlimited\"\n") != std::string::npos);
}

void HstsTest::keepsTheLaterOfTwoDates() {
    HstsStore store;
    store.read("h.test \"20300101 00:00:00\"\n.h.test \"20290101 00:00:00\"\n", now);
    QVERIFY(store.knows("h.test", 1'893'455'999));
    QVERIFY(!store.knows("x.h.test", now));
    store.read("h.test \"20310101 00:00:00\"\n", now);
    QVERIFY(store.knows("h.test", 1'893'456'000));
}

void HstsTest::forgetsWhatEndsFirst() {
    HstsStore store;
    for (std::size_t i = 0; i <= HstsStore::most_hosts; ++i) {
        store.learn(std::to_string(i) + ".test", {i + 1, false}, now);
    }
    QVERIFY(store.size() <= HstsStore::most_hosts);
    QVERIFY(store.size() >= HstsStore::most_hosts * 9 / 10);
    QVERIFY(!store.knows("0.test", now));
    QVERIFY(store.knows(std::to_string(HstsStore::most_hosts) + ".test", now));
    HstsStore same;
    for (std::size_t i = 0; i <= HstsStore::most_hosts; ++i) {
        same.learn(std::to_string(i) + ".test", {5, false}, now);
    }
    QVERIFY(same.size() >= HstsStore::most_hosts * 9 / 10);
}

SL_TEST_CLASS(HstsTest)
#include "hsts_test.moc"
