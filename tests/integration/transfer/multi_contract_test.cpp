// The socket-driven mode as an exact contract: which call may follow which, what is announced when, what is refused.
#include <QObject>
#include <QTest>

#include <fcntl.h>

#include <chrono>
#include <map>
#include <thread>

#include "tests/integration/transfer/drivers.h"
#include "tests/integration/transfer/watching_loop.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

class MultiContractTest : public QObject {
    Q_OBJECT
  private slots:
    void addingOnlyArmsTheTimer();
    void announcesOnlyChangesAndRemovesBeforeClosing();
    void watchesNothingWhileIdle();
    void everyFinishedTransferYieldsOneMessage();
    void refusesCallsFromInsideCallbacks();
    void allowsAddAndRemoveInsideTheNotifyCallback();
    void minusOneFromTheSocketCallbackAbortsEverything();
    void minusOneFromTheTimerCallbackAbortsEverything();
    void survivesSpuriousAndStaleEvents();
    void keepsSocketDataUntilRemove();
    void removingARunningTransferClosesItsConnection();
    void removedTransfersLeaveNoMessage();
    void refusesAnEasyThatIsInAMulti();
    void limitsConnectionsPerHostInOrder();
    void limitsConnectionsInTotal();
    void wakeupEndsAPollFromAnotherThread();
    void pollWaitsForDescriptorsOfTheApplication();
    void pausesAndResumesFromInsideAndOutside();
    void destroyingTheMultiEndsWhatRuns();
    void aNumberThatIsReusedIsANewRegistration();
    void countsAndListsTransfers();
};

void MultiContractTest::addingOnlyArmsTheTimer() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    WatchingLoop loop;
    Fetch fetch(server.url("/"));
    QCOMPARE(loop.multi().add(fetch.easy), MultiCode::ok);
    QCOMPARE(loop.timer_calls(), std::vector<std::int64_t>{0});
    QVERIFY(loop.socket_calls().empty());
    QTest::qWait(20);
    QCOMPARE(server.connection_count(), std::size_t(0));
    QVERIFY(loop.run());
    QCOMPARE(fetch.body, std::string("x"));
}

void MultiContractTest::announcesOnlyChangesAndRemovesBeforeClosing() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 30"}).send_slowly(std::string(30, 'x'), 3, 2ms).close());
    WatchingLoop loop;
    std::vector<std::unique_ptr<Fetch>> fetches;
    for (int i = 0; i < 5; ++i) {
        fetches.push_back(std::make_unique<Fetch>(server.url("/")));
        loop.multi().add(fetches.back()->easy);
    }
    QVERIFY(loop.run());
    std::map<Socket, Watch> known;
    for (const auto& call : loop.socket_calls()) {
        const auto found = known.find(call.fd);
        if (call.what == Watch::remove) {
            QVERIFY2(found != known.end(), "removed what was not announced");
            QVERIFY2(call.open, "removed after it was closed");
            known.erase(found);
        } else {
            QVERIFY2(found == known.end() || found->second != call.what, "the same interest announced twice");
            known[call.fd] = call.what;
        }
    }
    for (const auto& [fd, what] : known) {
        QVERIFY2(what == Watch::remove, "a socket is still watched after the end");
    }
}

void MultiContractTest::watchesNothingWhileIdle() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    WatchingLoop loop;
    Fetch fetch(server.url("/"));
    loop.multi().add(fetch.easy);
    QVERIFY(loop.run());
    QVERIFY(loop.watched().empty());
    QVERIFY(!loop.timer_armed());
    QCOMPARE(server.open_connection_count(), std::size_t(1));  // kept for reuse
}

