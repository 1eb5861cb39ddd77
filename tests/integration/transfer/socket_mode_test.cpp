// The socket-driven mode, the rules about its timer and its loop one by one. Those about sockets and calls are in
// multi_contract_test.cpp; the names B1, T1, A1 … are those of docs/contract.md.
#include <QObject>
#include <QTest>

#include <sys/epoll.h>
#include <unistd.h>

#include <set>
#include <thread>

#include "tests/integration/transfer/drivers.h"
#include "tests/integration/transfer/watching_loop.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

class SocketModeTest : public QObject {
    Q_OBJECT
  private slots:
    void aSocketCallbackThatIsSetLaterHearsLaterChangesOnly();
    void anExplicitFirstTimeoutStartsTransfers();
    void oneTransferMayWatchSeveralSocketsOrNone();
    void socketsAreDroppedInsideRemovePauseAndTheEnd();
    void thereIsOneTimerForAllTransfers();
    void aTimerIsCancelledOnlyIfOneIsArmed();
    void silenceMeansThatTheTimerStands();
    void anExpiredTimerIsAnnouncedAgain();
    void socketEventsServeTimeoutsToo();
    void theTimerCallbackComesInsideAddRemoveAndResume();
    void whatIsLeftForLaterIsDueAtOnce();
    void anEdgeTriggeredLoopWorks();
    void eventsOfABatchMayBecomeStale();
    void theCountOfRunningMayDropByAny();
    void everyUnfinishedTransferHasSomethingThatWakesIt();
    void nothingIsCalledAfterTheEnd();
    void pollWaitsAtMostAsLongAsAsked();
    void failuresThatAreKnownAtOnceComeOutOfTheFirstPerform();
    void anEasyFillsInForAMultiWithoutOne();
};

void SocketModeTest::aSocketCallbackThatIsSetLaterHearsLaterChangesOnly() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 3"}).send("abc").hold("go").close());
    Multi multi;
    std::set<Socket> first;
    std::vector<Watch> second;
    std::chrono::milliseconds wait{-1};
    multi.set_socket_callback([&](const Easy*, Socket fd, Watch what, void*) {
        what == Watch::remove ? static_cast<void>(first.erase(fd)) : static_cast<void>(first.insert(fd));
        return 0;
    });
    multi.set_timer_callback([&](std::chrono::milliseconds next) {
        wait = next;
        return 0;
    });
    Fetch fetch(server.url("/"));
    multi.add(fetch.easy);
    int running = 1;
    const auto drive = [&](const auto& condition) {
        for (int i = 0; i < 2000 && !condition(); ++i) {
            for (const Socket fd : std::set<Socket>(first)) {
                multi.socket_action(fd, 0, running);
            }
            if (wait.count() >= 0) {
                wait = std::chrono::milliseconds(-1);
                multi.timer_expired(running);
            }
            QTest::qWait(1);
        }
        return condition();
    };
    QVERIFY(drive([&] { return server.request_count() == 1 && first.size() == 1; }));
    QCOMPARE(multi.set_socket_callback([&](const Easy*, Socket, Watch what, void*) {
        second.push_back(what);
        return 0;
    }),
             MultiCode::ok);
    QVERIFY(second.empty());  // what is watched already is not told again
    server.release("go");
    QVERIFY(drive([&] { return running == 0; }));
    QCOMPARE(fetch.body, std::string("abc"));
    QVERIFY(!second.empty());
    QCOMPARE(second.back(), Watch::remove);
}

void SocketModeTest::anExplicitFirstTimeoutStartsTransfers() {
    WatchingLoop loop;
    Fetch fetch("http://127.0.0.1:1/");
    loop.multi().add(fetch.easy);
    int running = 0;
    QCOMPARE(loop.multi().timer_expired(running), MultiCode::ok);
    QCOMPARE(loop.multi().timer_expired(running), MultiCode::ok);  // once more does no harm
    QVERIFY(loop.run());
    QCOMPARE(fetch.easy.error().code, Code::couldnt_connect);
}

