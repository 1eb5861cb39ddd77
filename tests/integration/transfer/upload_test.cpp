// Bodies that are sent: from memory and from callbacks, known and unknown sizes, paused, limited, broken off.
#include <sluice/mime.h>

#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/integration/transfer/upload_peer.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

class UploadTest : public QObject {
    Q_OBJECT
  private slots:
    void sendsABodyOfAnySize_data();
    void sendsABodyOfAnySize();
    void putsWithEveryDriver_data() { add_driver_rows(); }
    void putsWithEveryDriver();
    void sendsNothingOfNothing();
    void sendsNoMoreThanItSaid();
    void endsWhenTheUploadIsShort();
    void doesNotAskForMoreThanItNeeds();
    void sendsTrailers();
    void leavesOutBrokenTrailers();
    void endsWhenACallbackSaysSo_data();
    void endsWhenACallbackSaysSo();
    void refusesAnUnknownSizeInHttp10();
    void takesTheCallersWordForTheSize();
    void sendsAKnownSizeInHttp10();
    void pausesAndResumes_data();
    void pausesAndResumes();
    void keepsToASpeed();
    void changesTheSpeedWhileItSends();
    void countsAsMovementForTheLowSpeedRule();
    void noticesAPeerThatTakesNothing();
    void resumesAnUpload_data();
    void resumesAnUpload();
    void refusesToResumeBeyondTheEnd();
    void refusesTwoBodies();
    void putsMemory();
    void saysWhatItSent();
    void tellsProgress();
    void reusesTheConnection();
    void sendsOverTls();
    void isCancelledWhileSending();
};

namespace {

enum class From { memory, callback, unknown };

void set_body(Fetch& fetch, Given& given, From from) {
    UploadOptions& upload = *fetch.easy.options().upload;
    if (from == From::memory) {
        upload.body = given.text;
        return;
    }
    upload.post = true;
    upload.size = from == From::callback ? static_cast<std::int64_t>(given.text.size()) : -1;
    given.to(fetch.easy);
}

/// Leaves at once, and thanks when the blank line behind the last chunk is there.
Reply answer_to_trailers(const std::string& all, int) {
    if (body_of(all).empty()) {
        return Reply().send("HTTP/1.1 100 Continue\r\n\r\n");
    }
    const auto last = body_of(all).find("0\r\n");
    return last != std::string::npos && all.ends_with("\r\n\r\n")
               ? Reply().send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
               : Reply();
}

void perform(Fetch& fetch) {
    make_driver("multi")->run(fetch.easy);
}

}  // namespace

void UploadTest::sendsABodyOfAnySize_data() {
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("piece");
    const char* const names[] = {"memory", "callback", "unknown size"};
    for (const From from : {From::memory, From::callback, From::unknown}) {
        for (const int size : {0, 1, 1000, 65536, 65537, 1'048'577, 5'000'000}) {
            QTest::addRow("%s, %d bytes", names[int(from)], size) << int(from) << size << (1 << 20);
        }
        QTest::addRow("%s, byte by byte", names[int(from)]) << int(from) << 300 << 1;
    }
}

void UploadTest::sendsABodyOfAnySize() {
    QFETCH(int, from);
    QFETCH(int, size);
    QFETCH(int, piece);
    ScriptedServer server;
    server.on("/", Reply::http(200, "thanks"));
    Given given(sample(static_cast<std::size_t>(size)), static_cast<std::size_t>(piece));
    Fetch fetch(server.url("/"));
    set_body(fetch, given, From(from));
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.body, std::string("thanks"));
    const RecordedRequest request = server.requests().at(0);
    QCOMPARE(request.method, std::string("POST"));
    QVERIFY(request.body == given.text);
    QCOMPARE(request.has("Content-Length"), From(from) != From::unknown);
    QCOMPARE(request.header("Transfer-Encoding"), std::string(From(from) == From::unknown ? "chunked" : ""));
    QCOMPARE(request.has("Expect"), From(from) == From::unknown || size > 1024 * 1024);
    QCOMPARE(request.header("Content-Type"), std::string("application/x-www-form-urlencoded"));
    QCOMPARE(fetch.easy.info().sizes.upload, std::int64_t(size));
}

