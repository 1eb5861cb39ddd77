// The life of an Easy: options that stick, copies, resets, one transfer at a time, its own connections.
#include <sluice/url.h>

#include <QObject>
#include <QTest>

#include "engine/sys/real_world.h"
#include "engine/transfer/easy_impl.h"
#include "engine/transfer/multi_impl.h"
#include "tests/integration/transfer/drivers.h"
#include "tests/support/borrowed_world.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

/// Counts lookups and answers with this machine's address.
class CountingResolver : public sys::Resolver {
  public:
    sys::Resolved resolve(const std::string&, std::uint16_t port, sys::FamilyChoice) override {
        ++lookups;
        return {{*sys::Address::parse("127.0.0.1", port)}, 0, 0};
    }
    std::atomic<int> lookups = 0;
};

/// Answers when it is told to.
class SlowResolver : public sys::Resolver {
  public:
    sys::Resolved resolve(const std::string&, std::uint16_t port, sys::FamilyChoice) override {
        may_answer.wait(false);
        sys::Resolved answer{{*sys::Address::parse("127.0.0.1", port)}, 0, 0};
        ++answered;
        return answer;
    }
    std::atomic<bool> may_answer = false;
    std::atomic<int> answered = 0;
};

void drive(Multi& multi) {
    for (int running = 1; running > 0;) {
        multi.perform(running);
        if (running > 0) {
            multi.poll(1s);
        }
    }
}

}  // namespace

class EasyTest : public QObject {
    Q_OBJECT
  private slots:
    void makingOneDoesNothing();
    void badValuesShowWhenItRuns();
    void optionsStick();
    void oneTransferAtATime();
    void resetKeepsConnections();
    void resetClearsWhatIsKnown();
    void copiesHaveOptionsButNoConnections();
    void optionsChangedWhileItRunsAreForTheNext();
    void keepsAsManyConnectionsAsItsOptionsSay_data();
    void keepsAsManyConnectionsAsItsOptionsSay();
    void upkeepClosesDeadConnections();
    void aChangedNetworkDropsIdleConnections();
    void aChangedNetworkDropsNames();
    void namesAreKeptAsLongAsTheOptionsSay();
    void aSlowLookupHoldsUpNobody();
    void aTransferTakesWhatAUrlSays();
};

void EasyTest::makingOneDoesNothing() {
    Easy easy;
    QVERIFY(!easy.error());
    QCOMPARE(easy.info().times.total, std::int64_t(0));
    QCOMPARE(easy.info().connection.primary_port, -1);
    QCOMPARE(easy.perform(), Code::url_malformat);
    int mark = 0;
    easy.set_private(&mark);
    QCOMPARE(easy.private_pointer(), static_cast<void*>(&mark));
}

void EasyTest::badValuesShowWhenItRuns() {
    Easy easy("http://127.0.0.1:1/");
    easy.options().request->range = "5-1";  // taken without a word
    QCOMPARE(easy.perform(), Code::range_error);
    easy.options().request->range.clear();
    easy.options().connection->upkeep_interval = -1s;
    QCOMPARE(easy.perform(), Code::bad_function_argument);
}

void EasyTest::optionsStick() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    fetch.easy.options().request->user_agent = "sticky/1";
    fetch.easy.options().request->headers = {"X-Test: 1"};
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(fetch.easy.perform(), Code::ok);
    }
    QCOMPARE(server.requests().at(0).bytes, server.requests().at(2).bytes);
    QCOMPARE(server.requests().at(2).header("X-Test"), std::string("1"));
}

void EasyTest::oneTransferAtATime() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    Multi multi;
    QCOMPARE(multi.add(fetch.easy), MultiCode::ok);
    QCOMPARE(fetch.easy.perform(), Code::failed_init);
    drive(multi);
    QCOMPARE(fetch.easy.perform(), Code::failed_init);  // it has ended, but it is still there
    multi.remove(fetch.easy);
    QCOMPARE(fetch.easy.perform(), Code::ok);
}

void EasyTest::resetKeepsConnections() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    fetch.easy.options().request->headers = {"X-Test: 1"};
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.reset(), Code::ok);
    QVERIFY(fetch.easy.options().url.empty());
    fetch.easy.options().url = server.url("/");
    fetch.easy.callbacks().write = [](std::span<const std::byte>) { return WriteVerdict::taken; };
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(server.connection_count(), std::size_t(1));
    QCOMPARE(server.requests().at(1).header("X-Test"), std::string());
}

