// Several addresses for one file: measured, proven against the bytes that are held, dropped when they disagree.
#include "tests/support/test_class.h"
#include "tests/unit/download/fetch_bench.h"

namespace {

struct MirrorBench : Bench {
    ScriptedServer second;

    MirrorBench() {
        use(*this, 4);
        request.mirrors = {{second.url("/copy.bin"), 1}};
    }
    void serve_second(const ServedFile& file) {
        second.on_request([file](const RecordedRequest& r) { return test::serve(file, r); });
    }
    bool left_out() const {
        return std::any_of(seen.log.begin(), seen.log.end(),
                           [](const std::string& line) { return line.rfind("Leaving out", 0) == 0; });
    }
};

/// The same bytes under tags and times of another server.
ServedFile copy_of(const ServedFile& file) {
    ServedFile copy = file;
    copy.etag = "\"copy\"";
    copy.last_modified = "Thu, 03 Jan 2030 00:00:00 GMT";
    return copy;
}

}  // namespace

class FetchMirrorsTest : public QObject {
    Q_OBJECT

  private slots:
    void aMirrorBringsItsShareOnceItIsProven() {
        MirrorBench b;
        const ServedFile file = paced(1, file_size, 10'000);
        serve(b, file);
        b.serve_second(copy_of(file));
        expect_done(b, 1);
        const auto asked = b.second.requests();
        QVERIFY(asked.size() >= 2);
        QCOMPARE(asked[0].header("Range"), std::string("bytes=0-65535"));  // compared with what is held
        QVERIFY(!asked[0].has("If-Range"));
        QCOMPARE(asked[1].header("If-Range"), std::string("\"copy\""));
    }

    void aMirrorThatDisagreesIsLeftOut_data() {
        QTest::addColumn<quint64>("seed");
        QTest::addColumn<quint64>("size");
        QTest::newRow("other bytes") << quint64(2) << quint64(file_size);
        QTest::newRow("another size") << quint64(1) << quint64(file_size + 1);
        QTest::newRow("a shorter file") << quint64(1) << quint64(file_size / 2);
    }
    void aMirrorThatDisagreesIsLeftOut() {
        QFETCH(quint64, seed);
        QFETCH(quint64, size);
        MirrorBench b;
        serve(b, paced(1, file_size, 10'000));
        b.serve_second(copy_of(paced(seed, size, 10'000)));
        expect_done(b, 1);
        QVERIFY(b.left_out());
        QVERIFY(b.second.request_count() <= 2);
    }

    void aMirrorThatFailsIsLeftOut() {
        MirrorBench b;
        serve(b, paced(1, file_size, 10'000));
        b.second.on_request([](const RecordedRequest&) { return Reply::http(404); });
        expect_done(b, 1);
        QVERIFY(b.left_out());
    }

    void aMirrorThatChangesLaterNeverGetsItsBytesIn() {
        MirrorBench b;
        const ServedFile file = paced(1, file_size, 10'000);
        serve(b, file);
        ServedFile good = copy_of(file);
        good.etag = good.last_modified = {};  // nothing vouches for its later answers
        ServedFile bad = good;
        bad.source = std::make_shared<test::PatternSource>(7);
        b.second.on_request(
            [good, bad](const RecordedRequest& r) { return test::serve(begin_of(r) == 0 ? good : bad, r); });
        expect_done(b, 1);
        QVERIFY(b.left_out());
    }

    void whereTheFirstAddressIsDeadTheMirrorServes() {
        MirrorBench b;
        b.server.on_request([](const RecordedRequest&) { return Reply::http(404); });
        b.serve_second(served(1, file_size));
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QVERIFY(b.content(outcome->path) == bytes_for(1, file_size));
    }

    void whereTheFirstAddressDiesMidwayTheMirrorGoesOn() {
        MirrorBench b;
        const ServedFile file = served(1, file_size);
        serve_with(b, file, [file](int number, const RecordedRequest& r) -> std::optional<Reply> {
            if (number > 0) {
                return Reply::http(404);
            }
            const Reply whole = test::serve(file, r);
            return Reply().send(whole.steps()[0].bytes).send_from(file.source, 0, 500'000).close();
        });
        b.serve_second(copy_of(served(1, file_size)));
        expect_done(b, 1);
    }

    void credentialsStayWithTheirOrigin() {
        MirrorBench b;
        const ServedFile file = paced(1, file_size, 10'000);
        serve(b, file);
        b.serve_second(copy_of(file));
        sim::SimDriver driver(b.world);
        Storage storage(b.world);
        transfer::Engine engine(driver.reactor());
        auto options = std::make_shared<Options>();
        options->url = b.server.url("/a.bin");
        options->request->headers = {"Authorization: Bearer geheim", "Cookie: sid=geheim", "X-Plain: yes"};
        options->auth->username = "me";
        options->auth->password = "geheim";
        options->cookies->cookie = "raw=geheim";
        b.request.options = options;
        std::optional<Outcome> outcome;
        async::Root root(driver.reactor(), Bench::drive(engine, storage, b.request, b.seen, outcome));
        driver.run_until([&] { return root.finished(); });
        QVERIFY(outcome->end == End::done);
        QVERIFY(b.server.requests().at(0).has("Authorization"));
        QVERIFY(b.second.request_count() > 0);
        for (const RecordedRequest& request : b.second.requests()) {
            QVERIFY(!request.has("Authorization"));
            QVERIFY(!request.has("Cookie"));
            QCOMPARE(request.header("X-Plain"), std::string("yes"));
        }
    }
};

SL_TEST_CLASS(FetchMirrorsTest)
#include "fetch_mirrors_test.moc"
