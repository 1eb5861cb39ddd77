// What a server names beside the file (RFC 6249): mirrors, and a Metalink that describes it.
#include "tests/support/test_class.h"
#include "tests/unit/download/fetch_bench.h"

namespace {

std::string digest_line(const std::string& field, std::uint64_t seed, std::uint64_t size) {
    // The hex digest serves as well in a field that is written so.
    return field + ": " + test::sha256_of(test::PatternSource(seed), size);
}

struct LinkBench : Bench {
    ScriptedServer second;
    std::string metalink;  ///< what "/f.meta4" gives; empty: 404

    LinkBench() { use(*this, 4); }
    /// The file with more header lines, paced, so that mirrors have something to do.
    void offer(const std::vector<std::string>& lines) {
        ServedFile file = paced(1, file_size, 10'000);
        for (const std::string& line : lines) {
            file.content_type += "\r\n" + line;
        }
        server.on_request([this, file](const RecordedRequest& r) {
            if (r.path() == "/f.meta4") {
                return metalink.empty() ? Reply::http(404)
                                        : Reply::http(200, metalink, {"Content-Type: application/metalink4+xml"});
            }
            return test::serve(file, r);
        });
        ServedFile copy = paced(1, file_size, 10'000);
        copy.etag = "\"copy\"";
        second.on_request([copy](const RecordedRequest& r) { return test::serve(copy, r); });
    }
    std::string mirror_line() { return "Link: <" + second.url("/copy.bin") + ">; rel=duplicate; pri=1"; }
    bool said(const std::string& text) const {
        return std::any_of(seen.log.begin(), seen.log.end(),
                           [&](const std::string& line) { return line.find(text) != std::string::npos; });
    }
    void describe(const std::string& inside) {
        metalink = "<metalink xmlns=\"urn:ietf:params:xml:ns:metalink\"><file name=\"a.bin\">" + inside + "<url>" +
                   second.url("/copy.bin") + "</url></file></metalink>";
    }
};

std::string size_and_digest(std::uint64_t seed, std::uint64_t size = file_size) {
    return "<size>" + std::to_string(size) + "</size><hash type=\"sha-256\">" +
           test::sha256_of(test::PatternSource(seed), size) + "</hash>";
}

}  // namespace

class FetchLinksTest : public QObject {
    Q_OBJECT

