#include "engine/download/document.h"

#include "tests/unit/download/download_bench.h"

namespace {

struct DocumentBench : Bench {
    Result<Document> fetch(const std::string& path) {
        sim::SimDriver driver(world);
        transfer::Engine engine(driver.reactor());
        auto options = std::make_shared<Options>();
        options->url = server.url(path);
        std::optional<Result<Document>> fetched;
        async::Root root(driver.reactor(), drive_document(engine, options, fetched));
        driver.run_until([&] { return root.finished(); });
        return std::move(*fetched);
    }
    static async::Task<void> drive_document(transfer::Engine& engine, std::shared_ptr<const Options> options,
                                            std::optional<Result<Document>>& out) {
        auto document = co_await fetch_document(engine, options);
        out = std::move(document);
    }
};

}  // namespace

class DocumentTest : public QObject {
    Q_OBJECT

  private slots:
    void comesWithItsTypeAndTheAddressItWasFoundAt() {
        DocumentBench b;
        const std::string place = b.server.url("/b");
        b.server.on_request([place](const RecordedRequest& r) {
            return r.path() == "/a" ? Reply::http(302, {}, {"Location: " + place})
                                    : Reply::http(200, "text", {"Content-Type: Application/Metalink4+XML; charset=x"});
        });
        const auto got = b.fetch("/a");
        QVERIFY2(got.has_value(), got ? "" : got.error().text().c_str());
        QCOMPARE(got->text, std::string("text"));
        QCOMPARE(got->type, std::string("application/metalink4+xml"));
        QCOMPARE(got->url, place);
        QVERIFY(is_metalink_type(got->type) && is_metalink_type("application/metalink+xml"));
        QVERIFY(!is_metalink_type("application/xml"));
    }
    void aRefusalSaysWhat_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("kind");
        QTest::newRow("gone") << 404 << int(Kind::http_gone);
        QTest::newRow("login") << 401 << int(Kind::http_login_needed);
        QTest::newRow("busy") << 503 << int(Kind::http_busy);
        QTest::newRow("forbidden") << 403 << int(Kind::http_status);
        QTest::newRow("not changed") << 304 << int(Kind::http_status);
    }
    void aRefusalSaysWhat() {
        QFETCH(int, status);
        QFETCH(int, kind);
        DocumentBench b;
        b.server.on_request(
            [status](const RecordedRequest&) { return Reply::http(status, status == 304 ? "" : "no"); });
        const auto got = b.fetch("/a");
        QVERIFY(!got);
        QCOMPARE(int(got.error().kind), kind);
    }
    void oneThatIsTooLargeIsNotReadToItsEnd() {
        DocumentBench b;
        const auto source = std::make_shared<test::PatternSource>(1);
        b.server.on_request([source](const RecordedRequest& r) {
            const std::uint64_t size = most_document_bytes + 1;
            return r.path() == "/said" ? Reply::head(200, {"Content-Length: 99999999999"})
                                       : Reply::head(200, {}).send_from(source, 0, size).close();
        });
        for (const char* path : {"/said", "/not-said"}) {
            const auto got = b.fetch(path);
            QVERIFY(!got);
            QCOMPARE(int(got.error().kind), int(Kind::http_too_large));
        }
    }
};

SL_TEST_CLASS(DocumentTest)
#include "document_test.moc"
