// Ending transfers from other threads, through tokens.
#include <QObject>
#include <QTest>

#include <atomic>
#include <thread>

#include "tests/integration/transfer/drivers.h"
#include "tests/integration/transfer/watching_loop.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

class CancellationTest : public QObject {
    Q_OBJECT
  private slots:
    void endsATransferFromAnotherThread_data() { add_driver_rows(); }
    void endsATransferFromAnotherThread();
    void endsItWithinOneTurnOfTheLoop();
    void endsTheNextTransferIfNoneRuns();
    void concernsOneTransferOnly();
    void worksFromInsideCallbacks();
    void mayBeAskedForWhileItRuns();
    void leavesOthersAlone();
    void outlivesItsTransferAndItsEasy();
    void tokensOfNothingDoNothing();
    void isSafeAtAnyMoment();
};

void CancellationTest::endsATransferFromAnotherThread() {
    QFETCH(QString, driver);
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 10"}).send("abc").stall());
    Fetch fetch(server.url("/"));
    std::atomic<bool> came = false;
    fetch.easy.callbacks().write = [&](std::span<const std::byte>) {
        came = true;
        return WriteVerdict::taken;
    };
    const Cancellation token = fetch.easy.cancellation();
    std::thread other([&came, token] {
        while (!came) {
            std::this_thread::sleep_for(1ms);
        }
        token.cancel();
    });
    QVERIFY(make_driver(driver.toStdString())->run(fetch.easy));
    other.join();
    QVERIFY(token.cancelled());
    QCOMPARE(fetch.easy.error().code, Code::aborted_by_callback);
    QCOMPARE(fetch.easy.error().kind, Kind::cancelled);
    QCOMPARE(fetch.easy.info().requests.at(0).end_reason, fetch.easy.error().text());
    QVERIFY(fetch.easy.info().times.total > 0);
    QVERIFY(server.wait_until_no_connection());
}

void CancellationTest::endsItWithinOneTurnOfTheLoop() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 10"}).send("abc").stall());
    WatchingLoop loop;
    Fetch fetch(server.url("/"));
    const Cancellation token = fetch.easy.cancellation();
    loop.multi().add(fetch.easy);
    QVERIFY(loop.run_until([&] { return fetch.body == "abc"; }));
    std::thread([token] { token.cancel(); }).join();
    loop.turn(60s);  // returns at once: a watched descriptor has become ready
    QCOMPARE(loop.done().size(), std::size_t(1));
    QCOMPARE(loop.done()[0].code, Code::aborted_by_callback);
    loop.multi().remove(fetch.easy);
    QVERIFY(loop.watched().empty());
}

void CancellationTest::endsTheNextTransferIfNoneRuns() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    const Cancellation token = fetch.easy.cancellation();
    token.cancel();
    QCOMPARE(fetch.easy.perform(), Code::aborted_by_callback);
    QCOMPARE(server.request_count(), std::size_t(0));
    QCOMPARE(fetch.easy.perform(), Code::ok);
}

void CancellationTest::concernsOneTransferOnly() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    const Cancellation first = fetch.easy.cancellation();
    QCOMPARE(fetch.easy.perform(), Code::ok);
    first.cancel();
    QVERIFY(first.cancelled());
    QCOMPARE(fetch.easy.perform(), Code::ok);
    const Cancellation second = fetch.easy.cancellation();
    QVERIFY(!second.cancelled());
    second.cancel();
    QVERIFY(fetch.easy.cancellation().cancelled());  // the same one: it waits for the next transfer
    QCOMPARE(fetch.easy.perform(), Code::aborted_by_callback);
    QVERIFY(!fetch.easy.cancellation().cancelled());
}

void CancellationTest::worksFromInsideCallbacks() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 10"}).send("abc").stall());
    Fetch fetch(server.url("/"));
    fetch.easy.callbacks().write = [&](std::span<const std::byte>) {
        fetch.easy.cancellation().cancel();
        return WriteVerdict::taken;
    };
    QCOMPARE(fetch.easy.perform(), Code::aborted_by_callback);
}

void CancellationTest::mayBeAskedForWhileItRuns() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 10"}).send("abc").stall());
    WatchingLoop loop;
    Fetch fetch(server.url("/"));
    loop.multi().add(fetch.easy);
    QVERIFY(loop.run_until([&] { return fetch.body == "abc"; }));
    const std::size_t before = loop.watched().size();
    const Cancellation token = fetch.easy.cancellation();
    QCOMPARE(loop.watched().size(), before + 1);  // what wakes the loop up
    token.cancel();
    loop.turn(60s);
    QCOMPARE(fetch.easy.error().kind, Kind::cancelled);
    QVERIFY(loop.watched().empty());
}

void CancellationTest::leavesOthersAlone() {
    ScriptedServer server;
    server.on_request(
        [](const RecordedRequest& request) { return Reply().hold("go").then(Reply::http(200, request.target)); });
    WatchingLoop loop;
    std::vector<std::unique_ptr<Fetch>> fetches;
    std::vector<Cancellation> tokens;
    for (int i = 0; i < 20; ++i) {
        fetches.push_back(std::make_unique<Fetch>(server.url("/" + std::to_string(i))));
        tokens.push_back(fetches.back()->easy.cancellation());
        loop.multi().add(fetches.back()->easy);
    }
    QVERIFY(loop.run_until([&] { return server.request_count() == 20; }));
    std::thread other([&] {
        for (std::size_t i = 0; i < tokens.size(); i += 2) {
            tokens[i].cancel();
        }
    });
    other.join();
    server.release("go");
    QVERIFY(loop.run());
    for (int i = 0; i < 20; ++i) {
        const Fetch& fetch = *fetches[static_cast<std::size_t>(i)];
        QCOMPARE(fetch.easy.error().code, i % 2 == 0 ? Code::aborted_by_callback : Code::ok);
        QCOMPARE(fetch.body, i % 2 == 0 ? std::string() : "/" + std::to_string(i));
    }
}

void CancellationTest::outlivesItsTransferAndItsEasy() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Cancellation ended;
    Cancellation removed;
    Cancellation gone;
    {
        Multi multi;
        Fetch one(server.url("/"));
        ended = one.easy.cancellation();
        QCOMPARE(one.easy.perform(), Code::ok);
        Fetch two(server.url("/"));
        removed = two.easy.cancellation();
        multi.add(two.easy);
        multi.remove(two.easy);
        Fetch three(server.url("/"));
        multi.add(three.easy);
        gone = three.easy.cancellation();
    }
    for (const Cancellation& token : {ended, removed, gone}) {
        token.cancel();
        QVERIFY(token.cancelled());
    }
}

void CancellationTest::tokensOfNothingDoNothing() {
    const Cancellation token;
    token.cancel();
    QVERIFY(!token.cancelled());
}

void CancellationTest::isSafeAtAnyMoment() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    int cancelled = 0;
    for (int i = 0; i < 200; ++i) {
        const Cancellation token = fetch.easy.cancellation();
        std::thread other([token, i] {
            std::this_thread::sleep_for(std::chrono::microseconds(i * 5));
            token.cancel();
        });
        const Code code = fetch.easy.perform();
        other.join();
        QVERIFY(code == Code::ok || code == Code::aborted_by_callback);
        cancelled += code == Code::ok ? 0 : 1;
    }
    QVERIFY(cancelled > 0);
}

SL_TEST_CLASS(CancellationTest)
#include "cancellation_test.moc"
