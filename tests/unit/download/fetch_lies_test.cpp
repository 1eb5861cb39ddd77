// Servers that lie, change their mind or their file while several connections fetch it: never a wrong file.
#include "engine/download/journal.h"
#include "engine/download/resume_check.h"
#include "tests/support/test_class.h"
#include "tests/unit/download/fetch_bench.h"

namespace {

/// The body of request `r` as the server of `file` would send it, with another Content-Range.
Reply with_range(const ServedFile& file, const RecordedRequest& r, std::uint64_t first, std::uint64_t last) {
    std::vector<std::string> lines{
        "Content-Range: bytes " + std::to_string(first) + "-" + std::to_string(last) + "/" + std::to_string(file.size),
        "Content-Length: " + std::to_string(last - first + 1)};
    if (!file.etag.empty()) {
        lines.push_back("ETag: " + file.etag);
    }
    static_cast<void>(r);
    return Reply::head(206, lines).send_from(file.source, first, last - first + 1, file.piece, file.pause);
}
std::uint64_t end_of(const RecordedRequest& request) {
    const std::string range = request.header("Range");
    const std::string last = range.substr(range.find('-') + 1);
    return last.empty() ? file_size : std::stoull(last) + 1;
}

/// Where in the part file bytes of another version stand that the journal claims.
bool part_is_only(const Bench& b, std::uint64_t seed, std::uint64_t size) {
    const auto content = b.disk.content(part);
    if (!content) {
        return true;
    }
    Result<std::unique_ptr<Journal>> journal = Journal::open(const_cast<sim::SimDisk&>(b.disk), part + ".sluice");
    if (!journal) {
        return false;
    }
    const std::string right = bytes_for(seed, size);
    for (const ByteRange& range : (*journal)->state().written.ranges()) {
        if (content->substr(range.begin, range.size()) != right.substr(range.begin, range.size())) {
            return false;
        }
    }
    return true;
}

}  // namespace

class FetchLiesTest : public QObject {
    Q_OBJECT

