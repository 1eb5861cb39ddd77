// Every wait has an end, and the error says which.
#include <QObject>
#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

class TimeoutsTest : public QObject {
    Q_OBJECT
  private slots:
    void totalTimeEndsATransfer_data() { add_driver_rows(); }
    void totalTimeEndsATransfer();
    void firstByteTimeEndsTheWait();
    void idleTimeEndsASilentBody();
    void idleTimeEndsARequestThatNobodyReads();
    void aSteadyTrickleIsNotIdle();
    void lowSpeedEndsATrickle();
    void lowSpeedLeavesAFastTransferAlone();
    void connectTimeCoversASilentTlsServer();
    void connectTimeCoversAFullBacklog();
    void timeInTheWaitingLineCountsAsConnecting();
    void aPausedTransferIsNotTooSlow();
    void theSpeedLimitHolds();
    void aChangedSpeedLimitTakesEffect();
};

namespace {

Error outcome(Fetch& fetch, const QString& driver = QStringLiteral("multi")) {
    const auto how = make_driver(driver.toStdString());
    if (!how->run(fetch.easy)) {
        return {};
    }
    return fetch.easy.error();
}

}  // namespace

void TimeoutsTest::totalTimeEndsATransfer() {
    QFETCH(QString, driver);
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 10"}).send("abc").stall());
    Fetch fetch(server.url("/"));
    fetch.easy.options().timeouts->total = 50ms;
    const Error error = outcome(fetch, driver);
    QCOMPARE(error.code, Code::operation_timedout);
    QCOMPARE(error.kind, Kind::net_total_timeout);
    QCOMPARE(fetch.body, std::string("abc"));
    QVERIFY(server.wait_until_no_connection());
}

void TimeoutsTest::firstByteTimeEndsTheWait() {
    ScriptedServer server;
    server.on("/", Reply().stall());
    Fetch fetch(server.url("/"));
    fetch.easy.options().timeouts->first_byte = 50ms;
    const Error error = outcome(fetch);
    QCOMPARE(error.code, Code::operation_timedout);
    QCOMPARE(error.kind, Kind::net_first_byte_timeout);
}

void TimeoutsTest::idleTimeEndsASilentBody() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 10"}).send("abc").stall());
    Fetch fetch(server.url("/"));
    fetch.easy.options().timeouts->idle = 50ms;
    QCOMPARE(outcome(fetch).kind, Kind::net_stalled);
}

void TimeoutsTest::idleTimeEndsARequestThatNobodyReads() {
    ScriptedServer::Settings settings;
    settings.accepts = false;
    ScriptedServer server(settings);
    Fetch fetch(server.url("/"));
    fetch.easy.options().upload->body = std::string(20'000'000, 'x');
    fetch.easy.options().timeouts->idle = 100ms;
    QCOMPARE(outcome(fetch).kind, Kind::net_stalled);
}

void TimeoutsTest::aSteadyTrickleIsNotIdle() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 20"}).send_slowly(std::string(20, 'x'), 1, 20ms));
    Fetch fetch(server.url("/"));
    fetch.easy.options().timeouts->idle = 300ms;
    QVERIFY(!outcome(fetch));
    QCOMPARE(fetch.body.size(), std::size_t(20));
}

void TimeoutsTest::lowSpeedEndsATrickle() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 1000"}).send_slowly(std::string(1000, 'x'), 1, 50ms));
    Fetch fetch(server.url("/"));
    fetch.easy.options().timeouts->low_speed_limit = 1000;
    fetch.easy.options().timeouts->low_speed_time = 2s;
    const Error error = outcome(fetch);
    QCOMPARE(error.code, Code::operation_timedout);
    QCOMPARE(error.kind, Kind::net_slow);
}

void TimeoutsTest::lowSpeedLeavesAFastTransferAlone() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 3000"}).send_slowly(std::string(3000, 'x'), 100, 100ms));
    Fetch fetch(server.url("/"));
    fetch.easy.options().timeouts->low_speed_limit = 300;
    fetch.easy.options().timeouts->low_speed_time = 1s;
    QVERIFY(!outcome(fetch));
}