void EasyTest::resetClearsWhatIsKnown() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.info().http.response_code, 200);
    fetch.easy.reset();
    QCOMPARE(fetch.easy.info().http.response_code, 0);
    QCOMPARE(fetch.easy.info().requests.size(), std::size_t(0));
    QVERIFY(fetch.easy.headers().find("Content-Length").error() == HeaderCode::no_headers);
}

void EasyTest::copiesHaveOptionsButNoConnections() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    fetch.easy.options().request->user_agent = "twin";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    Easy copy(fetch.easy);
    QCOMPARE(copy.info().http.response_code, 0);
    QCOMPARE(copy.perform(), Code::ok);
    QCOMPARE(copy.info().connection.num_connects, 1);
    QCOMPARE(server.requests().at(1).header("User-Agent"), std::string("twin"));
    copy.options().request->user_agent = "other";
    QCOMPARE(fetch.easy.options().request->user_agent, std::string("twin"));
}

void EasyTest::optionsChangedWhileItRunsAreForTheNext() {
    ScriptedServer server;
    server.on_request([](const RecordedRequest& request) {
        return request.target == "/" ? Reply::http(302, "", {"Location: /next"}) : Reply::http(200, "x");
    });
    Fetch fetch(server.url("/"));
    fetch.easy.options().redirect->follow = sluice::Follow::all;
    fetch.easy.options().request->user_agent = "before";
    fetch.easy.callbacks().header = [&](std::string_view) {
        fetch.easy.options().request->user_agent = "after";
        return true;
    };
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(server.requests().at(1).header("User-Agent"), std::string("before"));
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(server.requests().at(2).header("User-Agent"), std::string("after"));
}

void EasyTest::keepsAsManyConnectionsAsItsOptionsSay_data() {
    QTest::addColumn<int>("most");
    QTest::newRow("none") << 0;
    QTest::newRow("one") << 1;
    QTest::newRow("two") << 2;
    QTest::newRow("five") << 5;
}

void EasyTest::keepsAsManyConnectionsAsItsOptionsSay() {
    QFETCH(int, most);
    std::vector<std::unique_ptr<ScriptedServer>> servers;
    Fetch fetch("");
    fetch.easy.options().connection->max_connections = most;
    for (int i = 0; i < 7; ++i) {
        servers.push_back(std::make_unique<ScriptedServer>());
        servers.back()->on("/", Reply::http(200, "x"));
        fetch.easy.options().url = servers.back()->url("/");
        QCOMPARE(fetch.easy.perform(), Code::ok);
    }
    // The oldest went first.
    for (int i = 0; i < 7; ++i) {
        const ScriptedServer& server = *servers[static_cast<std::size_t>(i)];
        if (i < 7 - most) {
            QVERIFY(server.wait_until_no_connection());
        } else {
            QCOMPARE(server.open_connection_count(), std::size_t(1));
        }
    }
}

void EasyTest::upkeepClosesDeadConnections() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    QCOMPARE(fetch.easy.upkeep(), Code::ok);  // nothing to look after
    QCOMPARE(fetch.easy.perform(), Code::ok);
    auto& pool = fetch.easy.impl().own->impl().engine.pool();
    QCOMPARE(fetch.easy.upkeep(), Code::ok);
    QCOMPARE(pool.idle(), std::size_t(1));
    server.end_connections(false);
    QVERIFY(server.wait_until_no_connection());
    QCOMPARE(fetch.easy.upkeep(), Code::ok);
    QCOMPARE(pool.idle(), std::size_t(1));  // it was looked at, or used, less than a minute ago
    fetch.easy.options().connection->upkeep_interval = 0s;
    QCOMPARE(fetch.easy.upkeep(), Code::ok);
    QCOMPARE(pool.idle(), std::size_t(0));
}

void EasyTest::aChangedNetworkDropsIdleConnections() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    server.on("/held", Reply::head(200, {"Content-Length: 3"}).send("a").hold("go").send("bc"));
    Multi multi;
    Fetch idle(server.url("/"));
    multi.add(idle.easy);
    drive(multi);
    Fetch held(server.url("/held"));
    held.easy.options().connection->fresh_connect = true;
    multi.add(held.easy);
    int running = 1;
    while (held.body.empty()) {
        multi.perform(running);
        multi.poll(100ms);
    }
    QCOMPARE(server.open_connection_count(), std::size_t(2));
    QCOMPARE(multi.network_changed(network_change::connections), MultiCode::ok);
    server.release("go");
    drive(multi);
    QCOMPARE(held.body, std::string("abc"));     // what ran went on
    QVERIFY(server.wait_until_no_connection());  // and was not kept
    Fetch next(server.url("/"));
    multi.add(next.easy);
    drive(multi);
    QCOMPARE(next.easy.info().connection.num_connects, 1);
    Fetch again(server.url("/"));  // once: what is made now is kept
    multi.add(again.easy);
    drive(multi);
    QCOMPARE(again.easy.info().connection.num_connects, 0);
}