void MultiContractTest::everyFinishedTransferYieldsOneMessage() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    WatchingLoop loop;
    Fetch good(server.url("/"));
    Fetch bad("http://");
    Fetch refused("http://127.0.0.1:1/");
    for (Easy* easy : {&good.easy, &bad.easy, &refused.easy}) {
        loop.multi().add(*easy);
    }
    QVERIFY(loop.run());
    std::map<Easy*, Code> seen;
    for (const Done& done : loop.done()) {
        QVERIFY(seen.emplace(done.easy, done.code).second);
    }
    QCOMPARE(seen.size(), std::size_t(3));
    QCOMPARE(seen[&good.easy], Code::ok);
    QCOMPARE(seen[&bad.easy], Code::url_malformat);
    QCOMPARE(seen[&refused.easy], Code::couldnt_connect);
    QVERIFY(!loop.multi().next_done());
}

void MultiContractTest::refusesCallsFromInsideCallbacks() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "hello"));
    WatchingLoop loop;
    Multi& multi = loop.multi();
    Fetch fetch(server.url("/"));
    Easy other(server.url("/"));
    int checked = 0;
    const auto check = [&] {
        int running = 0;
        ++checked;
        QCOMPARE(multi.add(other), MultiCode::recursive_api_call);
        QCOMPARE(multi.remove(fetch.easy), MultiCode::recursive_api_call);
        QCOMPARE(multi.perform(running), MultiCode::recursive_api_call);
        QCOMPARE(multi.poll(0ms), MultiCode::recursive_api_call);
        QCOMPARE(multi.socket_action(0, 0, running), MultiCode::recursive_api_call);
        QCOMPARE(multi.timer_expired(running), MultiCode::recursive_api_call);
        QCOMPARE(multi.set_limits({}), MultiCode::recursive_api_call);
        QCOMPARE(fetch.easy.perform(), Code::recursive_api_call);
        QCOMPARE(fetch.easy.reset(), Code::recursive_api_call);
        QCOMPARE(multi.wakeup(), MultiCode::ok);
        QCOMPARE(multi.counts().added, 1);
    };
    fetch.easy.callbacks().write = [&](std::span<const std::byte>) {
        check();
        return WriteVerdict::taken;
    };
    fetch.easy.callbacks().header = [&](std::string_view) {
        check();
        return true;
    };
    fetch.easy.callbacks().progress = [&](const Progress&) {
        check();
        return true;
    };
    multi.add(fetch.easy);
    loop.on_socket_call = [&] { check(); };
    QVERIFY(loop.run());
    QVERIFY(checked >= 6);
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
}

void MultiContractTest::allowsAddAndRemoveInsideTheNotifyCallback() {
    ScriptedServer server;
    server.on_request([](const RecordedRequest& request) { return Reply::http(200, request.target); });
    WatchingLoop loop;
    std::vector<std::unique_ptr<Fetch>> fetches;
    int ended = 0;
    const auto next = [&] {
        fetches.push_back(std::make_unique<Fetch>(server.url("/" + std::to_string(fetches.size()))));
        QCOMPARE(loop.multi().add(fetches.back()->easy), MultiCode::ok);
    };
    loop.multi().set_notify_callback([&](Notification what, Easy* easy) {
        if (what == Notification::easy_done) {
            ++ended;
            QCOMPARE(loop.multi().remove(*easy), MultiCode::ok);
            if (fetches.size() < 10) {
                next();
            }
        }
    });
    next();
    QVERIFY(loop.run());
    QCOMPARE(ended, 10);
    QCOMPARE(fetches.back()->body, std::string("/9"));
    QCOMPARE(loop.multi().counts().added, 0);
}

void MultiContractTest::minusOneFromTheSocketCallbackAbortsEverything() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    WatchingLoop loop;
    Fetch one(server.url("/"));
    Fetch two(server.url("/"));
    loop.multi().add(one.easy);
    loop.multi().add(two.easy);
    loop.socket_verdict = -1;
    int running = 2;
    QCOMPARE(loop.multi().timer_expired(running), MultiCode::aborted_by_callback);
    QCOMPARE(running, 0);
    QCOMPARE(one.easy.error().code, Code::aborted_by_callback);
    QCOMPARE(two.easy.error().code, Code::aborted_by_callback);
    loop.socket_verdict = 0;
    Fetch third(server.url("/"));
    QCOMPARE(loop.multi().add(third.easy), MultiCode::aborted_by_callback);
    loop.multi().remove(one.easy);
    loop.multi().remove(two.easy);
    QCOMPARE(loop.multi().add(third.easy), MultiCode::ok);
    QVERIFY(loop.run());
    QCOMPARE(third.body, std::string("x"));
}

