#include "engine/queue/details_codec.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::queue;

namespace {

RequestRecord sample_request(std::shared_ptr<const TlsRecord> tls) {
    RequestRecord request;
    request.number = 2;
    request.attempt = 3;
    request.method = "GET";
    request.url = "https://h/a";
    request.started_ns = 5;
    request.started_at = std::chrono::system_clock::time_point(std::chrono::nanoseconds(1'800'000'000'123'456'789));
    request.marks.dns_start = 1;
    request.marks.last_byte = 99;
    request.name_source = NameSource::cached;
    request.reused = true;
    request.connection_id = 4;
    request.remote_address = "192.0.2.1:443";
    request.lost = {{"192.0.2.2:443", 1, 2, "slower"}};
    request.protocol = "HTTP/1.1";
    request.status = 206;
    request.response_head = "HTTP/1.1 206 Partial Content\r\nSet-Cookie: a=s3cret\r\n\r\n";
    request.request_head = "GET / HTTP/1.1\r\nAuthorization: Basic s3cret\r\n\r\n";
    request.end_reason = "complete";
    request.tls = std::move(tls);
    return request;
}

}  // namespace

class DetailsCodecTest : public QObject {
    Q_OBJECT

  private slots:
    void keepsRequestsWithEverythingInThem() {
        auto tls = std::make_shared<TlsRecord>();
        tls->version = "TLSv1.3";
        tls->verify_host = false;
        tls->chain.resize(2);
        tls->chain[1].subject = "CN=x";
        tls->chain[1].names = {"a.example", "192.0.2.1"};
        tls->chain[1].not_after = std::chrono::sys_seconds(std::chrono::seconds(1'900'000'000));
        History history;
        history.requests = {sample_request(tls), sample_request(tls), sample_request(nullptr)};
        history.log = {{5, Level::error, 7, "text"}};
        history.speed = {{0.5F, 100.0F}};
        history.written = {{0, 10}, {20, 30}};
        const History got = history_from_json(to_json(history));
        QCOMPARE(got.requests.size(), std::size_t{3});
        QVERIFY(got.requests[0].started_at == history.requests[0].started_at);
        QVERIFY(got.requests[0].name_source == NameSource::cached);
        QCOMPARE(got.requests[0].marks.last_byte, std::int64_t{99});
        QCOMPARE(got.requests[0].marks.tls_start, std::int64_t{-1});
        QCOMPARE(got.requests[0].lost.at(0).reason, std::string("slower"));
        QVERIFY(got.requests[0].reused);
        QVERIFY(got.requests[0].tls == got.requests[1].tls);  // one record, shared
        QVERIFY(got.requests[2].tls == nullptr);
        QCOMPARE(got.requests[0].tls->chain.at(1).names.at(1), std::string("192.0.2.1"));
        QVERIFY(got.requests[0].tls->chain[1].not_after == tls->chain[1].not_after);
        QVERIFY(!got.requests[0].tls->verify_host);
        QCOMPARE(got.log.at(0).connection_id, std::int64_t{7});
        QVERIFY(got.log[0].level == Level::error);
        QCOMPARE(got.speed.at(0).bytes_per_second, 100.0F);
        QCOMPARE(got.written.at(1).end, std::int64_t{30});
        QCOMPARE(to_json(got), to_json(history));
    }
    void holdsNoSecrets() {
        History history;
        history.requests = {sample_request(nullptr)};
        history.requests[0].url = "https://u:s3cret@h/";
        history.requests[0].redirect_target = "https://u:s3cret@h/";
        history.log = {{0, Level::info, 0, "Cookie: a=s3cret"}};
        QVERIFY(to_json(history).find("s3cret") == std::string::npos);
    }
    void survivesAnyText() {
        History history;
        history.requests = {sample_request(std::make_shared<TlsRecord>())};
        history.log = {{5, Level::error, 7, "text"}};
        const std::string text = to_json(history);
        for (std::size_t i = 0; i < text.size(); ++i) {
            std::string broken = text;
            broken[i] = static_cast<char>(broken[i] ^ 0x15);
            history_from_json(broken);
            QVERIFY(history_from_json(text.substr(0, i)).requests.empty());
        }
        history_from_json(
            R"({"requests":[7,{"tls":99,"lost":[1],"name_source":77}],"log":[{"level":99}],"speed":[[1]]})");
    }
    void keepsTheFirstAndTheNewest() {
        History history;
        for (int i = 0; i < 300; ++i) {
            history.requests.push_back(sample_request(nullptr));
            history.requests.back().number = i;
            history.log.push_back({i, Level::info, 0, "x"});
        }
        trim(history, 200, 100);
        QCOMPARE(history.requests.size(), std::size_t{200});
        QCOMPARE(history.requests[0].number, 0);
        QCOMPARE(history.requests[1].number, 101);
        QCOMPARE(history.log.front().at_ms, std::int64_t{200});
        trim(history, 1, 0);
        QCOMPARE(history.requests.size(), std::size_t{1});
        QVERIFY(history.log.empty());
    }
};

SL_TEST_CLASS(DetailsCodecTest)
#include "details_codec_test.moc"