  private slots:
    void aFileThatChangesMidwayIsNeverMixed_data() {
        QTest::addColumn<bool>("validators");
        QTest::addColumn<bool>("honours_if_range");
        QTest::addColumn<int>("from");
        for (const int from : {1, 2, 3, 6}) {
            QTest::addRow("from request %d", from) << true << true << from;
            QTest::addRow("from request %d, If-Range ignored", from) << true << false << from;
            QTest::addRow("from request %d, no validators", from) << false << false << from;
        }
    }
    void aFileThatChangesMidwayIsNeverMixed() {
        QFETCH(bool, validators);
        QFETCH(bool, honours_if_range);
        QFETCH(int, from);
        Bench b;
        use(b, 4);
        b.request.segments.rules.most = 256 * KiB;
        ServedFile now = paced(1, file_size, 20'000);
        ServedFile later = paced(2, file_size, 20'000);
        later.etag = "\"v2\"";
        later.last_modified = "Wed, 02 Jan 2030 00:00:00 GMT";
        if (!validators) {
            now.etag = later.etag = now.last_modified = later.last_modified = {};
        }
        serve_with(b, now, [=](int number, const RecordedRequest& r) -> std::optional<Reply> {
            if (number < from) {
                return std::nullopt;
            }
            RecordedRequest seen = r;
            if (!honours_if_range) {
                std::erase_if(seen.headers, [](const auto& h) { return h.first == "If-Range"; });
            }
            return test::serve(later, seen);
        });
        const auto outcome = b.run();
        QCOMPARE(int(outcome->end), int(End::failed));
        QCOMPARE(outcome->error.kind, Kind::file_changed_on_server);
        QCOMPARE(int(outcome->need), int(Need::decision));
        QVERIFY(!b.disk.content(done_path));
        if (validators) {
            QVERIFY(part_is_only(b, 1, file_size));
        }
        // Going on without starting over never makes a file of it.
        const auto again = b.run();
        QVERIFY(again->end == End::failed);
        b.request.start_over = true;
        const auto fresh = b.run();
        QVERIFY2(fresh->end == End::done, fresh->error.text().c_str());
        QVERIFY(b.content() == bytes_for(2, file_size));
    }

    void aServerThatDoesNotKnowIfRangeGivesTheRestAllTheSame() {
        Bench b;
        b.request.segments.connections = 1;
        begin_and_lose(b, served(1, 1'000'000), 400'000);
        std::atomic<int> wholes = 0;
        b.server.on_request([&](const RecordedRequest& r) {
            ServedFile file = served(1, 1'000'000);
            file.ranges = r.header("If-Range").empty();
            wholes += file.ranges ? 0 : 1;
            return test::serve(file, r);
        });
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QVERIFY(b.content() == bytes_for(1, 1'000'000));
        QCOMPARE(wholes.load(), 1);
        QVERIFY2(outcome->gained <= 600'000, qPrintable(QString::number(outcome->gained)));
    }

    void edgesWithTagsOfTheirOwnServeOneFile() {
        Bench b;
        use(b, 4);
        b.request.segments.rules.most = 512 * KiB;
        serve_with(b, paced(1, file_size, 20'000), [](int number, const RecordedRequest& r) {
            ServedFile edge = paced(1, file_size, 20'000);
            edge.etag = "\"edge" + std::to_string(number % 3) + "\"";
            return std::optional(test::serve(edge, r));
        });
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, (outcome->error.text() + ranges_text(b)).c_str());
        QVERIFY(b.content() == bytes_for(1, file_size));
    }

    void edgesWithDifferentFilesAreNeverMixed() {
        Bench b;
        use(b, 4);
        b.request.segments.rules.most = 512 * KiB;
        serve_with(b, paced(1, file_size, 20'000), [](int number, const RecordedRequest& r) {
            ServedFile edge = paced(std::uint64_t(1 + number % 2), file_size, 20'000);
            edge.etag = "\"edge" + std::to_string(number % 2) + "\"";
            return std::optional(test::serve(edge, r));
        });
        const auto outcome = b.run();
        QCOMPARE(int(outcome->end), int(End::failed));
        QCOMPARE(outcome->error.kind, Kind::file_changed_on_server);
        QVERIFY(!b.disk.content(done_path));
    }

    void withoutValidatorsEveryJoinIsCompared() {
        Bench b;
        use(b, 3);
        ServedFile file = paced(1, file_size, 20'000);
        file.etag = file.last_modified = {};
        serve(b, file);
        expect_done(b, 1);
        bool compared = false;
        for (const RecordedRequest& request : b.server.requests()) {
            const std::uint64_t begin = begin_of(request);
            compared = compared || (begin > 0 && end_of(request) - begin == overlap_bytes);
        }
        QVERIFY2(compared, ranges_text(b).c_str());
    }

    void anUnprovenJoinOutlivesTheProgram() {
        Bench b;
        use(b, 3);
        ServedFile file = paced(1, file_size, 10'000);
        file.etag = file.last_modified = {};
        serve(b, file);
        b.turns = 300;
        QVERIFY(!b.run());
        QVERIFY(b.seen.most_connections == 3);
        b.turns = -1;
        // What was fetched from the far end then was of this version, what is served now is another one.
        ServedFile other = file;
        other.source = std::make_shared<test::PatternSource>(9);
        b.server.on_request([file, other](const RecordedRequest& r) {
            return test::serve(begin_of(r) < file_size / 2 ? file : other, r);
        });
        const auto outcome = b.run();
        QVERIFY(outcome->end == End::failed);
        QCOMPARE(outcome->error.kind, Kind::file_changed_on_server);
    }

    void aPieceAnsweredByTheWholeDoesNoHarm_data() {
        QTest::addColumn<int>("times");
        QTest::newRow("once") << 1;
        QTest::newRow("thrice") << 3;
    }
    void aPieceAnsweredByTheWholeDoesNoHarm() {
        QFETCH(int, times);
        Bench b;
        use(b, 4);
        ServedFile whole = paced(1, file_size, 20'000);
        whole.ranges = false;
        serve_with(b, paced(1, file_size, 20'000), [=](int number, const RecordedRequest& r) {
            return number >= 2 && number < 2 + times ? std::optional(test::serve(whole, r)) : std::nullopt;
        });
        expect_done(b, 1);
    }

    void aServerThatStopsGivingPiecesIsReadFromTheBeginning() {
        Bench b;
        use(b, 4);
        const ServedFile file = paced(1, file_size, 20'000);
        ServedFile whole = served(1, file_size);
        whole.ranges = false;
        serve_with(b, file, [=](int number, const RecordedRequest& r) -> std::optional<Reply> {
            if (number == 0) {
                return Reply::head(206, {"Content-Range: bytes 0-3999999/4000000", "Content-Length: 4000000",
                                         "ETag: \"v1\"", "Last-Modified: " + file.last_modified})
                    .send_from(file.source, 0, 300'000)
                    .close();
            }
            return test::serve(whole, r);
        });
        expect_done(b, 1);
    }

    void wrongPiecesNeverGetIntoTheFile_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("another range") << 0;
        QTest::newRow("no Content-Range") << 1;
        QTest::newRow("unreadable Content-Range") << 2;
        QTest::newRow("416") << 3;
        QTest::newRow("another size") << 4;
        QTest::newRow("more than announced") << 5;
        QTest::newRow("in chunks") << 6;  // odd, but right
    }
    void wrongPiecesNeverGetIntoTheFile() {
        QFETCH(int, how);
        Bench b;
        use(b, 3);
        const ServedFile file = paced(1, file_size, 20'000);
        const std::string lie = std::string(300'000, 'x');
        serve_with(b, file, [=](int number, const RecordedRequest& r) -> std::optional<Reply> {
            if (number != 1) {
                return std::nullopt;
            }
            const std::string length = "Content-Length: 300000";
            switch (how) {
                case 0:
                    return Reply::head(206, {"Content-Range: bytes 0-299999/4000000", length, "ETag: \"v1\""})
                        .send(lie);
                case 1:
                    return Reply::head(206, {length, "ETag: \"v1\""}).send(lie);
                case 2:
                    return Reply::head(206, {"Content-Range: bytes of it", length, "ETag: \"v1\""}).send(lie);
                case 3:
                    return Reply::http(416, "", {"Content-Range: bytes */4000000"});
                case 4:
                    return Reply::head(206, {"Content-Range: bytes " + std::to_string(begin_of(r)) + "-" +
                                                 std::to_string(begin_of(r) + 299'999) + "/5000000",
                                             length, "ETag: \"v1\""})
                        .send(lie);
                case 6:
                    return Reply::head(206, {"Content-Range: bytes " + std::to_string(begin_of(r)) + "-" +
                                                 std::to_string(begin_of(r) + 65'535) + "/4000000",
                                             "ETag: \"v1\"", "Transfer-Encoding: chunked"})
                        .send("10000\r\n")
                        .send_from(file.source, begin_of(r), 65'536)
                        .send("\r\n0\r\n\r\n");
                default:
                    return Reply::head(206, {"Content-Range: bytes " + std::to_string(begin_of(r)) + "-" +
                                                 std::to_string(begin_of(r) + 99'999) + "/4000000",
                                             "ETag: \"v1\"", "Connection: close"})
                        .send_from(file.source, begin_of(r), 300'000)
                        .close();
            }
        });
        const auto outcome = b.run();
        if (how == 4) {
            QCOMPARE(outcome->error.kind, Kind::file_changed_on_server);
            QVERIFY(!b.disk.content(done_path));
            return;
        }
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QVERIFY(b.content() == bytes_for(1, file_size));
    }

    void otherEndBytesThanAskedForAreCopedWith_data() {
        QTest::addColumn<int>("shift");
        QTest::newRow("one more") << 1;
        QTest::newRow("one less") << -1;
        QTest::newRow("a lot more") << 500'000;
        QTest::newRow("a lot less") << -100'000;
    }
    void otherEndBytesThanAskedForAreCopedWith() {
        QFETCH(int, shift);
        Bench b;
        use(b, 3);
        b.request.segments.rules.most = 512 * KiB;
        const ServedFile file = paced(1, file_size, 20'000);
        serve_with(b, file, [=](int number, const RecordedRequest& r) -> std::optional<Reply> {
            if (number == 0) {
                return std::nullopt;
            }
            const auto first = std::int64_t(begin_of(r));
            const auto middle = (first + std::int64_t(end_of(r))) / 2;  // never less than half of it
            const auto last = std::max(std::int64_t(end_of(r)) - 1 + shift, middle);
            return with_range(file, r, std::uint64_t(first),
                              std::uint64_t(std::clamp<std::int64_t>(last, first, std::int64_t(file_size) - 1)));
        });
        expect_done(b, 1);
    }

    void aLoginPageIsNoPiece() {
        Bench b;
        use(b, 3);
        const ServedFile file = paced(1, file_size, 20'000);
        serve_with(b, file, [](int number, const RecordedRequest&) -> std::optional<Reply> {
            if (number == 0) {
                return std::nullopt;
            }
            return Reply::http(200, "<html>log in</html>", {"Content-Type: text/html"});
        });
        // The first connection goes on: it was there before.
        expect_done(b, 1);
    }

    void aLinkThatExpiresForNewRequestsLetsTheFirstOneGoOn_data() {
        QTest::addColumn<int>("status");
        for (const int status : {401, 403, 404, 410}) {
            QTest::addRow("%d", status) << status;
        }
    }
    void aLinkThatExpiresForNewRequestsLetsTheFirstOneGoOn() {
        QFETCH(int, status);
        Bench b;
        use(b, 4);
        serve_with(b, paced(1, file_size, 40'000), [status](int number, const RecordedRequest&) {
            return number > 0 ? std::optional(Reply::http(status, "expired")) : std::nullopt;
        });
        expect_done(b, 1);
        QVERIFY2(b.server.request_count() < 8, ranges_text(b).c_str());
    }

    void anExpiredLinkWithHolesGoesOnUnderANewAddress() {
        Bench b;
        use(b, 4);
        const ServedFile file = paced(1, file_size, 20'000);
        serve_with(b, file, [file](int number, const RecordedRequest& r) -> std::optional<Reply> {
            const Reply whole = test::serve(file, r);
            const auto& body = whole.steps()[1];
            if (number < 4) {
                return Reply().send(whole.steps()[0].bytes).send_from(body.source, body.offset, 200'000).close();
            }
            return Reply::http(403, "expired");
        });
        const auto refused = b.run();
        QCOMPARE(int(refused->need), int(Need::new_address));
        QVERIFY(refused->gained >= 4 * 200'000);
        ServedFile elsewhere = paced(1, file_size, 20'000);
        elsewhere.etag = "\"other\"";
        elsewhere.last_modified = "Fri, 04 Jan 2030 00:00:00 GMT";
        serve(b, elsewhere);
        const auto outcome = b.run("/new?token=1");
        QVERIFY2(outcome->end == End::done, (outcome->error.text() + ranges_text(b)).c_str());
        QVERIFY(b.content() == bytes_for(1, file_size));
        QCOMPARE(outcome->gained + refused->gained, std::int64_t(file_size));
    }

    void aNewAddressWithAnotherFileIsNeverBelievedLater() {
        Bench b;
        use(b, 1);
        begin_and_lose(b, served(1, file_size), 1'000'000);
        ServedFile wrong = served(2, file_size);
        wrong.etag = "\"wrong\"";
        serve(b, wrong);
        const auto first = b.run("/wrong.bin");
        QCOMPARE(first->error.kind, Kind::file_changed_on_server);
        const auto second = b.run("/wrong.bin");  // asked again: its tag must not vouch for our bytes now
        QCOMPARE(second->error.kind, Kind::file_changed_on_server);
        QVERIFY(!b.disk.content(done_path));
        serve(b, served(1, file_size));
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QVERIFY(b.content() == bytes_for(1, file_size));
    }

    void aTruncatedPieceIsFetchedToItsEnd() {
        Bench b;
        use(b, 3);
        const ServedFile file = paced(1, file_size, 20'000);
        serve_with(b, file, [file](int number, const RecordedRequest& r) -> std::optional<Reply> {
            if (number != 1) {
                return std::nullopt;
            }
            const Reply whole = test::serve(file, r);
            const auto& body = whole.steps()[1];
            return Reply().send(whole.steps()[0].bytes).send_from(body.source, body.offset, 1000).close();
        });
        expect_done(b, 1);
    }
};

SL_TEST_CLASS(FetchLiesTest)
#include "fetch_lies_test.moc"