void MultiContractTest::minusOneFromTheTimerCallbackAbortsEverything() {
    WatchingLoop loop;
    Fetch fetch("http://127.0.0.1:1/");
    loop.timer_verdict = -1;
    QCOMPARE(loop.multi().add(fetch.easy), MultiCode::aborted_by_callback);
    QCOMPARE(fetch.easy.error().code, Code::aborted_by_callback);
}

void MultiContractTest::survivesSpuriousAndStaleEvents() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 20"}).send_slowly(std::string(20, 'x'), 1, 1ms));
    WatchingLoop loop;
    Fetch fetch(server.url("/"));
    loop.multi().add(fetch.easy);
    loop.between_turns = [&] {
        int running = 0;
        for (const Socket fd : {0, 1, 7, 500, 100'000}) {
            QCOMPARE(loop.multi().socket_action(fd, select_in | select_out | select_error, running), MultiCode::ok);
        }
        for (const auto& [fd, what] : std::map<Socket, Watch>(loop.watched())) {
            QCOMPARE(loop.multi().socket_action(fd, select_error, running), MultiCode::ok);
            QCOMPARE(loop.multi().socket_action(fd, 0, running), MultiCode::ok);
        }
    };
    QVERIFY(loop.run());
    QCOMPARE(fetch.body, std::string(20, 'x'));
}

void MultiContractTest::keepsSocketDataUntilRemove() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 10"}).send_slowly(std::string(10, 'x'), 1, 1ms).close());
    WatchingLoop loop;
    Fetch fetch(server.url("/"));
    loop.multi().add(fetch.easy);
    int mark = 0;
    loop.between_turns = [&] {
        for (const auto& [fd, what] : loop.watched()) {
            QCOMPARE(loop.multi().set_socket_data(fd, &mark), MultiCode::ok);
        }
    };
    QVERIFY(loop.run());
    bool seen_at_remove = false;
    for (const auto& call : loop.socket_calls()) {
        seen_at_remove |= call.what == Watch::remove && call.data == &mark;
        if (call.easy != nullptr) {
            QCOMPARE(call.easy, static_cast<const Easy*>(&fetch.easy));
        }
    }
    QVERIFY(seen_at_remove);
    QCOMPARE(loop.multi().set_socket_data(500, &mark), MultiCode::bad_socket);
}

void MultiContractTest::removingARunningTransferClosesItsConnection() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 10"}).send("abc").stall());
    server.on("/other", Reply::http(200, "x"));
    WatchingLoop loop;
    Fetch fetch(server.url("/"));
    loop.multi().add(fetch.easy);
    QVERIFY(loop.run_until([&] { return fetch.body == "abc"; }));
    QCOMPARE(loop.multi().remove(fetch.easy), MultiCode::ok);
    QVERIFY(loop.watched().empty());
    QVERIFY(server.wait_until_no_connection());
    QVERIFY(!loop.multi().next_done());
    Fetch other(server.url("/other"));
    loop.multi().add(other.easy);
    QVERIFY(loop.run());
    QCOMPARE(other.body, std::string("x"));
}

void MultiContractTest::removedTransfersLeaveNoMessage() {
    WatchingLoop loop;
    Fetch fetch("http://");
    loop.multi().add(fetch.easy);
    int running = 1;
    loop.multi().timer_expired(running);
    QCOMPARE(running, 0);
    loop.multi().remove(fetch.easy);
    QVERIFY(!loop.multi().next_done());
}