void EasyTest::aChangedNetworkDropsNames() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    sys::RealWorld real;
    BorrowedWorld world(real);
    CountingResolver resolver;
    world.use(resolver);
    Multi multi(std::make_unique<Multi::Impl>(world));
    Fetch fetch("http://name.test:" + std::to_string(server.port()) + "/");
    const auto fetch_again = [&] {
        fetch.easy.options().connection->fresh_connect = true;
        multi.add(fetch.easy);
        drive(multi);
        multi.remove(fetch.easy);
        return fetch.easy.error().code;
    };
    QCOMPARE(fetch_again(), Code::ok);
    QCOMPARE(fetch_again(), Code::ok);
    QCOMPARE(resolver.lookups.load(), 1);
    QCOMPARE(multi.network_changed(network_change::connections), MultiCode::ok);
    QCOMPARE(fetch_again(), Code::ok);
    QCOMPARE(resolver.lookups.load(), 1);
    QCOMPARE(multi.network_changed(network_change::names), MultiCode::ok);
    QCOMPARE(fetch_again(), Code::ok);
    QCOMPARE(resolver.lookups.load(), 2);
}

void EasyTest::namesAreKeptAsLongAsTheOptionsSay() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    sys::RealWorld real;
    BorrowedWorld world(real);
    CountingResolver resolver;
    world.use(resolver);
    Multi multi(std::make_unique<Multi::Impl>(world));
    Fetch fetch("http://name.test:" + std::to_string(server.port()) + "/");
    const auto lookups_of = [&](std::chrono::seconds kept, bool fresh) {
        const int before = resolver.lookups.load();
        fetch.easy.options().dns->cache_timeout = kept;
        fetch.easy.options().connection->fresh_connect = fresh;
        multi.add(fetch.easy);
        drive(multi);
        multi.remove(fetch.easy);
        return fetch.easy.error() ? -1 : resolver.lookups.load() - before;
    };
    QCOMPARE(lookups_of(0s, true), 1);
    QCOMPARE(lookups_of(0s, true), 1);   // nothing was kept
    QCOMPARE(lookups_of(0s, false), 0);  // a connection that is there needs no address
    QCOMPARE(lookups_of(60s, true), 0);  // what was learnt a moment ago is good enough here
    QCOMPARE(lookups_of(-1s, true), 0);
}

void EasyTest::aSlowLookupHoldsUpNobody() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    sys::RealWorld real;
    BorrowedWorld world(real);
    SlowResolver resolver;
    world.use(resolver);
    Multi multi(std::make_unique<Multi::Impl>(world));
    Fetch slow("http://slow.test:" + std::to_string(server.port()) + "/");
    Fetch limited("http://limited.test:" + std::to_string(server.port()) + "/");
    limited.easy.options().timeouts->connect = 50ms;
    Fetch fast(server.url("/"));
    for (Fetch* fetch : {&slow, &limited, &fast}) {
        multi.add(fetch->easy);
    }
    int running = 3;
    while (running > 1) {
        multi.perform(running);
        multi.poll(1s);
    }
    QCOMPARE(fast.body, std::string("x"));
    QCOMPARE(limited.easy.error().code, Code::operation_timedout);
    QVERIFY(slow.body.empty());
    resolver.may_answer = true;
    resolver.may_answer.notify_all();
    drive(multi);
    QCOMPARE(slow.body, std::string("x"));
    QTRY_COMPARE(resolver.answered.load(), 2);  // the other one's thread is done with it too
}

void EasyTest::aTransferTakesWhatAUrlSays() {
    // The URL API hands its result over as text; both read it in the same way, and it may change between transfers.
    ScriptedServer server;
    server.on_request([](const RecordedRequest& request) { return Reply::http(200, request.target); });
    Url url = *Url::parse(server.url("/a"));
    Fetch fetch(url.to_string());
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QVERIFY(url.set(UrlPart::path, "/b c", url_flag::urlencode) == UrlCode::ok);
    QVERIFY(url.set(UrlPart::query, "x=1&y", url_flag::append_query) == UrlCode::ok);
    fetch.easy.options().url = url.to_string();
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string("/a/b%20c?x=1&y"));
    QCOMPARE(fetch.easy.info().http.effective_url, url.to_string());
}

SL_TEST_CLASS(EasyTest)
#include "easy_test.moc"
