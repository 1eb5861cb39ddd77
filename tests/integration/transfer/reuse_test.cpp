// Connections are kept, checked and used again.
#include <QObject>
#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

class ReuseTest : public QObject {
    Q_OBJECT
  private slots:
    void oneEasyKeepsItsConnection();
    void aConnectionOutlivesItsEasyInAMulti();
    void freshConnectAndForbidReuse();
    void doesNotReuseWhatTheServerCloses_data();
    void doesNotReuseWhatTheServerCloses();
    void noticesADeadIdleConnection();
    void retriesWhenAReusedConnectionDiesUnanswered();
    void doesNotRetryOnAFreshConnection();
    void replaysTheBodyWhenItRetries();
    void keepsNamesApart();
    void closesConnectionsThatAreTooOld();
    void closesConnectionsThatLivedTooLong();
    void looksUpNothingForAConnectionThatIsThere();
    void keepsAsManyIdleConnectionsAsTheMultiSays();
    void keepsEightIdleConnectionsUnlessToldOtherwise();
    void strayBytesMakeAConnectionUnusable();
};

void ReuseTest::oneEasyKeepsItsConnection() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(fetch.easy.perform(), Code::ok);
        QCOMPARE(fetch.easy.info().connection.num_connects, i == 0 ? 1 : 0);
    }
    QCOMPARE(server.connection_count(), std::size_t(1));
    QCOMPARE(fetch.easy.info().times.connect, std::int64_t(0));
    QCOMPARE(fetch.easy.info().times.namelookup, std::int64_t(0));
    QCOMPARE(fetch.easy.reset(), Code::ok);
    fetch.easy.options().url = server.url("/");
    fetch.easy.callbacks().write = [](std::span<const std::byte>) { return WriteVerdict::taken; };
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(server.connection_count(), std::size_t(1));
}

void ReuseTest::aConnectionOutlivesItsEasyInAMulti() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    const auto driver = make_driver("multi");
    for (int i = 0; i < 3; ++i) {
        Fetch fetch(server.url("/"));
        QVERIFY(driver->run(fetch.easy));
        QCOMPARE(fetch.easy.info().connection.connection_id, std::int64_t(0));
        QCOMPARE(fetch.easy.info().connection.transfer_id, std::int64_t(i));
    }
    QCOMPARE(server.connection_count(), std::size_t(1));
}

void ReuseTest::freshConnectAndForbidReuse() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    fetch.easy.perform();
    fetch.easy.options().connection->fresh_connect = true;
    fetch.easy.perform();
    QCOMPARE(server.connection_count(), std::size_t(2));
    fetch.easy.options().connection->fresh_connect = false;
    fetch.easy.options().connection->forbid_reuse = true;
    fetch.easy.perform();
    QCOMPARE(server.connection_count(), std::size_t(2));
    fetch.easy.perform();
    fetch.easy.perform();
    QCOMPARE(server.connection_count(), std::size_t(3));
}

void ReuseTest::doesNotReuseWhatTheServerCloses_data() {
    QTest::addColumn<QString>("reply");
    QTest::newRow("says so") << "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx";
    QTest::newRow("HTTP/1.0") << "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx";
    QTest::newRow("more than announced") << "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxyz";
}

void ReuseTest::doesNotReuseWhatTheServerCloses() {
    QFETCH(QString, reply);
    ScriptedServer server;
    server.on("/", Reply().send(reply.toStdString()));
    Fetch fetch(server.url("/"));
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string("xx"));
    QCOMPARE(server.connection_count(), std::size_t(2));
}

void ReuseTest::noticesADeadIdleConnection() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    fetch.easy.perform();
    server.end_connections(false);
    QVERIFY(server.wait_until_no_connection());
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.info().connection.num_connects, 1);
    QCOMPARE(fetch.easy.info().http.num_retries, 0);
}

void ReuseTest::retriesWhenAReusedConnectionDiesUnanswered() {
    ScriptedServer server;
    server.enqueue(Reply::http(200, "one"));
    server.enqueue(Reply().close());
    server.enqueue(Reply::http(200, "two"));
    Fetch fetch(server.url("/"));
    fetch.easy.perform();
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string("onetwo"));
    QCOMPARE(fetch.easy.info().http.num_retries, 1);
    QCOMPARE(fetch.easy.info().requests.size(), std::size_t(2));
}

void ReuseTest::doesNotRetryOnAFreshConnection() {
    ScriptedServer server;
    server.on("/", Reply().reset());
    Fetch fetch(server.url("/"));
    QVERIFY(fetch.easy.perform() != Code::ok);
    QCOMPARE(server.connection_count(), std::size_t(1));
}

void ReuseTest::replaysTheBodyWhenItRetries() {
    ScriptedServer server;
    server.enqueue(Reply::http(200, "one"));
    server.enqueue(Reply().close());
    server.enqueue(Reply::http(200, "two"));
    Fetch fetch(server.url("/"));
    fetch.easy.options().upload->body = "payload";
    fetch.easy.perform();
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(server.requests().back().body, std::string("payload"));
}