void TimeoutsTest::connectTimeCoversASilentTlsServer() {
    ScriptedServer::Settings settings;
    settings.framing = Framing::raw;
    ScriptedServer server(settings);
    server.on_request([](const RecordedRequest&) { return Reply().stall(); });
    Fetch fetch("https://127.0.0.1:" + std::to_string(server.port()) + "/");
    fetch.easy.options().timeouts->connect = 80ms;
    const Error error = outcome(fetch);
    QCOMPARE(error.code, Code::operation_timedout);
    QCOMPARE(error.kind, Kind::tls_timeout);
}

void TimeoutsTest::connectTimeCoversAFullBacklog() {
    ScriptedServer::Settings settings;
    settings.accepts = false;
    ScriptedServer server(settings);
    // The backlog takes a few; the last of many gets no answer to its SYN, or none to its request.
    std::vector<std::unique_ptr<Fetch>> fetches;
    std::vector<Easy*> easies;
    for (int i = 0; i < 6; ++i) {
        fetches.push_back(std::make_unique<Fetch>(server.url("/")));
        fetches.back()->easy.options().timeouts->connect = 200ms;
        fetches.back()->easy.options().timeouts->first_byte = 200ms;
        easies.push_back(&fetches.back()->easy);
    }
    QVERIFY(make_driver("multi")->run(easies));
    for (const auto& fetch : fetches) {
        QCOMPARE(fetch->easy.error().code, Code::operation_timedout);
    }
    QCOMPARE(fetches.back()->easy.error().kind, Kind::net_connect_timeout);
}

void TimeoutsTest::timeInTheWaitingLineCountsAsConnecting() {
    ScriptedServer server;
    server.on("/", Reply().stall());
    Multi multi;
    multi.set_limits({1, 0, 0});
    Fetch first(server.url("/"));
    Fetch second(server.url("/"));
    second.easy.options().timeouts->connect = 50ms;
    multi.add(first.easy);
    multi.add(second.easy);
    int running = 2;
    while (running > 1) {
        multi.perform(running);
        multi.poll(1000ms);
    }
    QCOMPARE(second.easy.error().code, Code::operation_timedout);
}

void TimeoutsTest::aPausedTransferIsNotTooSlow() {
    ScriptedServer server;
    server.on("/", Reply::http(200, std::string(200'000, 'x')));
    Multi multi;
    Fetch fetch(server.url("/"));
    fetch.easy.options().timeouts->low_speed_limit = 100'000;
    fetch.easy.options().timeouts->low_speed_time = 1s;
    fetch.easy.options().timeouts->idle = 200ms;
    bool first = true;
    fetch.easy.callbacks().write = [&](std::span<const std::byte>) {
        return std::exchange(first, false) ? WriteVerdict::pause : WriteVerdict::taken;
    };
    multi.add(fetch.easy);
    int running = 1;
    const auto end = std::chrono::steady_clock::now() + 2500ms;
    while (std::chrono::steady_clock::now() < end) {
        multi.perform(running);
        multi.poll(100ms);
    }
    QCOMPARE(running, 1);
    fetch.easy.resume();
    while (running > 0) {
        multi.perform(running);
        multi.poll(100ms);
    }
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
}

void TimeoutsTest::theSpeedLimitHolds() {
    ScriptedServer server;
    server.on("/", Reply::http(200, std::string(600'000, 'x')));
    Fetch fetch(server.url("/"));
    fetch.easy.options().limits->max_receive_speed = 300'000;
    QVERIFY(!outcome(fetch));
    // Two seconds at the limit, less the tenth of a second that the bucket holds at the start.
    const std::int64_t speed = fetch.easy.info().sizes.speed_download;
    QVERIFY2(speed <= 330'000, std::to_string(speed).c_str());
}

void TimeoutsTest::aChangedSpeedLimitTakesEffect() {
    ScriptedServer server;
    server.on("/", Reply::http(200, std::string(5'000'000, 'x')));
    Multi multi;
    Fetch fetch(server.url("/"));
    fetch.easy.options().limits->max_receive_speed = 10'000;  // would take more than eight minutes
    multi.add(fetch.easy);
    int running = 1;
    const auto end = std::chrono::steady_clock::now() + 30s;
    while (running > 0 && std::chrono::steady_clock::now() < end) {
        multi.perform(running);
        multi.poll(50ms);
        if (!fetch.body.empty()) {
            fetch.easy.options().limits->max_receive_speed = 0;
        }
    }
    QCOMPARE(running, 0);
    QCOMPARE(fetch.body.size(), std::size_t(5'000'000));
}

SL_TEST_CLASS(TimeoutsTest)
#include "timeouts_test.moc"
