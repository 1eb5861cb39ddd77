// Files of other programs, gone on with against a peer that does what a test says.
#include "engine/download/adopt.h"

#include <QTest>

#include "tests/support/test_class.h"
#include "tests/unit/download/download_bench.h"

namespace {

constexpr std::uint64_t whole = 1'000'000;
const std::string foreign = folder + "/a.bin";

struct AdoptBench : Bench {
    ServedFile file = served(1, whole);

    explicit AdoptBench(const std::string& content, const std::string& path = foreign) {
        disk.put(path, content);
        request.adopt = path;
        serve(*this, file);
    }
    /// It must not be called complete, and what was found is as it was.
    void expect_refused(Kind kind, const std::string& content) {
        const auto outcome = run();
        QVERIFY(outcome && outcome->end == End::failed);
        QCOMPARE(outcome->error.kind, kind);
        QCOMPARE(disk.files(), std::vector<std::string>{request.adopt});
        QVERIFY(disk.content(request.adopt) == content);
    }
    std::uint64_t sent() const {
        std::uint64_t bytes = 0;
        for (const RequestRecord& one : seen.requests) {
            bytes += static_cast<std::uint64_t>(one.body_bytes);
        }
        return bytes;
    }
};

void put_number(std::string& out, std::uint64_t value, int size) {
    for (int i = size - 1; i >= 0; --i) {
        out += static_cast<char>(value >> (8 * i) & 0xff);
    }
}

/// Pieces of 100,000 bytes.
std::string control(const std::string& bits, std::uint64_t total = whole) {
    std::string out;
    put_number(out, 1, 2);
    put_number(out, 0, 8);
    put_number(out, 100'000, 4);
    put_number(out, total, 8);
    put_number(out, 0, 8);
    put_number(out, bits.size(), 4);
    out += bits;
    put_number(out, 0, 4);
    return out;
}

}  // namespace

class AdoptTest : public QObject {
    Q_OBJECT