void MultiContractTest::refusesAnEasyThatIsInAMulti() {
    WatchingLoop loop;
    Multi other;
    Easy easy("http://127.0.0.1:1/");
    QCOMPARE(loop.multi().add(easy), MultiCode::ok);
    QCOMPARE(loop.multi().add(easy), MultiCode::added_already);
    QCOMPARE(other.add(easy), MultiCode::added_already);
    QCOMPARE(other.remove(easy), MultiCode::bad_easy_handle);
    QCOMPARE(easy.perform(), Code::failed_init);
    QCOMPARE(loop.multi().remove(easy), MultiCode::ok);
    QCOMPARE(loop.multi().remove(easy), MultiCode::ok);
}

void MultiContractTest::limitsConnectionsPerHostInOrder() {
    ScriptedServer server;
    server.on_request(
        [](const RecordedRequest& request) { return Reply().wait(5ms).then(Reply::http(200, request.target)); });
    WatchingLoop loop;
    QCOMPARE(loop.multi().set_limits({0, -1, 0}), MultiCode::bad_function_argument);
    QCOMPARE(loop.multi().set_limits({0, 2, 0}), MultiCode::ok);
    std::vector<std::unique_ptr<Fetch>> fetches;
    for (int i = 0; i < 12; ++i) {
        fetches.push_back(std::make_unique<Fetch>(server.url("/" + std::to_string(i))));
        loop.multi().add(fetches.back()->easy);
    }
    std::size_t most_open = 0;
    int most_pending = 0;
    loop.between_turns = [&] {
        most_open = std::max(most_open, server.open_connection_count());
        most_pending = std::max(most_pending, loop.multi().counts().pending);
    };
    QVERIFY(loop.run());
    QCOMPARE(server.connection_count(), std::size_t(2));
    QVERIFY(most_open <= 2);
    QCOMPARE(most_pending, 10);
    const auto requests = server.requests();
    for (std::size_t i = 0; i < requests.size(); ++i) {
        // Two at a time: a request may overtake its neighbour, never more.
        QVERIFY(std::abs(std::stoi(requests[i].target.substr(1)) - static_cast<int>(i)) <= 1);
    }
    QVERIFY(fetches[11]->easy.info().times.queue > 0);
}

void MultiContractTest::limitsConnectionsInTotal() {
    ScriptedServer one;
    ScriptedServer two;
    one.on_request([](const RecordedRequest&) { return Reply::http(200, "1"); });
    two.on_request([](const RecordedRequest&) { return Reply::http(200, "2"); });
    WatchingLoop loop;
    loop.multi().set_limits({1, 0, 0});
    std::vector<std::unique_ptr<Fetch>> fetches;
    for (int i = 0; i < 6; ++i) {
        fetches.push_back(std::make_unique<Fetch>((i % 2 == 0 ? one : two).url("/")));
        loop.multi().add(fetches.back()->easy);
    }
    loop.between_turns = [&] { QVERIFY(loop.watched().size() <= 2); };
    QVERIFY(loop.run());
    for (int i = 0; i < 6; ++i) {
        QCOMPARE(fetches[static_cast<std::size_t>(i)]->body, std::string(i % 2 == 0 ? "1" : "2"));
    }
}

void MultiContractTest::wakeupEndsAPollFromAnotherThread() {
    Multi multi;
    int running = 0;
    multi.perform(running);
    std::thread other([&] {
        std::this_thread::sleep_for(20ms);
        QCOMPARE(multi.wakeup(), MultiCode::ok);
    });
    QCOMPARE(multi.poll(60s), MultiCode::ok);  // returns, or the runner's watchdog ends the test
    other.join();
    QCOMPARE(multi.wakeup(), MultiCode::ok);
    QCOMPARE(multi.wakeup(), MultiCode::ok);
    QCOMPARE(multi.poll(60s), MultiCode::ok);  // one that came before
}

void MultiContractTest::pollWaitsForDescriptorsOfTheApplication() {
    Multi multi;
    int ends[2];
    QCOMPARE(::pipe2(ends, O_NONBLOCK | O_CLOEXEC), 0);
    PollFd extra{ends[0], select_in, 0};
    int ready = -1;
    QCOMPARE(multi.poll(0ms, std::span(&extra, 1), &ready), MultiCode::ok);
    QCOMPARE(ready, 0);
    QCOMPARE(extra.ready, 0U);
    QCOMPARE(::write(ends[1], "x", 1), ssize_t(1));
    QCOMPARE(multi.poll(60s, std::span(&extra, 1), &ready), MultiCode::ok);
    QCOMPARE(ready, 1);
    QCOMPARE(extra.ready, select_in);
    ::close(ends[0]);
    ::close(ends[1]);
}