void SocketModeTest::oneTransferMayWatchSeveralSocketsOrNone() {
    // Two attempts at an address that does not answer race.
    ScriptedServer::Settings deaf_settings;
    deaf_settings.accepts = false;
    ScriptedServer deaf(deaf_settings);
    const std::string port = std::to_string(deaf.port());
    std::vector<std::unique_ptr<Fetch>> fillers;  // the backlog of a peer that does not accept
    WatchingLoop loop;
    for (int i = 0; i < 4; ++i) {
        fillers.push_back(std::make_unique<Fetch>(deaf.url("/")));
        fillers.back()->easy.options().connection->fresh_connect = true;
        loop.multi().add(fillers.back()->easy);
    }
    for (int i = 0; i < 10; ++i) {
        loop.turn(20ms);  // until the backlog is full
    }
    Fetch racing("http://race.test:" + port + "/");
    racing.easy.options().dns->resolve = {"race.test:" + port + ":127.0.0.1,127.0.0.1"};
    racing.easy.options().timeouts->happy_eyeballs = 5ms;
    loop.multi().add(racing.easy);
    std::set<Socket> of_racing;
    const auto end = std::chrono::steady_clock::now() + 5s;
    while (of_racing.size() < 2 && std::chrono::steady_clock::now() < end && loop.multi().counts().running == 5) {
        loop.turn(20ms);
        for (const auto& call : loop.socket_calls()) {
            if (call.easy == &racing.easy) {
                of_racing.insert(call.fd);
            }
        }
    }
    QVERIFY(of_racing.size() >= 2);
    for (const auto& fetch : fillers) {
        loop.multi().remove(fetch->easy);
    }
    loop.multi().remove(racing.easy);
    QVERIFY(loop.watched().empty());
    // Held back by its speed limit, a transfer watches nothing and sleeps.
    ScriptedServer server;
    server.on("/", Reply::http(200, std::string(100'000, 'x')));
    Fetch slow(server.url("/"));
    slow.easy.options().limits->max_receive_speed = 10'000;
    loop.multi().add(slow.easy);
    QVERIFY(loop.run_until([&] { return slow.easy.info().sizes.download > 0 && loop.watched().empty(); }));
    QVERIFY(loop.timer_armed());
    loop.multi().remove(slow.easy);
}

void SocketModeTest::socketsAreDroppedInsideRemovePauseAndTheEnd() {
    ScriptedServer server;
    server.on("/", Reply::http(200, std::string(1'000'000, 'x')));
    server.on("/stall", Reply::head(200, {"Content-Length: 10"}).send("abc").stall());
    auto loop = std::make_unique<WatchingLoop>();
    Fetch one(server.url("/stall"));
    loop->multi().add(one.easy);
    QVERIFY(loop->run_until([&] { return one.body == "abc"; }));
    QCOMPARE(loop->watched().size(), std::size_t(1));
    const std::size_t before = loop->socket_calls().size();
    loop->multi().remove(one.easy);
    QCOMPARE(loop->socket_calls().size(), before + 1);
    QCOMPARE(loop->socket_calls().back().what, Watch::remove);
    Fetch two(server.url("/stall"));
    loop->multi().add(two.easy);
    QVERIFY(loop->run_until([&] { return two.body == "abc"; }));
    const Socket fd = loop->watched().begin()->first;
    bool removed = false;
    loop->on_socket_call = [&] { removed = loop->watched().count(fd) == 0; };
    loop->multi().remove(two.easy);
    QVERIFY(removed);
    Fetch three(server.url("/stall"));
    loop->on_socket_call = nullptr;
    loop->multi().add(three.easy);
    QVERIFY(loop->run_until([&] { return three.body == "abc"; }));
    int at_end = 0;
    loop->on_socket_call = [&] { ++at_end; };
    loop.reset();
    QVERIFY(at_end >= 1);
}

void SocketModeTest::thereIsOneTimerForAllTransfers() {
    ScriptedServer server;
    server.on("/", Reply().stall());
    WatchingLoop loop;
    std::vector<std::unique_ptr<Fetch>> fetches;
    for (int i = 0; i < 10; ++i) {
        fetches.push_back(std::make_unique<Fetch>(server.url("/")));
        fetches.back()->easy.options().timeouts->total = std::chrono::milliseconds(50 + 10 * i);
        loop.multi().add(fetches.back()->easy);
    }
    QVERIFY(loop.run());
    for (const auto& fetch : fetches) {
        QCOMPARE(fetch->easy.error().code, Code::operation_timedout);
    }
    QVERIFY(!loop.timer_armed());
}

void SocketModeTest::aTimerIsCancelledOnlyIfOneIsArmed() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 30"}).send_slowly(std::string(30, 'x'), 3, 2ms));
    WatchingLoop loop;
    for (int i = 0; i < 3; ++i) {
        Fetch fetch(server.url("/"));
        fetch.easy.options().timeouts->total = 60s;
        loop.multi().add(fetch.easy);
        QVERIFY(loop.run());
        loop.multi().remove(fetch.easy);
    }
    bool armed = false;
    for (const std::int64_t call : loop.timer_calls()) {
        QVERIFY2(call >= 0 || armed, "cancelled what was not armed");
        armed = call >= 0;
    }
    QVERIFY(!armed);
}

void SocketModeTest::silenceMeansThatTheTimerStands() {
    ScriptedServer server;
    server.on("/", Reply::head(200, {"Content-Length: 200"}).send_slowly(std::string(200, 'x'), 2, 2ms));
    WatchingLoop loop;
    Fetch fetch(server.url("/"));
    fetch.easy.options().timeouts->total = 50s;
    loop.multi().add(fetch.easy);
    QVERIFY(loop.run_until([&] { return fetch.body.size() > 20; }));
    const std::size_t calls = loop.timer_calls().size();
    int turns = 0;
    loop.between_turns = [&] { ++turns; };
    QVERIFY(loop.run_until([&] { return fetch.body.size() > 180; }));
    QVERIFY(turns > 10);
    QCOMPARE(loop.timer_calls().size(), calls);  // traffic moves nothing
    QVERIFY(loop.run());
}

void SocketModeTest::anExpiredTimerIsAnnouncedAgain() {
    ScriptedServer server;
    server.on("/", Reply().stall());
    WatchingLoop loop;
    Fetch fetch(server.url("/"));
    fetch.easy.options().timeouts->total = 50s;
    loop.multi().add(fetch.easy);
    QVERIFY(loop.run_until([&] { return server.request_count() == 1 && loop.timer_armed(); }));
    const std::size_t calls = loop.timer_calls().size();
    int running = 0;
    QCOMPARE(loop.multi().timer_expired(running), MultiCode::ok);  // early: harmless
    QCOMPARE(running, 1);
    QCOMPARE(loop.timer_calls().size(), calls + 1);
    QVERIFY(loop.timer_calls().back() > 40'000);
    QVERIFY(loop.timer_calls().back() <= 50'000);
}

void SocketModeTest::socketEventsServeTimeoutsToo() {
    ScriptedServer server;
    server.on("/", Reply().stall());
    WatchingLoop loop;
    Fetch fetch(server.url("/"));
    fetch.easy.options().timeouts->total = 400ms;
    loop.multi().add(fetch.easy);
    QVERIFY(loop.run_until([&] { return server.request_count() == 1 && !loop.watched().empty(); }));
    std::this_thread::sleep_for(450ms);  // the loop is busy elsewhere and never says that the timer fired
    int running = 1;
    QCOMPARE(loop.multi().socket_action(loop.watched().begin()->first, 0, running), MultiCode::ok);
    QCOMPARE(running, 0);
    QCOMPARE(fetch.easy.error().code, Code::operation_timedout);
    QCOMPARE(loop.multi().timer_expired(running), MultiCode::ok);  // the timer that fires late
}

void SocketModeTest::theTimerCallbackComesInsideAddRemoveAndResume() {
    ScriptedServer server;
    server.on("/", Reply::http(200, std::string(100'000, 'x')));
    WatchingLoop loop;
    Fetch fetch(server.url("/"));
    fetch.easy.options().timeouts->total = 50s;
    bool pause = true;
    fetch.easy.callbacks().write = [&](std::span<const std::byte>) {
        return std::exchange(pause, false) ? WriteVerdict::pause : WriteVerdict::taken;
    };
    std::size_t calls = loop.timer_calls().size();
    loop.multi().add(fetch.easy);
    QCOMPARE(loop.timer_calls().size(), calls + 1);
    QCOMPARE(loop.timer_calls().back(), std::int64_t(0));
    QVERIFY(loop.run_until([&] { return !pause; }));
    while (loop.timer_calls().back() == 0) {
        loop.turn(10ms);
    }
    calls = loop.timer_calls().size();
    QCOMPARE(fetch.easy.resume(), Code::ok);
    QCOMPARE(loop.timer_calls().size(), calls + 1);
    QCOMPARE(loop.timer_calls().back(), std::int64_t(0));
    loop.multi().remove(fetch.easy);
    QCOMPARE(loop.timer_calls().back(), std::int64_t(-1));
}

void SocketModeTest::whatIsLeftForLaterIsDueAtOnce() {
    // More than one turn takes, all of it there before the loop looks: no event of the socket is needed for the rest.
    ScriptedServer server;
    const std::string body(600'000, 'x');
    server.on("/", Reply::http(200, body));
    WatchingLoop loop;
    Fetch fetch(server.url("/"));
    std::size_t least = body.size();
    fetch.easy.callbacks().write = [&](std::span<const std::byte> bytes) {
        fetch.body.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        least = std::min(least, bytes.size());
        return WriteVerdict::taken;
    };
    loop.multi().add(fetch.easy);
    loop.between_turns = [&] {
        const bool more = loop.multi().counts().running > 0;
        QVERIFY(!more || !loop.watched().empty() || loop.timer_armed());
    };
    QVERIFY(loop.run());
    QCOMPARE(fetch.body.size(), body.size());
}

void SocketModeTest::anEdgeTriggeredLoopWorks() {
    ScriptedServer server;
    const std::string body(3'000'000, 'x');
    server.on("/", Reply::http(200, body));
    const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    std::optional<std::chrono::steady_clock::time_point> due;
    {
        Multi multi;
        multi.set_socket_callback([&](const Easy*, Socket fd, Watch what, void*) {
            const auto bits = static_cast<unsigned>(what);
            epoll_event event{};
            event.data.fd = fd;
            event.events =
                EPOLLET | ((bits & select_in) != 0 ? EPOLLIN : 0U) | ((bits & select_out) != 0 ? EPOLLOUT : 0U);
            if (what == Watch::remove) {
                ::epoll_ctl(epoll, EPOLL_CTL_DEL, fd, nullptr);
            } else if (::epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event) != 0) {
                ::epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
            }
            return 0;
        });
        multi.set_timer_callback([&](std::chrono::milliseconds wait) {
            due = wait.count() < 0 ? std::nullopt : std::optional(std::chrono::steady_clock::now() + wait);
            return 0;
        });
        std::vector<std::unique_ptr<Fetch>> fetches;
        for (int i = 0; i < 5; ++i) {
            fetches.push_back(std::make_unique<Fetch>(server.url("/")));
            multi.add(fetches.back()->easy);
        }
        const auto end = std::chrono::steady_clock::now() + 30s;
        for (int running = 5; running > 0 && std::chrono::steady_clock::now() < end;) {
            const auto left =
                due ? std::chrono::ceil<std::chrono::milliseconds>(*due - std::chrono::steady_clock::now())
                    : std::chrono::milliseconds(1000);
            epoll_event events[8];
            const int wait = static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 1000));
            const int count = ::epoll_wait(epoll, events, 8, wait);
            for (int i = 0; i < count; ++i) {
                multi.socket_action(events[i].data.fd, events[i].events & 3U, running);
            }
            if (due && std::chrono::steady_clock::now() >= *due) {
                due.reset();
                multi.timer_expired(running);
            }
        }
        for (const auto& fetch : fetches) {
            QCOMPARE(fetch->body.size(), body.size());
        }
    }
    ::close(epoll);
}

void SocketModeTest::eventsOfABatchMayBecomeStale() {
    ScriptedServer server;
    server.on_request(
        [](const RecordedRequest&) { return Reply::head(200, {"Content-Length: 10"}).send("abc").stall(); });
    WatchingLoop loop;
    std::vector<std::unique_ptr<Fetch>> fetches;
    for (int i = 0; i < 5; ++i) {
        fetches.push_back(std::make_unique<Fetch>(server.url("/" + std::to_string(i))));
        loop.multi().add(fetches.back()->easy);
    }
    QVERIFY(loop.run_until([&] {
        return std::all_of(fetches.begin(), fetches.end(), [](const auto& fetch) { return fetch->body == "abc"; });
    }));
    const std::map<Socket, Watch> batch = loop.watched();
    QCOMPARE(batch.size(), std::size_t(5));
    for (const auto& fetch : fetches) {
        loop.multi().remove(fetch->easy);
    }
    int running = 1;
    for (const auto& [fd, what] : batch) {  // as a loop would that has read all events before the first action
        QCOMPARE(loop.multi().socket_action(fd, select_in | select_out | select_error, running), MultiCode::ok);
    }
    QCOMPARE(running, 0);
}

void SocketModeTest::theCountOfRunningMayDropByAny() {
    WatchingLoop loop;
    std::vector<std::unique_ptr<Fetch>> fetches;
    for (int i = 0; i < 5; ++i) {
        fetches.push_back(std::make_unique<Fetch>("http://"));
        loop.multi().add(fetches.back()->easy);
    }
    QCOMPARE(loop.multi().counts().running, 5);
    int running = 0;
    loop.multi().timer_expired(running);
    QCOMPARE(running, 0);
    int messages = 0;
    while (const auto done = loop.multi().next_done()) {
        QCOMPARE(done->code, Code::url_malformat);
        ++messages;
    }
    QCOMPARE(messages, 5);
}

void SocketModeTest::everyUnfinishedTransferHasSomethingThatWakesIt() {
    ScriptedServer server;
    server.on_request([](const RecordedRequest& request) {
        return std::stoi(request.target.substr(1)) % 3 == 0
                   ? Reply::http(302, "", {"Location: /" + std::to_string(std::stoi(request.target.substr(1)) + 1)})
                   : Reply::head(200, {"Content-Length: 20"}).send_slowly(std::string(20, 'x'), 4, 1ms).close();
    });
    WatchingLoop loop;
    loop.multi().set_limits({0, 3, 0});
    std::vector<std::unique_ptr<Fetch>> fetches;
    for (int i = 0; i < 30; ++i) {
        fetches.push_back(std::make_unique<Fetch>(server.url("/" + std::to_string(i))));
        fetches.back()->easy.options().redirect->follow = sluice::Follow::all;
        loop.multi().add(fetches.back()->easy);
    }
    loop.between_turns = [&] {
        const MultiCounts counts = loop.multi().counts();
        const bool active = counts.running > counts.pending;
        QVERIFY2(!active || !loop.watched().empty() || loop.timer_armed(), "nothing would wake the loop");
    };
    QVERIFY(loop.run());
    for (const auto& fetch : fetches) {
        QVERIFY2(!fetch->easy.error(), fetch->easy.error().text().c_str());
    }
}

void SocketModeTest::nothingIsCalledAfterTheEnd() {
    ScriptedServer server;
    server.on("/", Reply().stall());
    int calls = 0;
    Fetch fetch(server.url("/"));
    {
        WatchingLoop loop;
        loop.on_socket_call = [&] { ++calls; };
        loop.on_timer_call = [&] { ++calls; };
        loop.multi().add(fetch.easy);
        QVERIFY(loop.run_until([&] { return server.request_count() == 1; }));
    }
    const int after = calls;
    QVERIFY(server.wait_until_no_connection());
    fetch.easy.options().url = "http://127.0.0.1:1/";
    fetch.easy.perform();
    QCOMPARE(calls, after);
}

void SocketModeTest::pollWaitsAtMostAsLongAsAsked() {
    Multi multi;
    const auto timed = [&](std::chrono::milliseconds timeout) {
        const auto begin = std::chrono::steady_clock::now();
        const bool good = multi.poll(timeout) == MultiCode::ok;
        return good ? std::chrono::steady_clock::now() - begin : -1s;
    };
    QVERIFY(timed(30ms) >= 29ms);  // nothing to wait for: it sleeps nevertheless
    QVERIFY(timed(0ms) < 5s);
    QCOMPARE(multi.poll(-1ms), MultiCode::bad_function_argument);
    ScriptedServer server;
    server.on("/", Reply().stall());
    Fetch fetch(server.url("/"));
    fetch.easy.options().timeouts->total = 100ms;
    multi.add(fetch.easy);
    for (int running = 1; running > 0;) {
        multi.perform(running);
        if (running > 0) {
            QVERIFY(timed(60s) < 30s);  // a timer of the engine's own is nearer
        }
    }
    QCOMPARE(fetch.easy.error().code, Code::operation_timedout);
}

void SocketModeTest::failuresThatAreKnownAtOnceComeOutOfTheFirstPerform() {
    Multi multi;
    Easy bad("http://");
    multi.add(bad);
    int running = 1;
    QCOMPARE(multi.perform(running), MultiCode::ok);  // the stack is well, whatever became of the transfer
    QCOMPARE(running, 0);
    const auto done = multi.next_done();
    QVERIFY(done && done->easy == &bad && done->code == Code::url_malformat);
    QVERIFY(!multi.next_done());
    QCOMPARE(multi.counts().done, 1);
    QCOMPARE(multi.remove(bad), MultiCode::ok);
    QVERIFY(!bad.error().text().empty());  // what is known of it outlives its place in the Multi
}

void SocketModeTest::anEasyFillsInForAMultiWithoutOne() {
    // What an Easy kept for itself goes when it joins a Multi.
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(server.open_connection_count(), std::size_t(1));
    WatchingLoop loop;
    loop.multi().add(fetch.easy);
    QVERIFY(server.wait_until_no_connection());
    QVERIFY(loop.run());
    QCOMPARE(fetch.easy.info().connection.num_connects, 1);
}

SL_TEST_CLASS(SocketModeTest)
#include "socket_mode_test.moc"
