// Whole runs of a download against a loopback peer that does what a test says, on a disk in memory.
#include "engine/download/download.h"

#include <QTest>

#include "tests/support/test_class.h"
#include "tests/unit/download/download_bench.h"

class DownloadTest : public QObject {
    Q_OBJECT

  private slots:
    void fetchesAFile() {
        Bench b;
        serve(b, served(1, 3'000'000));
        const auto outcome = b.run();
        QVERIFY(outcome);
        QCOMPARE(int(outcome->end), int(End::done));
        QCOMPARE(outcome->path, done_path);
        QCOMPARE(outcome->size, 3'000'000);
        QCOMPARE(outcome->sha256, test::sha256_of(test::PatternSource(1), 3'000'000));
        QVERIFY(b.content() == bytes_for(1, 3'000'000));
        QCOMPARE(b.disk.files(), std::vector<std::string>{done_path});
        const RecordedRequest sent = b.server.requests().at(0);
        QCOMPARE(sent.header("Range"), std::string("bytes=0-"));
        QCOMPARE(sent.header("Accept-Encoding"), std::string("identity"));
        QCOMPARE(b.server.request_count(), 1U);
        QCOMPARE(int(b.seen.phases.back()), int(Phase::finishing));
        QVERIFY(std::is_sorted(b.seen.phases.begin(), b.seen.phases.end()));
        QCOMPARE(b.seen.requests.size(), 1U);
        QCOMPARE(b.seen.requests[0].status, 206);
        QCOMPARE(b.seen.requests[0].end_reason, std::string("complete"));
        QVERIFY(b.seen.facts.resumable);
        QCOMPARE(b.seen.progress.received, 3'000'000);
        QCOMPARE(b.seen.progress.durable, 3'000'000);
    }