  private slots:
    void aPrefixIsGoneOnWith_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("vouched");
        QTest::newRow("wget, curl") << "/a.bin" << true;
        QTest::newRow("Firefox") << "/a.bin.part" << true;
        QTest::newRow("Chromium") << "/a.bin.crdownload" << true;
        QTest::newRow("Chromium, unnamed") << "/Unconfirmed 1.crdownload" << true;
        QTest::newRow("no validators") << "/a.bin" << false;
    }
    void aPrefixIsGoneOnWith() {
        QFETCH(QString, path);
        QFETCH(bool, vouched);
        AdoptBench b(bytes_for(1, 600'000), folder + path.toStdString());
        b.file = vouched ? served(1, whole) : unvouched(1, whole);
        serve(b, b.file);
        const auto outcome = b.run();
        QVERIFY2(outcome && outcome->end == End::done, outcome ? outcome->error.text().c_str() : "");
        QCOMPARE(outcome->path, done_path);
        QVERIFY(b.content() == bytes_for(1, whole));
        QCOMPARE(b.disk.files(), std::vector<std::string>{done_path});
        QVERIFY2(b.sent() < 500'000, std::to_string(b.sent()).c_str());
    }
    void gapsAreFetched() {
        std::string content = bytes_for(1, 800'000);
        std::fill(content.begin() + 200'000, content.begin() + 500'000, '\0');
        content += std::string(100'000, '\0');
        AdoptBench b(content);
        const auto outcome = b.run();
        QVERIFY2(outcome && outcome->end == End::done, outcome ? outcome->error.text().c_str() : "");
        QVERIFY(b.content() == bytes_for(1, whole));
    }
    void theMapOfAria2Counts() {
        std::string content = bytes_for(1, whole);
        std::fill(content.begin() + 300'000, content.begin() + 700'000, 'x');
        AdoptBench b(content);
        b.disk.put(foreign + ".aria2", control("\xE1\xC0"));  // 0 to 2, 7 to 9
        const auto outcome = b.run();
        QVERIFY2(outcome && outcome->end == End::done, outcome ? outcome->error.text().c_str() : "");
        QVERIFY(b.content() == bytes_for(1, whole));
        QVERIFY(b.disk.content(foreign + ".aria2").has_value());
    }
    void aCompleteFileIsOnlyCompared() {
        AdoptBench b(bytes_for(1, whole));
        const auto outcome = b.run();
        QVERIFY2(outcome && outcome->end == End::done, outcome ? outcome->error.text().c_str() : "");
        QCOMPARE(b.sent(), 0ULL);
        QCOMPARE(b.server.request_count(), 2U);
    }

    void anotherVersionStaysAsItIs_data() {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::newRow("all of it") << 0 << 600'000;
        QTest::newRow("its beginning") << 0 << 100;
        QTest::newRow("its last byte") << 599'999 << 600'000;
    }
    void anotherVersionStaysAsItIs() {
        QFETCH(int, from);
        QFETCH(int, to);
        std::string content = bytes_for(1, 600'000);
        const std::string other = bytes_for(2, 600'000);
        std::copy(other.begin() + from, other.begin() + to, content.begin() + from);
        content[static_cast<std::size_t>(to) - 1] ^= 1;
        AdoptBench b(content);
        b.expect_refused(Kind::file_changed_on_server, content);
        QVERIFY(b.server.request_count() <= 2);
    }
    void aFileMixedFromTwoVersionsIsNeverCompleteWhereADigestGuardsIt() {
        std::string content = bytes_for(1, 900'000);
        const std::string other = bytes_for(2, 900'000);
        std::copy(other.begin() + 300'000, other.begin() + 400'000, content.begin() + 300'000);
        AdoptBench b(content);
        b.request.expected.hashes = {ExpectedHash({"sha-256", test::sha256_of(test::PatternSource(1), whole)})};
        const auto outcome = b.run();
        QVERIFY(outcome && outcome->end == End::failed);
        QCOMPARE(outcome->error.kind, Kind::checksum_mismatch);
        QVERIFY(!b.disk.content(done_path));
    }
    void aMixedRangeOfAria2IsSeenAtItsEnds() {
        std::string content = bytes_for(1, whole);
        const std::string other = bytes_for(2, whole);
        std::copy(other.begin() + 700'000, other.end(), content.begin() + 700'000);
        AdoptBench b(content);
        b.disk.put(foreign + ".aria2", control("\xE1\xC0"));
        const auto outcome = b.run();
        QVERIFY(outcome && outcome->error.kind == Kind::file_changed_on_server);
        QVERIFY(b.disk.content(foreign) == content);
    }

    void serversThatLieAreRefused_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* name, const char* head, Kind kind) {
            QTest::newRow(name) << QByteArray(head) << static_cast<int>(kind);
        };
        row("the whole", "200 OK\r\nContent-Length: 3\r\n\r\nabc", Kind::http_range_ignored);
        row("no range", "206 P\r\nContent-Length: 65536\r\n\r\n", Kind::http_range_wrong);
        row("another range", "206 P\r\nContent-Range: bytes 1-65536/1000000\r\nContent-Length: 65536\r\n\r\n",
            Kind::http_range_wrong);
        row("no size", "206 P\r\nContent-Range: bytes 0-65535/*\r\nContent-Length: 65536\r\n\r\n",
            Kind::http_range_wrong);
        row("shorter", "416 N\r\nContent-Range: bytes */5\r\nContent-Length: 0\r\n\r\n", Kind::file_changed_on_server);
        row("gone", "404 N\r\nContent-Length: 0\r\n\r\n", Kind::http_gone);
        row("fewer bytes", "206 P\r\nContent-Range: bytes 0-65535/1000000\r\nContent-Length: 3\r\n\r\nabc",
            Kind::file_changed_on_server);
    }
    void serversThatLieAreRefused() {
        QFETCH(QByteArray, head);
        QFETCH(int, kind);
        const std::string content = bytes_for(1, 600'000);
        AdoptBench b(content);
        const std::string wire = "HTTP/1.1 " + head.toStdString();
        b.server.on_request([wire](const RecordedRequest&) { return Reply().send(wire).close(); });
        b.expect_refused(static_cast<Kind>(kind), content);
    }
    void anotherVersionInTheMiddleOfComparingIsRefused() {
        const std::string content = bytes_for(1, 600'000);
        AdoptBench b(content);
        int asked = 0;
        b.server.on_request([&, file = b.file](const RecordedRequest& r) mutable {
            file.etag = ++asked > 1 ? "\"v2\"" : "\"v1\"";
            return test::serve(file, r);
        });
        b.expect_refused(Kind::file_changed_on_server, content);
    }
    void aLargerFileThanTheServersIsRefused() {
        const std::string content = bytes_for(1, whole + 1);
        AdoptBench b(content);
        b.expect_refused(Kind::file_changed_on_server, content);
    }

    void canBeStoppedAtEveryTurn() {
        for (int turns = 0; turns < 120; turns += 3) {
            AdoptBench b(bytes_for(1, 600'000));
            b.request.owner = 77;
            b.turns = turns;
            b.run();
            b.turns = -1;
            const auto outcome = b.run();
            QVERIFY2(outcome && outcome->end == End::done, outcome ? outcome->error.text().c_str() : "");
            QVERIFY(b.content() == bytes_for(1, whole));
        }
    }
    void startingOverLeavesItAlone() {
        AdoptBench b("something else");
        b.request.start_over = true;
        const auto outcome = b.run();
        QVERIFY2(outcome && outcome->end == End::done, outcome ? outcome->error.text().c_str() : "");
        QVERIFY(b.disk.content(foreign) == std::string("something else"));
        QVERIFY(b.content(folder + "/a (1).bin") == bytes_for(1, whole));
    }
};

SL_TEST_CLASS(AdoptTest)

#include "adopt_test.moc"