void MultiContractTest::pausesAndResumesFromInsideAndOutside() {
    ScriptedServer server;
    server.on("/", Reply::http(200, std::string(100'000, 'x')));
    WatchingLoop loop;
    Fetch fetch(server.url("/"));
    bool refuse = true;
    std::size_t offered = 0;
    fetch.easy.callbacks().write = [&](std::span<const std::byte> bytes) {
        if (std::exchange(refuse, false)) {
            offered = bytes.size();
            return WriteVerdict::pause;
        }
        if (offered > 1) {
            offered = bytes.size() == offered ? 0 : 1;  // the same bytes again
        }
        fetch.body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        return WriteVerdict::taken;
    };
    QCOMPARE(fetch.easy.pause(), Code::bad_function_argument);
    loop.multi().add(fetch.easy);
    QVERIFY(loop.run_until([&] { return !refuse; }));
    for (int i = 0; i < 20; ++i) {
        loop.turn(5ms);
    }
    QVERIFY(fetch.body.empty());
    QVERIFY(loop.watched().empty());  // nothing is read while paused
    QCOMPARE(fetch.easy.resume(), Code::ok);
    QVERIFY(loop.run());
    QCOMPARE(offered, std::size_t(0));
    QCOMPARE(fetch.body.size(), std::size_t(100'000));
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
}

void MultiContractTest::destroyingTheMultiEndsWhatRuns() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 10"}).send("abc").stall());
    Fetch fetch(server.url("/"));
    {
        WatchingLoop loop;
        loop.multi().add(fetch.easy);
        QVERIFY(loop.run_until([&] { return fetch.body == "abc"; }));
    }
    QVERIFY(server.wait_until_no_connection());
    server.on("/again", Reply::http(200, "x"));
    fetch.easy.options().url = server.url("/again");
    QCOMPARE(fetch.easy.perform(), Code::ok);
}

void MultiContractTest::aNumberThatIsReusedIsANewRegistration() {
    // Each connection is closed by the server, so the next one gets the number of the last within one action.
    ScriptedServer server;
    server.on("/0", Reply::head(302, {"Location: /1", "Content-Length: 0", "Connection: close"}).close());
    server.on("/1", Reply::head(302, {"Location: /2", "Content-Length: 0", "Connection: close"}).close());
    server.on("/2", Reply::http(200, "end"));
    WatchingLoop loop;
    Fetch fetch(server.url("/0"));
    fetch.easy.options().redirect->follow = sluice::Follow::all;
    loop.multi().add(fetch.easy);
    QVERIFY(loop.run());
    QCOMPARE(fetch.body, std::string("end"));
    QCOMPARE(fetch.easy.info().connection.num_connects, 3);
    int removed = 0;
    for (const auto& call : loop.socket_calls()) {
        removed += call.what == Watch::remove ? 1 : 0;
    }
    QVERIFY(removed >= 3);
}

void MultiContractTest::countsAndListsTransfers() {
    WatchingLoop loop;
    Easy one("http://");
    Easy two("http://");
    loop.multi().add(one);
    loop.multi().add(two);
    QCOMPARE(loop.multi().counts().added, 2);
    QCOMPARE(loop.multi().counts().running, 2);
    QCOMPARE(loop.multi().transfers().size(), std::size_t(2));
    QVERIFY(loop.run());
    QCOMPARE(loop.multi().counts().running, 0);
    QCOMPARE(loop.multi().counts().done, 2);
    loop.multi().remove(one);
    QCOMPARE(loop.multi().counts().added, 1);
}

SL_TEST_CLASS(MultiContractTest)
#include "multi_contract_test.moc"