    void fetchesFromAServerWithoutRanges() {
        Bench b;
        ServedFile file = served(1, 100'000);
        file.ranges = false;
        serve(b, file);
        QCOMPARE(int(b.run()->end), int(End::done));
        QVERIFY(b.content() == bytes_for(1, 100'000));
        QVERIFY(!b.seen.facts.resumable);
    }

    void fetchesFilesOfUnknownSize_data() {
        QTest::addColumn<QByteArray>("wire");
        QTest::newRow("chunked") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
        QTest::newRow("until close") << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabcde");
        QTest::newRow("part of unknown whole, then 416")
            << QByteArray("HTTP/1.1 206 P\r\nContent-Range: bytes 0-4/*\r\nContent-Length: 5\r\n\r\nabcde");
    }
    void fetchesFilesOfUnknownSize() {
        QFETCH(QByteArray, wire);
        Bench b;
        b.server.enqueue(Reply().send(wire.toStdString()).close());
        b.server.on_request([](const RecordedRequest&) { return Reply::http(416, "", {"Content-Range: bytes */5"}); });
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QCOMPARE(b.content(), std::string("abcde"));
    }

    void piecesOfAnUnknownWholeEndWhereNothingMoreComes() {
        Bench b;
        b.server.on("/a.bin",
                    Reply().send("HTTP/1.1 206 P\r\nContent-Range: bytes 0-4/*\r\nContent-Length: 5\r\n\r\nabcde"));
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QCOMPARE(b.content(), std::string("abcde"));
        QCOMPARE(b.server.request_count(), 2U);
    }

    void emptyFilesAreFiles_data() {
        QTest::addColumn<int>("status");
        QTest::newRow("200") << 200;
        QTest::newRow("416") << 416;
    }
    void emptyFilesAreFiles() {
        QFETCH(int, status);
        Bench b;
        b.server.on("/a.bin", Reply::http(status, "", {"Content-Range: bytes */0"}));
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QCOMPARE(b.content(), std::string());
    }

    void aShortChunkedBodyIsNoFile() {
        Bench b;
        b.server.on("/a.bin", Reply().send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab").close());
        const auto outcome = b.run();
        QCOMPARE(int(outcome->end), int(End::failed));
        QVERIFY(!b.disk.content(done_path));
        QVERIFY(b.disk.content(part));
    }

    void goesOnWhereItWasCutOff() {
        Bench b;
        const ServedFile file = served(2, 1'000'000);
        begin_and_lose(b, file, 400'000);
        serve(b, file);
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QVERIFY(b.content() == bytes_for(2, 1'000'000));
        QCOMPARE(outcome->gained, 600'000);
        const RecordedRequest second = b.server.requests().at(1);
        QCOMPARE(second.header("Range"), std::string("bytes=400000-"));
        QCOMPARE(second.header("If-Range"), std::string("\"v1\""));
        QCOMPARE(b.disk.files(), std::vector<std::string>{done_path});
    }

    void goesOnWithoutValidatorsByComparing() {
        Bench b;
        const ServedFile file = unvouched(2, 1'000'000);
        begin_and_lose(b, file, 400'000);
        serve(b, file);
        b.request.want_sha256 = true;
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QVERIFY(b.content() == bytes_for(2, 1'000'000));
        QCOMPARE(outcome->sha256, test::sha256_of(test::PatternSource(2), 1'000'000));
        QCOMPARE(b.server.requests().at(1).header("Range"), "bytes=" + std::to_string(400'000 - 65'536) + "-");
        QVERIFY(!b.server.requests().at(1).has("If-Range"));
    }

    void readsTheWholeAgainWhereTheServerCannotContinue() {
        Bench b;
        ServedFile file = unvouched(2, 1'000'000);
        begin_and_lose(b, file, 400'000);
        file.ranges = false;
        serve(b, file);
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QVERIFY(b.content() == bytes_for(2, 1'000'000));
        QCOMPARE(outcome->gained, 600'000);
    }

    void neverMixesTwoVersions_data() {
        QTest::addColumn<bool>("validators");
        QTest::addColumn<bool>("ranges");
        QTest::addColumn<bool>("honest");
        QTest::addColumn<quint64>("size");
        QTest::newRow("other ETag") << true << true << true << quint64(1'000'000);
        QTest::newRow("other ETag, If-Range ignored") << true << true << false << quint64(1'000'000);
        QTest::newRow("other ETag, no ranges") << true << false << true << quint64(1'000'000);
        QTest::newRow("nothing but the bytes") << false << true << true << quint64(1'000'000);
        QTest::newRow("nothing but the bytes, no ranges") << false << false << true << quint64(1'000'000);
        QTest::newRow("other size") << false << true << true << quint64(1'000'001);
        QTest::newRow("shorter") << false << true << true << quint64(300'000);
    }
    void neverMixesTwoVersions() {
        QFETCH(bool, validators);
        QFETCH(bool, ranges);
        QFETCH(bool, honest);
        QFETCH(quint64, size);
        Bench b;
        begin_and_lose(b, validators ? served(2, 1'000'000) : unvouched(2, 1'000'000), 400'000);
        ServedFile changed = validators ? served(3, size) : unvouched(3, size);
        changed.etag = validators ? "\"v2\"" : "";
        changed.ranges = ranges;
        b.server.on_request([changed, honest](const RecordedRequest& r) {
            RecordedRequest seen = r;
            if (!honest) {
                std::erase_if(seen.headers, [](const auto& h) { return h.first == "If-Range"; });
            }
            return test::serve(changed, seen);
        });
        const std::string before = b.content(part);
        const auto outcome = b.run();
        QCOMPARE(int(outcome->end), int(End::failed));
        QCOMPARE(outcome->error.kind, Kind::file_changed_on_server);
        QCOMPARE(int(outcome->need), int(Need::decision));
        QVERIFY(!b.disk.content(done_path));
        QVERIFY(b.content(part).substr(0, 400'000) == before.substr(0, 400'000));
        b.request.start_over = true;
        const auto again = b.run();
        QVERIFY2(again->end == End::done, again->error.text().c_str());
        QVERIFY(b.content() == bytes_for(3, size));
    }

    void lyingServersGetAClearErrorAndNoFile_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<int>("kind");
        QTest::newRow("wrong Content-Range")
            << QByteArray(
                   "206 P\r\nContent-Range: bytes 500000-999999/1000000\r\nContent-Length: 500000\r\nETag: \"v1\"")
            << int(Kind::http_range_wrong);
        QTest::newRow("no Content-Range")
            << QByteArray("206 P\r\nContent-Length: 600000\r\nETag: \"v1\"") << int(Kind::http_range_wrong);
        QTest::newRow("unreadable Content-Range")
            << QByteArray("206 P\r\nContent-Range: bytes of it\r\nContent-Length: 600000\r\nETag: \"v1\"")
            << int(Kind::http_range_wrong);
        QTest::newRow("login page") << QByteArray("200 OK\r\nContent-Type: text/html; charset=x\r\nContent-Length: 20")
                                    << int(Kind::http_page_instead_of_file);
    }
    void lyingServersGetAClearErrorAndNoFile() {
        QFETCH(QByteArray, head);
        QFETCH(int, kind);
        Bench b;
        begin_and_lose(b, served(2, 1'000'000), 400'000);
        const Reply lie =
            Reply().send("HTTP/1.1 " + head.toStdString() + "\r\n\r\n").send(std::string(700'000, 'x')).close();
        b.server.on_request([lie](const RecordedRequest&) { return lie; });
        const auto outcome = b.run();
        QCOMPARE(int(outcome->end), int(End::failed));
        QCOMPARE(int(outcome->error.kind), kind);
        QVERIFY(!b.disk.content(done_path));
        serve(b, served(2, 1'000'000));
        QCOMPARE(int(b.run()->end), int(End::done));
        QVERIFY(b.content() == bytes_for(2, 1'000'000));
    }

    void refusalsNeverBecomeFiles_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("need");
        QTest::newRow("404") << 404 << int(Kind::http_gone) << int(Need::nothing);
        QTest::newRow("401") << 401 << int(Kind::http_login_needed) << int(Need::login);
        QTest::newRow("500") << 500 << int(Kind::http_status) << int(Need::nothing);
        QTest::newRow("503") << 503 << int(Kind::http_busy) << int(Need::nothing);
    }
    void refusalsNeverBecomeFiles() {
        QFETCH(int, status);
        QFETCH(int, kind);
        QFETCH(int, need);
        Bench b;
        b.server.on("/a.bin", Reply::http(status, "no", {"Retry-After: 17"}));
        const auto outcome = b.run();
        QCOMPARE(int(outcome->end), int(End::failed));
        QCOMPARE(int(outcome->error.kind), kind);
        QCOMPARE(int(outcome->need), need);
        QCOMPARE(outcome->error.facts().status, status);
        QCOMPARE(outcome->retry_after, 17s);
        QVERIFY(b.disk.files().empty());
    }

    void aPageInPlaceOfAFileIsNotSavedAsTheFile_data() {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("disposition");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("refused");
        QTest::newRow("login page for a binary")
            << QByteArray("text/html; charset=utf-8") << QByteArray() << QByteArray() << true;
        QTest::newRow("the user named an archive")
            << QByteArray("text/html") << QByteArray() << QByteArray("x.zip") << true;
        QTest::newRow("the user wants the page")
            << QByteArray("text/html") << QByteArray() << QByteArray("x.html") << false;
        QTest::newRow("the server names it")
            << QByteArray("text/html") << QByteArray("attachment; filename=\"a.bin\"") << QByteArray() << false;
        QTest::newRow("another type") << QByteArray("application/octet-stream") << QByteArray() << QByteArray()
                                      << false;
        QTest::newRow("no type") << QByteArray() << QByteArray() << QByteArray() << false;
    }
    void aPageInPlaceOfAFileIsNotSavedAsTheFile() {
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, disposition);
        QFETCH(QByteArray, name);
        Bench b;
        b.request.name = name.toStdString();
        std::vector<std::string> headers;
        if (!type.isEmpty()) {
            headers.push_back("Content-Type: " + type.toStdString());
        }
        if (!disposition.isEmpty()) {
            headers.push_back("Content-Disposition: " + disposition.toStdString());
        }
        b.server.on("/a.bin", Reply::http(200, "<html>log in</html>", headers));
        const auto outcome = b.run();
        QTEST(outcome->error.kind == Kind::http_page_instead_of_file, "refused");
        QTEST(b.disk.files().empty(), "refused");
        QTEST(outcome->end == End::failed, "refused");
    }

    void anExpiredLinkNeedsANewAddressThatGoesOn() {
        Bench b;
        const ServedFile file = served(2, 1'000'000);
        begin_and_lose(b, file, 400'000);
        b.server.on_request([](const RecordedRequest&) { return Reply::http(403, "expired"); });
        const auto refused = b.run();
        QCOMPARE(int(refused->need), int(Need::new_address));
        ServedFile elsewhere = file;
        elsewhere.etag = "\"edge\"";
        serve(b, elsewhere);
        const auto outcome = b.run("/mirror?token=1");
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QVERIFY(b.content() == bytes_for(2, 1'000'000));
        QCOMPARE(outcome->gained, 600'000);
    }

    void a416ToEverythingIsBounded() {
        Bench b;
        const ServedFile file = served(2, 1'000'000);
        begin_and_lose(b, file, 400'000);
        b.server.on_request(
            [](const RecordedRequest&) { return Reply::http(416, "", {"Content-Range: bytes */1000000"}); });
        const std::size_t before = b.server.request_count();
        const auto outcome = b.run();
        QCOMPARE(int(outcome->end), int(End::failed));
        QVERIFY(b.server.request_count() - before <= 3);
        QVERIFY(b.content(part).substr(0, 400'000) == bytes_for(2, 400'000));
    }

    void piecesShorterThanAskedForAreCollected() {
        Bench b;
        const ServedFile file = served(4, 100'000);
        b.server.on_request([file](const RecordedRequest& r) {
            RecordedRequest bounded = r;
            for (auto& [name, value] : bounded.headers) {
                if (name == "Range") {
                    const auto begin = std::stoull(value.substr(6));
                    value = "bytes=" + std::to_string(begin) + "-" + std::to_string(begin + 29'999);
                }
            }
            return test::serve(file, bounded);
        });
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QVERIFY(b.content() == bytes_for(4, 100'000));
        QCOMPARE(b.server.request_count(), 4U);
    }

    void aFullDiskIsSaidAndGoesOnWhenThereIsSpace() {
        Bench b;
        ServedFile file = served(5, 900'000);
        b.server.on_request([file](const RecordedRequest& r) {  // without a length nothing can be said beforehand
            if (r.header("Range") == "bytes=0-") {
                return Reply::head(200, {"Connection: close", "ETag: \"v1\""})
                    .send_from(file.source, 0, file.size)
                    .close();
            }
            return test::serve(file, r);
        });
        b.disk.set_capacity(300'000);
        const auto outcome = b.run();
        QCOMPARE(int(outcome->end), int(End::failed));
        QCOMPARE(outcome->error.kind, Kind::disk_full);
        QCOMPARE(int(outcome->need), int(Need::space));
        QVERIFY(outcome->error.facts().limit >= 0);
        b.disk.set_capacity(1U << 30U);
        const auto again = b.run();
        QVERIFY2(again->end == End::done, again->error.text().c_str());
        QVERIFY(b.content() == bytes_for(5, 900'000));
    }

    void tooLittleSpaceIsSaidBeforeTheFirstByte() {
        Bench b;
        serve(b, served(5, 900'000));
        b.disk.set_capacity(300'000);
        const auto outcome = b.run();
        QCOMPARE(outcome->error.kind, Kind::disk_full);
        QCOMPARE(outcome->error.facts().bytes, 900'000);
        QCOMPARE(outcome->error.facts().limit, 300'000);
        QVERIFY(b.disk.files().empty());
    }

    void stoppingSavesEverythingThatCame() {
        Bench b;
        const ServedFile file = served(6, 500'000);
        b.server.on("/a.bin",
                    Reply::head(206, {"Content-Range: bytes 0-499999/500000", "Content-Length: 500000", "ETag: \"v1\""})
                        .send_from(file.source, 0, 123'456)
                        .stall());
        async::Event* stop = nullptr;
        struct Stopper : Seen {
        } seen;
        const auto outcome = [&] {
            sim::SimDriver driver(b.world);
            Storage storage(b.world);
            transfer::Engine engine(driver.reactor());
            auto options = std::make_shared<Options>();
            options->url = b.server.url("/a.bin");
            b.request.options = options;
            async::Event event(driver.reactor());
            stop = &event;
            b.request.stop = stop;
            std::optional<Outcome> out;
            async::Root root(driver.reactor(), Bench::drive(engine, storage, b.request, seen, out));
            driver.run_until([&] { return seen.progress.received > 0; });
            driver.run_until([&] { return b.content(part).size() >= 123'456; });
            stop->set();
            driver.run_until([&] { return root.finished(); });
            return out;
        }();
        QVERIFY(outcome);
        QCOMPARE(int(outcome->end), int(End::paused));
        QCOMPARE(outcome->gained, 123'456);
        QCOMPARE(seen.progress.durable, 123'456);
        b.disk.power_cut();
        b.request.part_path = seen.named.part_path;
        b.server.on("/a.bin", Reply::head(206, {"Content-Range: bytes 123456-499999/500000", "Content-Length: 376544",
                                                "ETag: \"v1\""})
                                  .send_from(file.source, 123'456, 376'544));
        QCOMPARE(int(b.run()->end), int(End::done));
        QVERIFY(b.content() == bytes_for(6, 500'000));
    }

    void destroyedAtAnyMomentItGoesOnAndEndsByteIdentical() {
        int resumed = 0;
        for (int turns = 0; turns < 60; ++turns) {
            Bench b;
            serve(b, turns % 2 == 0 ? served(7, 2'000'000) : unvouched(7, 2'000'000));
            b.turns = turns;
            const auto first = b.run();
            if (first) {
                QCOMPARE(int(first->end), int(End::done));
                QVERIFY(b.content() == bytes_for(7, 2'000'000));
                continue;
            }
            b.turns = -1;
            const auto outcome = b.run();
            QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
            QVERIFY(b.content(outcome->path) == bytes_for(7, 2'000'000));
            QCOMPARE(b.disk.files().size(), 1U);
            resumed += outcome->gained < 2'000'000 ? 1 : 0;
        }
        QVERIFY(resumed > 0);
    }

    void archivesAreStoredAsSentAndTextsDecoded() {
        const std::string zipped(
            "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\x4c\x4a\x06\x00\xc2\x41\x24\x35\x03\x00\x00\x00", 23);
        Bench b;
        b.server.on("/a.txt", Reply::http(200, zipped, {"Content-Encoding: gzip", "Content-Type: text/plain"}));
        b.server.on("/a.tar.gz",
                    Reply::http(200, zipped, {"Content-Encoding: gzip", "Content-Type: application/x-tar"}));
        const auto text = b.run("/a.txt");
        QVERIFY2(text->end == End::done, text->error.text().c_str());
        QCOMPARE(b.content(folder + "/a.txt"), std::string("abc"));
        b.request.part_path.clear();
        const auto archive = b.run("/a.tar.gz");
        QVERIFY2(archive->end == End::done, archive->error.text().c_str());
        QCOMPARE(b.content(folder + "/a.tar.gz"), zipped);
    }

    void namesComeFromTheServer() {
        Bench b;
        b.server.on(
            "/get",
            Reply::http(200, "x", {"Content-Disposition: attachment; filename=\"../../r\xc3\xa9sum\xc3\xa9.pdf\""}));
        const auto outcome = b.run("/get");
        QCOMPARE(outcome->path, folder + "/r\xc3\xa9sum\xc3\xa9.pdf");
        QCOMPARE(int(b.seen.named.origin), int(NameOrigin::content_disposition));
    }

    void aNameThatIsTakenGetsANumber() {
        Bench b;
        b.disk.put(done_path, "mine");
        serve(b, served(1, 1000));
        QCOMPARE(b.run()->path, folder + "/a (1).bin");
        QCOMPARE(b.content(), std::string("mine"));
    }

    void aPartThatIsGoneBeginsAgainUnderItsName() {
        Bench b;
        const ServedFile file = served(2, 1'000'000);
        begin_and_lose(b, file, 400'000);
        QCOMPARE(b.disk.remove(part), 0);
        serve(b, file);
        const auto outcome = b.run("/other-name");
        QCOMPARE(outcome->path, done_path);
        QCOMPARE(outcome->gained, 1'000'000);
    }

    void credentialsAreNeitherStoredNorTold() {
        Bench b;
        begin_and_lose(b, served(2, 1'000'000), 1000);
        serve(b, served(2, 1'000'000));
        b.server.on("/a.bin", Reply::http(500));
        auto url = b.server.url("/a.bin");
        url.insert(url.find("//") + 2, "user:geheim@");
        sim::SimDriver driver(b.world);
        Storage storage(b.world);
        transfer::Engine engine(driver.reactor());
        auto options = std::make_shared<Options>();
        options->url = url;
        b.request.options = options;
        b.request.stop = nullptr;
        std::optional<Outcome> outcome;
        async::Root root(driver.reactor(), Bench::drive(engine, storage, b.request, b.seen, outcome));
        driver.run_until([&] { return root.finished(); });
        for (const std::string& name : b.disk.files()) {
            QVERIFY(b.content(name).find("geheim") == std::string::npos);
        }
        for (const std::string& line : b.seen.log) {
            QVERIFY(line.find("geheim") == std::string::npos);
        }
        QVERIFY(outcome->error.text().find("geheim") == std::string::npos);
    }
};

SL_TEST_CLASS(DownloadTest)
#include "download_test.moc"