void UploadTest::putsWithEveryDriver() {
    QFETCH(QString, driver);
    ScriptedServer server;
    server.on("/", Reply::http(201));
    Given given(sample(3'000'000), 10'000);
    Fetch fetch(server.url("/"));
    fetch.easy.options().upload->put = true;
    given.to(fetch.easy);
    QVERIFY(make_driver(driver.toStdString())->run(fetch.easy));
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    const RecordedRequest request = server.requests().at(0);
    QCOMPARE(request.method, std::string("PUT"));
    QVERIFY(!request.has("Content-Type"));
    QVERIFY(request.body == given.text);
}

void UploadTest::sendsNothingOfNothing() {
    ScriptedServer server;
    server.on("/", Reply::http(200));
    Fetch fetch(server.url("/"));
    fetch.easy.options().upload->put = true;
    fetch.easy.options().upload->size = 0;
    Given given("");
    given.to(fetch.easy);
    perform(fetch);
    QVERIFY(!fetch.easy.error());
    QCOMPARE(server.requests().at(0).header("Content-Length"), std::string("0"));
    QCOMPARE(given.reads, 0);
    fetch.easy.options().upload->size = -1;
    perform(fetch);
    QCOMPARE(server.requests().at(1).header("Transfer-Encoding"), std::string("chunked"));
    QVERIFY(server.requests().at(1).bytes.ends_with("\r\n\r\n0\r\n\r\n"));
}

void UploadTest::sendsNoMoreThanItSaid() {
    ScriptedServer server;
    server.on("/", Reply::http(200));
    Given given(sample(1000));
    Fetch fetch(server.url("/"));
    set_body(fetch, given, From::callback);
    fetch.easy.options().upload->size = 100;
    perform(fetch);
    QVERIFY(!fetch.easy.error());
    QVERIFY(server.requests().at(0).body == given.text.substr(0, 100));
}

void UploadTest::endsWhenTheUploadIsShort() {
    UploadPeer peer([](const std::string&, int) { return Reply(); });
    Given given(sample(1000));
    Fetch fetch(peer.url());
    set_body(fetch, given, From::callback);
    fetch.easy.options().upload->size = 2000;
    perform(fetch);
    QCOMPARE(fetch.easy.error().code, Code::read_error);
    QVERIFY2(fetch.easy.error().text().find("1000 of 2000") != std::string::npos, fetch.easy.error().text().c_str());
}

void UploadTest::doesNotAskForMoreThanItNeeds() {
    ScriptedServer server;
    server.on("/", Reply::http(200));
    Given given(sample(1000), 500);
    Fetch fetch(server.url("/"));
    set_body(fetch, given, From::callback);
    perform(fetch);
    QCOMPARE(given.reads, 2);
}

void UploadTest::sendsTrailers() {
    UploadPeer peer(answer_to_trailers);
    Given given("abc");
    Fetch fetch(peer.url());
    set_body(fetch, given, From::unknown);
    int asked = 0;
    fetch.easy.callbacks().upload->trailers = [&](std::vector<std::string>& lines) {
        ++asked;
        lines = {"X-Sum: 1", "X-Other:2"};
        return true;
    };
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QVERIFY(peer.received().ends_with("\r\n\r\n3\r\nabc\r\n0\r\nX-Sum: 1\r\nX-Other:2\r\n\r\n"));
    QCOMPARE(asked, 1);
}

void UploadTest::leavesOutBrokenTrailers() {
    UploadPeer peer(answer_to_trailers);
    Given given("abc");
    Fetch fetch(peer.url());
    set_body(fetch, given, From::unknown);
    fetch.easy.callbacks().upload->trailers = [](std::vector<std::string>& lines) {
        lines = {"no colon", "X-A: 1\r\nX-B: 2", ": nothing", "X C: 3", "X-D: 4\n", "X-Good: 5"};
        return true;
    };
    perform(fetch);
    QVERIFY(peer.received().ends_with("0\r\nX-Good: 5\r\n\r\n"));
}

void UploadTest::endsWhenACallbackSaysSo_data() {
    QTest::addColumn<QString>("which");
    QTest::addColumn<int>("code");
    QTest::newRow("read aborts") << "abort" << int(Code::aborted_by_callback);
    QTest::newRow("read throws") << "throw" << int(Code::aborted_by_callback);
    QTest::newRow("read gives too much") << "much" << int(Code::read_error);
    QTest::newRow("trailers abort") << "trailers" << int(Code::aborted_by_callback);
    QTest::newRow("progress aborts") << "progress" << int(Code::aborted_by_callback);
}

void UploadTest::endsWhenACallbackSaysSo() {
    QFETCH(QString, which);
    QFETCH(int, code);
    UploadPeer peer([](const std::string&, int) { return Reply(); });
    Given given(sample(200'000));
    Fetch fetch(peer.url());
    set_body(fetch, given, From::unknown);
    fetch.easy.options().upload->expect_100_timeout = 10ms;
    auto& upload = *fetch.easy.callbacks().upload;
    if (which == "trailers") {
        upload.trailers = [](std::vector<std::string>&) { return false; };
    } else if (which == "progress") {
        fetch.easy.callbacks().progress = [](const Progress& progress) { return progress.upload_now == 0; };
    } else {
        upload.read = [&](std::span<std::byte> into) -> ReadResult {
            if (given.reads == 2) {
                if (which == "throw") {
                    throw std::runtime_error("no more");
                }
                return which == "abort" ? ReadResult{ReadResult::What::abort, 0}
                                        : ReadResult{ReadResult::What::data, into.size() + 1};
            }
            return given.read(into);
        };
    }
    perform(fetch);
    QCOMPARE(int(fetch.easy.error().code), code);
    QVERIFY(peer.server().wait_until_no_connection());
}

void UploadTest::refusesAnUnknownSizeInHttp10() {
    ScriptedServer server;
    Given given("abc");
    Fetch fetch(server.url("/"));
    set_body(fetch, given, From::unknown);
    fetch.easy.options().http->version = HttpVersion::v1_0;
    perform(fetch);
    QCOMPARE(fetch.easy.error().code, Code::upload_failed);
    QCOMPARE(server.request_count(), std::size_t(0));
}

void UploadTest::takesTheCallersWordForTheSize() {
    ScriptedServer server;
    server.on("/", Reply::http(200));
    Given given("abc");
    Fetch fetch(server.url("/"));
    set_body(fetch, given, From::unknown);
    fetch.easy.options().http->version = HttpVersion::v1_0;
    fetch.easy.options().request->headers = {"Content-Length: 3"};
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(server.requests().at(0).body, std::string("abc"));
}

void UploadTest::sendsAKnownSizeInHttp10() {
    ScriptedServer server;
    server.on("/", Reply::http(200));
    Given given(sample(2'000'000));
    Fetch fetch(server.url("/"));
    set_body(fetch, given, From::callback);
    fetch.easy.options().http->version = HttpVersion::v1_0;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QVERIFY(!server.requests().at(0).has("Expect"));
    QVERIFY(server.requests().at(0).body == given.text);
}

void UploadTest::pausesAndResumes_data() {
    QTest::addColumn<int>("from");
    QTest::newRow("by the callback") << int(From::callback);
    QTest::newRow("chunked") << int(From::unknown);
    QTest::newRow("memory, by the application") << int(From::memory);
}

void UploadTest::pausesAndResumes() {
    QFETCH(int, from);
    ScriptedServer server;
    server.on("/", Reply::http(200));
    Given given(sample(900'000), 50'000);
    Fetch fetch(server.url("/"));
    set_body(fetch, given, From(from));
    int pauses = 0;
    fetch.easy.callbacks().upload->read = [&](std::span<std::byte> into) -> ReadResult {
        if (given.reads == 5 && pauses == 0) {
            ++pauses;
            return {ReadResult::What::pause, 0};
        }
        return given.read(into);
    };
    int ticks = 0;
    std::int64_t paused_at = -1;
    fetch.easy.callbacks().progress = [&](const Progress& progress) {
        if (From(from) == From::memory && progress.upload_now > 0 && pauses == 0) {
            ++pauses;
            fetch.easy.pause(direction::send);
            paused_at = progress.upload_now;
        } else if (pauses == 1 && progress.upload_now == paused_at) {
            if (++ticks == 2) {
                fetch.easy.resume(direction::send);
                ++pauses;
            }
        } else if (pauses == 1) {
            paused_at = progress.upload_now;
        }
        return true;
    };
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(pauses, 2);
    QVERIFY(server.requests().at(0).body == given.text);
    QVERIFY(fetch.easy.info().times.total > 900'000);
}

void UploadTest::keepsToASpeed() {
    ScriptedServer server;
    server.on("/", Reply::http(200));
    Given given(sample(150'000));
    Fetch fetch(server.url("/"));
    set_body(fetch, given, From::callback);
    fetch.easy.options().limits->max_send_speed = 100'000;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QVERIFY(server.requests().at(0).body == given.text);
    const double seconds = static_cast<double>(fetch.easy.info().times.total) / 1e6;
    QVERIFY2(seconds > 1.2 && seconds < 4.0, std::to_string(seconds).c_str());
}

void UploadTest::changesTheSpeedWhileItSends() {
    ScriptedServer server;
    server.on("/", Reply::http(200));
    Fetch fetch(server.url("/"));
    fetch.easy.options().upload->body = sample(2'000'000);
    fetch.easy.options().limits->max_send_speed = 20'000;
    fetch.easy.callbacks().progress = [&](const Progress& progress) {
        if (progress.upload_now > 4'000) {
            fetch.easy.options().limits->max_send_speed = 0;
        }
        return true;
    };
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QVERIFY(fetch.easy.info().times.total < 5'000'000);
    QVERIFY(server.requests().at(0).body == sample(2'000'000));
}

void UploadTest::countsAsMovementForTheLowSpeedRule() {
    ScriptedServer server;
    server.on("/", Reply::http(200));
    Fetch fetch(server.url("/"));
    fetch.easy.options().upload->body = sample(150'000);
    fetch.easy.options().limits->max_send_speed = 50'000;
    fetch.easy.options().timeouts->low_speed_limit = 10'000;
    fetch.easy.options().timeouts->low_speed_time = 1s;
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
}

void UploadTest::noticesAPeerThatTakesNothing() {
    UploadPeer peer([](const std::string&, int) { return Reply().stall(); }, 4096);
    Fetch fetch(peer.url());
    fetch.easy.options().upload->body = sample(20'000'000);
    fetch.easy.options().upload->expect_100_timeout = 10ms;
    fetch.easy.options().timeouts->idle = 300ms;
    perform(fetch);
    QCOMPARE(fetch.easy.error().code, Code::operation_timedout);
    QVERIFY(fetch.easy.info().sizes.upload < 20'000'000);
}

void UploadTest::resumesAnUpload_data() {
    QTest::addColumn<QString>("how");
    QTest::newRow("seek") << "seek";
    QTest::newRow("read and drop") << "read";
    QTest::newRow("memory") << "memory";
}

void UploadTest::resumesAnUpload() {
    QFETCH(QString, how);
    ScriptedServer server;
    server.on("/", Reply::http(200));
    Given given(sample(1000), 30);
    Fetch fetch(server.url("/"));
    fetch.easy.options().upload->put = true;
    fetch.easy.options().upload->size = 1000;
    fetch.easy.options().request->resume_from = 400;
    given.to(fetch.easy, how == "seek");
    if (how == "memory") {
        fetch.easy.options().upload->body = given.text;
    }
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    const RecordedRequest request = server.requests().at(0);
    QCOMPARE(request.header("Content-Range"), std::string("bytes 400-999/1000"));
    QCOMPARE(request.header("Content-Length"), std::string("600"));
    QVERIFY(request.body == given.text.substr(400));
    QCOMPARE(given.seek_calls, how == "seek" ? 1 : 0);
}

void UploadTest::refusesToResumeBeyondTheEnd() {
    for (const std::int64_t size : {std::int64_t(400), std::int64_t(-1)}) {
        ScriptedServer server;
        Given given(sample(400));
        Fetch fetch(server.url("/"));
        fetch.easy.options().upload->put = true;
        fetch.easy.options().upload->size = size;
        fetch.easy.options().request->resume_from = 400;
        given.to(fetch.easy);
        perform(fetch);
        QCOMPARE(fetch.easy.error().code, Code::bad_function_argument);
        QCOMPARE(server.connection_count(), std::size_t(0));
    }
}

void UploadTest::refusesTwoBodies() {
    ScriptedServer server;
    Fetch fetch(server.url("/"));
    fetch.easy.options().upload->body = "a";
    fetch.easy.options().upload->mime = std::make_shared<Mime>();
    perform(fetch);
    QCOMPARE(fetch.easy.error().code, Code::bad_function_argument);
}

void UploadTest::putsMemory() {
    ScriptedServer server;
    server.on("/", Reply::http(200));
    Fetch fetch(server.url("/"));
    fetch.easy.options().upload->put = true;
    fetch.easy.options().upload->body = "abc";
    perform(fetch);
    QCOMPARE(server.requests().at(0).method, std::string("PUT"));
    QCOMPARE(server.requests().at(0).body, std::string("abc"));
}

void UploadTest::saysWhatItSent() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Given given(sample(100'000));
    Fetch fetch(server.url("/"));
    set_body(fetch, given, From::callback);
    perform(fetch);
    const Info& info = fetch.easy.info();
    QCOMPARE(info.sizes.upload, std::int64_t(100'000));
    QCOMPARE(info.sizes.content_length_upload, std::int64_t(100'000));
    QVERIFY(info.sizes.speed_upload > 0);
    QCOMPARE(info.sizes.request, static_cast<std::int64_t>(info.requests.at(0).request_head.size()));
    QCOMPARE(info.requests.at(0).request_bytes, info.sizes.request + 100'000);
    QVERIFY(info.times.pretransfer <= info.times.posttransfer && info.times.posttransfer <= info.times.starttransfer);
    set_body(fetch, given, From::unknown);
    given.at = 0;
    perform(fetch);
    QCOMPARE(fetch.easy.info().sizes.content_length_upload, std::int64_t(-1));
    QCOMPARE(fetch.easy.info().sizes.upload, std::int64_t(100'000));
    QVERIFY(fetch.easy.info().requests.at(0).request_bytes > fetch.easy.info().sizes.request + 100'000);
}

void UploadTest::tellsProgress() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    fetch.easy.options().upload->body = sample(1'000'000);
    std::vector<std::int64_t> seen;
    fetch.easy.callbacks().progress = [&](const Progress& progress) {
        seen.push_back(progress.upload_now);
        return progress.upload_total == 0 || progress.upload_total == 1'000'000;
    };
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    QVERIFY(seen.size() > 10);
    QCOMPARE(seen.back(), std::int64_t(1'000'000));
}

void UploadTest::reusesTheConnection() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    const auto driver = make_driver("multi");
    Fetch fetch(server.url("/"));
    for (const From from : {From::memory, From::callback, From::unknown, From::callback}) {
        Given given(sample(200'000));
        fetch.easy.options().upload.reset();
        set_body(fetch, given, from);
        driver->run(fetch.easy);
        QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
        QVERIFY(server.requests().back().body == given.text);
    }
    QCOMPARE(server.connection_count(), std::size_t(1));
    fetch.easy.options().upload.reset();
    fetch.easy.callbacks().upload.reset();
    fetch.easy.options().upload->body = "abc";
    fetch.easy.options().request->headers = {"Content-Length: 2"};
    driver->run(fetch.easy);  // what is left over would be read as another request
    fetch.easy.options().request->headers.clear();
    driver->run(fetch.easy);
    QCOMPARE(server.connection_count(), std::size_t(2));
}

void UploadTest::sendsOverTls() {
    ScriptedServer::Settings settings;
    settings.tls.emplace();
    TestAuthority authority;
    settings.tls->context = make_server_context(authority.issue({}), {});
    ScriptedServer server(std::move(settings));
    QVERIFY2(server.error().empty(), server.error().c_str());
    server.on("/", Reply::http(200, "x"));
    Given given(sample(3'000'000), 7'000);
    Fetch fetch(server.url("/"));
    fetch.easy.options().tls->verify_peer = false;
    fetch.easy.options().tls->verify_host = false;
    set_body(fetch, given, From::unknown);
    perform(fetch);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QVERIFY(server.requests().at(0).body == given.text);
}

void UploadTest::isCancelledWhileSending() {
    UploadPeer peer([](const std::string&, int) { return Reply().stall(); }, 4096);
    Multi multi;
    Fetch fetch(peer.url());
    fetch.easy.options().upload->body = sample(20'000'000);
    fetch.easy.options().upload->expect_100_timeout = 1ms;
    multi.add(fetch.easy);
    int running = 1;
    for (int i = 0; i < 50 && fetch.easy.info().sizes.upload == 0; ++i) {
        multi.perform(running);
        multi.poll(20ms);
    }
    QCOMPARE(multi.remove(fetch.easy), MultiCode::ok);
    QVERIFY(fetch.easy.info().sizes.upload > 0 && fetch.easy.info().sizes.upload < 20'000'000);
}

SL_TEST_CLASS(UploadTest)
#include "upload_test.moc"