  private slots:
    void mirrorsOfTheServerAreUsedWhereADigestGuardsTheFile() {
        LinkBench b;
        b.offer({b.mirror_line(), digest_line("X-Checksum-Sha256", 1, file_size)});
        expect_done(b, 1);
        const auto asked = b.second.requests();
        QVERIFY(asked.size() >= 2);
        QCOMPARE(asked[0].header("Range"), std::string("bytes=0-65535"));  // it proves itself like any other
        QVERIFY(b.said("A mirror that the server names"));
    }
    void whatALyingMirrorBroughtIsFetchedAgain() {
        LinkBench b;
        b.offer({b.mirror_line(), digest_line("X-Checksum-Sha256", 1, file_size)});
        ServedFile lie = paced(7, file_size, 10'000);
        lie.etag = "\"copy\"";
        ServedFile copy = paced(1, file_size, 10'000);
        copy.etag = lie.etag;
        b.second.on_request([lie, copy](const RecordedRequest& r) {
            return test::serve(begin_of(r) == 0 ? copy : lie, r);  // the bytes it is compared by are right
        });
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QVERIFY(b.content() == bytes_for(1, file_size));
        QVERIFY(outcome->repaired > 0);
        QVERIFY(b.said("fetching what mirrors brought again"));
    }
    void withoutADigestTheyAreNot_data() {
        QTest::addColumn<QString>("line");
        QTest::newRow("none") << "X-Nothing: 1";
        QTest::newRow("one that can be forged") << "X-Checksum-Md5: 900150983cd24fb0d6963f7d28e17f72";
    }
    void withoutADigestTheyAreNot() {
        QFETCH(QString, line);
        LinkBench b;
        b.offer({b.mirror_line(), line.toStdString()});
        const auto outcome = b.run();
        QVERIFY(outcome->end == (line.startsWith("X-Checksum") ? End::failed : End::done));  // it is a wrong one
        QCOMPARE(b.second.request_count(), 0);
        QVERIFY(b.said("without a SHA-2 or SHA-3 digest"));
    }
    void theUsersDigestGuardsToo() {
        LinkBench b;
        const NamedHash hash{"sha-256", test::sha256_of(test::PatternSource(1), file_size)};
        b.request.expected.hashes = {ExpectedHash(hash)};
        b.offer({b.mirror_line()});
        expect_done(b, 1);
        QVERIFY(b.second.request_count() > 0);
    }
    void nothingIsDoneIfItWasTurnedOff() {
        LinkBench b;
        b.request.follow_links = false;
        b.offer({b.mirror_line(), digest_line("X-Checksum-Sha256", 1, file_size),
                 "Link: </f.meta4>; rel=describedby; type=\"application/metalink4+xml\""});
        expect_done(b, 1);
        QCOMPARE(b.second.request_count(), 0);
    }
    void whatAServerMayNotNameIsLeftOut() {
        LinkBench b;
        b.offer({"Link: <file:///etc/passwd>; rel=duplicate, <http://u:p@127.0.0.1:1/x>; rel=duplicate",
                 digest_line("X-Checksum-Sha256", 1, file_size)});
        expect_done(b, 1);
        QVERIFY(b.said("Not used, the server named it: file:///etc/passwd"));
        QVERIFY(!b.said("u:p@"));
    }

    void aMetalinkThatIsNamedGivesDigestAndMirrors() {
        LinkBench b;
        b.describe(size_and_digest(1));
        use(b, 0);  // a connection that is added goes to the new one
        b.offer({"Link: </f.meta4>; rel=describedby; type=\"application/metalink4+xml\""});
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QVERIFY(b.content() == bytes_for(1, file_size));
        QCOMPARE(outcome->verified.size(), 1U);
        QCOMPARE(outcome->verified[0].by, Voucher::metalink);
        QCOMPARE(outcome->verified[0].where, b.server.url("/f.meta4"));
        QVERIFY(b.second.request_count() > 0);
    }
    void aWrongDigestInItFailsTheFile() {
        LinkBench b;
        b.describe(size_and_digest(2));
        b.offer({"Link: </f.meta4>; rel=describedby; type=\"application/metalink4+xml\""});
        const auto outcome = b.run();
        QVERIFY(outcome->end == End::failed);
        QCOMPARE(int(outcome->error.kind), int(Kind::checksum_mismatch));
    }
    void oneThatDoesNotFitIsLeftAlone_data() {
        QTest::addColumn<QString>("inside");
        QTest::addColumn<QString>("said");
        QTest::newRow("another size") << QString::fromStdString(size_and_digest(1, file_size - 1)) << "speaks of";
        QTest::newRow("contradicts the server") << QString::fromStdString(size_and_digest(2)) << "is not the one of";
        QTest::newRow("no metalink") << "</file><file>"
                                     << "Metalink";
        QTest::newRow("not there") << ""
                                   << "is not used";
    }
    void oneThatDoesNotFitIsLeftAlone() {
        QFETCH(QString, inside);
        QFETCH(QString, said);
        LinkBench b;
        if (!inside.isEmpty()) {
            b.describe(inside.toStdString());
        }
        b.offer({"Link: </f.meta4>; rel=describedby; type=\"application/metalink4+xml\"",
                 digest_line("X-Checksum-Sha256", 1, file_size)});
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QCOMPARE(outcome->verified.at(0).by, Voucher::server);
        QVERIFY(b.said(said.toStdString()));
    }
    void canBeStoppedAtEveryTurn() {
        for (int turns = 0; turns < 160; turns += 9) {
            LinkBench b;
            b.describe(size_and_digest(1));
            b.offer({"Link: </f.meta4>; rel=describedby; type=\"application/metalink4+xml\"", b.mirror_line()});
            b.turns = turns;
            b.run();
            b.turns = -1;
            serve(b, served(1, file_size));
            expect_done(b, 1);
        }
    }
    void itsPiecesAreCompared() {
        LinkBench b;
        const std::string all = bytes_for(1, file_size);
        std::string pieces = "<pieces type=\"sha-256\" length=\"1000000\">";
        for (std::size_t at = 0; at < file_size; at += 1'000'000) {
            FileHash hash("sha-256");
            hash.add(as_bytes(std::string_view(all).substr(at, 1'000'000)));
            pieces += "<hash>" + hash.finish() + "</hash>";
        }
        b.describe("<size>" + std::to_string(file_size) + "</size>" + pieces + "</pieces>");
        b.offer({"Link: </f.meta4>; rel=describedby; type=\"application/metalink4+xml\""});
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QCOMPARE(outcome->verified.size(), 1U);
        QVERIFY(outcome->verified[0].hash.hex.empty());
    }
};

SL_TEST_CLASS(FetchLinksTest)
#include "fetch_links_test.moc"
