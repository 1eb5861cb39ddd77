// Downloads over several connections, against a loopback peer that does what a test says.
#include "engine/download/fetch.h"

#include "tests/support/test_class.h"
#include "tests/unit/download/fetch_bench.h"

class FetchTest : public QObject {
    Q_OBJECT

  private slots:
    void severalConnectionsShareAFile() {
        Bench b;
        use(b, 4);
        serve(b, paced(1, file_size, 20'000));
        expect_done(b, 1);
        const auto requests = b.server.requests();
        QVERIFY2(requests.size() >= 4, ranges_text(b).c_str());
        QCOMPARE(requests[0].header("Range"), std::string("bytes=0-"));
        // The others ask at the same moment, for what is left when the first bytes have come: in which order they
        // arrive and how many bytes that are is the system's affair.
        const auto last = std::find_if(requests.begin(), requests.end(), [](const auto& request) {
            const std::string range = request.header("Range");
            return range.starts_with("bytes=30") && range.ends_with("-3999999");
        });
        QVERIFY2(last != requests.end(), ranges_text(b).c_str());
        QCOMPARE(last->header("If-Range"), std::string("\"v1\""));
        QCOMPARE(b.seen.most_connections, 4);
        QVERIFY(b.seen.most_segments == 4);
        QVERIFY(b.seen.segments.empty());  // none at the end
        QCOMPARE(b.seen.progress.received, std::int64_t(file_size));
        QCOMPARE(b.seen.progress.durable, std::int64_t(file_size));
        for (const RequestRecord& record : b.seen.requests) {
            QVERIFY(!record.end_reason.empty());
        }
    }

    void oneConnectionIsOneRequest() {
        Bench b;
        use(b, 1);
        serve(b, served(1, file_size));
        expect_done(b, 1);
        QCOMPARE(b.server.request_count(), 1U);
    }

    void withoutRangesThereIsOneConnection() {
        Bench b;
        use(b, 8);
        ServedFile file = served(1, file_size);
        file.ranges = false;
        serve(b, file);
        expect_done(b, 1);
        QCOMPARE(b.server.request_count(), 1U);
    }

    void smallFilesAreNotSplit() {
        Bench b;
        use(b, 8);
        serve(b, served(1, 200 * KiB));
        expect_done(b, 1, 200 * KiB);
        QCOMPARE(b.server.request_count(), 1U);
    }

    void connectionsAreKeptFromPieceToPiece() {
        Bench b;
        use(b, 4);
        b.request.segments.rules.most = 256 * KiB;
        // The first, open-ended answer is slow: the pieces are fetched by the others, however slow the machine.
        const ServedFile slow = paced(1, file_size, 1'000);
        serve_with(b, paced(1, file_size, 30'000), [slow](int number, const RecordedRequest& r) {
            return number == 0 ? std::optional(test::serve(slow, r)) : std::nullopt;
        });
        expect_done(b, 1);
        QVERIFY2(b.server.request_count() >= 8, ranges_text(b).c_str());
        // Only the open-ended first one, and what was taken over at the end, is ever cut.
        QVERIFY2(b.server.connection_count() <= 4U + std::size_t(b.seen.progress.closed_early),
                 QByteArray::number(int(b.server.connection_count())));
        QVERIFY(b.seen.progress.closed_early <= 4);
    }

    void theNumberOfConnectionsIsFound() {
        Bench b;
        use(b, 0);
        serve(b, paced(1, 12'000'000, 20'000));
        expect_done(b, 1, 12'000'000);
        QVERIFY2(b.seen.most_connections >= 4, QByteArray::number(b.seen.most_connections));
    }

    void aSlowConnectionDoesNotHoldUpTheOthers() {
        Bench b;
        use(b, 4);
        const ServedFile slow = paced(1, file_size, 500);  // 50 kB/s: a quarter of the file would last 20 s
        serve_with(b, paced(1, file_size, 20'000), [slow](int number, const RecordedRequest& r) {
            return number == 1 ? std::optional(test::serve(slow, r)) : std::nullopt;
        });
        QElapsedTimer time;
        time.start();
        expect_done(b, 1);
        QVERIFY2(time.elapsed() < 8000, QByteArray::number(time.elapsed()));
    }

    void aStalledPieceIsFetchedByAnother() {
        Bench b;
        use(b, 3);
        const ServedFile file = paced(1, file_size, 20'000);
        serve_with(b, file, [file](int number, const RecordedRequest& r) -> std::optional<Reply> {
            if (number != 1) {
                return std::nullopt;
            }
            const std::uint64_t begin = begin_of(r);
            return Reply::head(206, {"Content-Range: bytes " + std::to_string(begin) + "-" +
                                         std::to_string(file_size - 1) + "/" + std::to_string(file_size),
                                     "Content-Length: " + std::to_string(file_size - begin), "ETag: \"v1\""})
                .send_from(file.source, begin, 200'000)
                .stall();
        });
        QElapsedTimer time;
        time.start();
        expect_done(b, 1);
        QVERIFY2(time.elapsed() < 15'000, QByteArray::number(time.elapsed()));
        QVERIFY(b.seen.progress.doubled <= 17 * 256 * std::int64_t(KiB));
    }

    void connectionsThatDropAllTheTimeNeverEndTheDownload() {
        Bench b;
        use(b, 3);
        const ServedFile file = served(1, file_size);
        b.server.on_request([file](const RecordedRequest& r) {
            const Reply whole = test::serve(file, r);
            Reply cut = Reply().send(whole.steps()[0].bytes);
            const auto& body = whole.steps()[1];
            return cut.send_from(body.source, body.offset, std::min<std::uint64_t>(body.length, 150'000)).close();
        });
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QVERIFY(b.content() == bytes_for(1, file_size));
        QCOMPARE(outcome->gained, std::int64_t(file_size));
        QVERIFY(b.server.request_count() >= file_size / 150'000);
    }

    void aConnectionTooManyIsNotTriedAgainAndRemembered_data() {
        QTest::addColumn<int>("how");
        QTest::newRow("503") << 503;
        QTest::newRow("429") << 429;
        QTest::newRow("reset") << 0;
    }
    void aConnectionTooManyIsNotTriedAgainAndRemembered() {
        QFETCH(int, how);
        Bench b;
        use(b, 6);
        HostMemory memory;
        b.request.hosts = &memory;
        auto open = std::make_shared<std::set<int>>();
        serve_with(b, paced(1, file_size, 10'000), [open, how](int, const RecordedRequest& r) -> std::optional<Reply> {
            if (open->size() < 2 || open->count(r.connection) > 0) {
                open->insert(r.connection);
                return std::nullopt;
            }
            return how == 0 ? Reply().reset() : Reply::http(how, "", {"Retry-After: 1"}).close();
        });
        expect_done(b, 1);
        const std::string host = "127.0.0.1:" + std::to_string(b.server.port());
        const auto lesson = memory.find(host, std::time(nullptr));
        QVERIFY(lesson);
        QCOMPARE(lesson->connections, 2);
        QVERIFY(!lesson->reason.empty());
        QVERIFY2(b.server.request_count() < 20, ranges_text(b).c_str());
    }

    void aLessonIsBelievedWhenTheNumberIsFound() {
        Bench b;
        use(b, 0);
        HostMemory memory;
        memory.learn("127.0.0.1:" + std::to_string(b.server.port()), 1, "", std::time(nullptr));
        b.request.hosts = &memory;
        serve(b, paced(1, file_size, 30'000));
        expect_done(b, 1);
        QCOMPARE(b.server.connection_count(), 1U);
    }

    void theBudgetOfAllDownloadsIsKept() {
        Bench b;
        use(b, 8);
        ConnectionBudget budget({3, 64});
        b.request.budget = &budget;
        serve(b, paced(1, file_size, 20'000));
        expect_done(b, 1);
        QCOMPARE(b.seen.most_connections, 3);
        QCOMPARE(budget.in_use(), 0);
    }

    void theLimitOfADownloadCountsForAllItsConnections() {
        Bench b;
        use(b, 4);
        RateTree rates;
        rates.set_limit("download/1", 1'000'000);
        b.request.rates = &rates;
        b.request.rate_buckets = {"download/1"};
        serve(b, served(1, 2'000'000));
        QElapsedTimer time;
        time.start();
        expect_done(b, 1, 2'000'000);
        QVERIFY2(time.elapsed() > 1500, QByteArray::number(time.elapsed()));
    }

    void stoppingSavesEveryPieceAndTheNextRunGoesOn() {
        Bench b;
        use(b, 4);
        serve(b, paced(1, file_size, 5'000));
        b.turns = 400;
        QVERIFY(!b.run());
        const std::int64_t had = b.seen.progress.received;
        QVERIFY(had > 0 && had < std::int64_t(file_size));
        b.turns = -1;
        serve(b, paced(1, file_size, 20'000));
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QVERIFY(b.content() == bytes_for(1, file_size));
        QVERIFY(outcome->gained <= std::int64_t(file_size) - had);
    }
};

SL_TEST_CLASS(FetchTest)
#include "fetch_test.moc"