void ReuseTest::keepsNamesApart() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    const std::string port = std::to_string(server.port());
    Fetch fetch("http://one.test:" + port + "/");
    fetch.easy.options().dns->resolve = {"one.test:" + port + ":127.0.0.1", "two.test:" + port + ":127.0.0.1"};
    QCOMPARE(fetch.easy.perform(), Code::ok);
    fetch.easy.options().url = "http://two.test:" + port + "/";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(server.connection_count(), std::size_t(2));
    QCOMPARE(server.requests().at(1).header("Host"), "two.test:" + port);
    fetch.easy.options().connection->connect_to = {"three.test:" + port + ":127.0.0.1:" + port};
    fetch.easy.options().url = "http://three.test:" + port + "/";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(server.requests().at(2).header("Host"), "three.test:" + port);
}

void ReuseTest::closesConnectionsThatAreTooOld() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    fetch.easy.options().connection->max_age = 1s;
    fetch.easy.perform();
    QTest::qWait(1200);
    fetch.easy.perform();
    QCOMPARE(server.connection_count(), std::size_t(2));
}

void ReuseTest::closesConnectionsThatLivedTooLong() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    fetch.easy.options().connection->max_age = 0s;
    fetch.easy.options().connection->max_lifetime = 1s;
    fetch.easy.perform();
    QTest::qWait(600);
    fetch.easy.perform();  // in use again and again, but not for ever
    QCOMPARE(server.connection_count(), std::size_t(1));
    QTest::qWait(600);
    fetch.easy.perform();
    QCOMPARE(server.connection_count(), std::size_t(2));
    fetch.easy.options().connection->max_lifetime = 0s;
    QTest::qWait(1200);
    fetch.easy.perform();
    QCOMPARE(server.connection_count(), std::size_t(2));
}

void ReuseTest::looksUpNothingForAConnectionThatIsThere() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    std::vector<std::string> asked;
    Fetch fetch("http://localhost:" + std::to_string(server.port()) + "/");
    fetch.easy.options().dns->cache_timeout = 0s;
    fetch.easy.options().dns->ip_version = IpVersion::v4;
    fetch.easy.callbacks().connection->resolver_start = [&](const std::string& host) {
        asked.push_back(host);
        return true;
    };
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.info().connection.primary_ip, std::string("127.0.0.1"));
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.info().connection.num_connects, 0);
    QVERIFY(asked.empty());  // this machine's own name is never looked up
}

namespace {

using Servers = std::vector<std::unique_ptr<ScriptedServer>>;

/// Transfers from so many servers, one after the other.
Servers one_after_another(Multi& multi, int count) {
    Servers servers;
    for (int i = 0; i < count; ++i) {
        servers.push_back(std::make_unique<ScriptedServer>());
        servers.back()->on("/", Reply::http(200, "x"));
        Fetch fetch(servers.back()->url("/"));
        multi.add(fetch.easy);
        for (int running = 1; running > 0;) {
            multi.perform(running);
            multi.poll(running > 0 ? 1000ms : 0ms);
        }
    }
    return servers;
}

}  // namespace

void ReuseTest::keepsAsManyIdleConnectionsAsTheMultiSays() {
    Multi multi;
    QCOMPARE(multi.set_limits({0, 0, 2}), MultiCode::ok);
    const auto servers = one_after_another(multi, 4);
    QVERIFY(servers[0]->wait_until_no_connection());  // the oldest went first
    QVERIFY(servers[1]->wait_until_no_connection());
    QCOMPARE(servers[2]->open_connection_count(), std::size_t(1));
    QCOMPARE(servers[3]->open_connection_count(), std::size_t(1));
}

void ReuseTest::keepsEightIdleConnectionsUnlessToldOtherwise() {
    Multi multi;
    const auto servers = one_after_another(multi, 10);
    QVERIFY(servers[0]->wait_until_no_connection());
    QVERIFY(servers[1]->wait_until_no_connection());
    for (std::size_t i = 2; i < 10; ++i) {
        QCOMPARE(servers[i]->open_connection_count(), std::size_t(1));
    }
}

void ReuseTest::strayBytesMakeAConnectionUnusable() {
    ScriptedServer server;
    server.enqueue(Reply::http(200, "one").wait(20ms).send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"));
    server.enqueue(Reply::http(200, "two"));
    Fetch fetch(server.url("/"));
    fetch.easy.perform();
    QTest::qWait(100);
    fetch.easy.perform();
    QCOMPARE(fetch.body, std::string("onetwo"));
    QCOMPARE(server.connection_count(), std::size_t(2));
}

SL_TEST_CLASS(ReuseTest)
#include "reuse_test.moc"
