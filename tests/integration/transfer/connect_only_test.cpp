// Connections handed over to the application.
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <poll.h>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

namespace {

void wait_for(Socket fd, short events) {
    pollfd one{fd, events, 0};
    ::poll(&one, 1, 5000);
}

Code send_all(Easy& easy, std::string_view text) {
    while (!text.empty()) {
        std::size_t sent = 0;
        const Code code = easy.send(std::as_bytes(std::span(text)), sent);
        if (code == Code::again) {
            wait_for(easy.active_socket(), POLLOUT);
        } else if (code != Code::ok) {
            return code;
        }
        text.remove_prefix(sent);
    }
    return Code::ok;
}

/// Reads until `count` bytes are there, or the peer has ended.
std::string receive(Easy& easy, std::size_t count) {
    std::string out;
    while (out.size() < count) {
        std::byte buffer[4096];
        std::size_t got = 0;
        const Code code = easy.receive(buffer, got);
        if (code == Code::again) {
            wait_for(easy.active_socket(), POLLIN);
            continue;
        }
        if (code != Code::ok || got == 0) {
            break;
        }
        out.append(reinterpret_cast<const char*>(buffer), got);
    }
    return out;
}

const std::string request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

}  // namespace

class ConnectOnlyTest : public QObject {
    Q_OBJECT
  private slots:
    void handsTheConnectionOver_data() { add_driver_rows(); }
    void handsTheConnectionOver();
    void keepsItUntilTheNextTransfer();
    void speaksThroughTls();
    void saysAgainWhenNothingIsThere();
    void tellsTheEndAndTheFailure();
    void isNeverUsedByAnother();
    void endsWhenTheEasyLeavesItsMulti();
    void needsAConnectionOfItsOwnKind();
    void failsAsATransferDoes();
};

void ConnectOnlyTest::handsTheConnectionOver() {
    QFETCH(QString, driver);
    ScriptedServer server;
    server.on("/", Reply().send(answer));
    Fetch fetch(server.url("/ignored"));
    fetch.easy.options().connection->connect_only = true;
    Socket seen = -2;
    fetch.easy.callbacks().progress = [&](const Progress&) {
        seen = fetch.easy.active_socket();
        return true;
    };
    QVERIFY(make_driver(driver.toStdString())->run(fetch.easy));
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.body, std::string());
    QVERIFY(seen >= 0);  // it was there when the transfer ended
    QVERIFY(server.wait_for_connections(1));
    QCOMPARE(server.request_count(), std::size_t(0));
    QCOMPARE(fetch.easy.info().connection.num_connects, 1);
    QCOMPARE(fetch.easy.info().connection.primary_port, int(server.port()));
    QCOMPARE(fetch.easy.info().http.response_code, 0);
    QCOMPARE(fetch.easy.info().requests.at(0).end_reason, std::string("connected"));
}

void ConnectOnlyTest::keepsItUntilTheNextTransfer() {
    ScriptedServer server;
    server.on("/", Reply().send(answer));
    Easy easy(server.url("/"));
    easy.options().connection->connect_only = true;
    QCOMPARE(easy.perform(), Code::ok);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(send_all(easy, request), Code::ok);
        QCOMPARE(receive(easy, answer.size()), answer);
    }
    QCOMPARE(server.connection_count(), std::size_t(1));
    const Socket first = easy.active_socket();
    QVERIFY(first >= 0);
    QCOMPARE(easy.perform(), Code::ok);
    QVERIFY(server.wait_for_connections(2));
    QCOMPARE(send_all(easy, request), Code::ok);
    QCOMPARE(receive(easy, answer.size()), answer);
    QVERIFY(server.open_connection_count() == 1 || server.wait_for_requests(4));
}

void ConnectOnlyTest::speaksThroughTls() {
    QTemporaryDir folder;
    TestAuthority authority;
    ScriptedServer::Settings settings;
    settings.tls.emplace();
    settings.tls->context = make_server_context(authority.issue({}));
    ScriptedServer server(settings);
    const std::string body(100'000, 'x');
    server.on("/", Reply::http(200, body));
    Easy easy(server.url("/"));
    easy.options().tls->ca_file = write_file(folder.path().toStdString(), "ca.pem", authority.root());
    easy.options().connection->connect_only = true;
    QCOMPARE(easy.perform(), Code::ok);
    QVERIFY(easy.info().tls != nullptr);
    QCOMPARE(send_all(easy, request), Code::ok);
    const std::string got = receive(easy, body.size());
    QVERIFY(got.starts_with("HTTP/1.1 200 OK\r\n"));
    QVERIFY(got.ends_with("xxx"));
}

void ConnectOnlyTest::saysAgainWhenNothingIsThere() {
    ScriptedServer server;
    Easy easy(server.url("/"));
    easy.options().connection->connect_only = true;
    QCOMPARE(easy.perform(), Code::ok);
    std::byte buffer[10];
    std::size_t got = 7;
    QCOMPARE(easy.receive(buffer, got), Code::again);
    QCOMPARE(got, std::size_t(0));
    QCOMPARE(static_cast<int>(Code::again), 81);
    QCOMPARE(easy.receive({}, got), Code::ok);
    QCOMPARE(easy.send({}, got), Code::ok);
    // A peer that does not read: sometime the system takes no more.
    ScriptedServer::Settings settings;
    settings.accepts = false;
    ScriptedServer deaf(settings);
    easy.options().url = deaf.url("/");
    QCOMPARE(easy.perform(), Code::ok);
    const std::vector<std::byte> much(1024 * 1024);
    Code code = Code::ok;
    for (int i = 0; i < 200 && code == Code::ok; ++i) {
        code = easy.send(much, got);
    }
    QCOMPARE(code, Code::again);
}

void ConnectOnlyTest::tellsTheEndAndTheFailure() {
    ScriptedServer server;
    server.on("/", Reply().send("bye").close());
    server.on("/reset", Reply().reset());
    Easy easy(server.url("/"));
    easy.options().connection->connect_only = true;
    QCOMPARE(easy.perform(), Code::ok);
    QCOMPARE(send_all(easy, request), Code::ok);
    QCOMPARE(receive(easy, 100), std::string("bye"));
    std::byte buffer[10];
    std::size_t got = 7;
    QCOMPARE(easy.receive(buffer, got), Code::ok);
    QCOMPARE(got, std::size_t(0));
    QCOMPARE(easy.perform(), Code::ok);
    QCOMPARE(send_all(easy, "GET /reset HTTP/1.1\r\n\r\n"), Code::ok);
    Code code = Code::again;
    while (code == Code::again) {
        wait_for(easy.active_socket(), POLLIN);
        code = easy.receive(buffer, got);
    }
    QCOMPARE(code, Code::recv_error);
    QVERIFY(!easy.error().text().empty());
}

void ConnectOnlyTest::isNeverUsedByAnother() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Multi multi;
    const auto run = [&] {
        for (int running = 1; running > 0;) {
            multi.perform(running);
            if (running > 0) {
                multi.poll(std::chrono::seconds(1));
            }
        }
    };
    Fetch before(server.url("/"));
    multi.add(before.easy);
    run();
    QCOMPARE(before.body, std::string("x"));
    Fetch raw(server.url("/"));
    raw.easy.options().connection->connect_only = true;
    multi.add(raw.easy);
    run();
    QCOMPARE(raw.easy.info().connection.num_connects, 1);  // an idle one was there, but not for this
    Fetch after(server.url("/"));
    multi.add(after.easy);
    run();
    QCOMPARE(after.easy.info().connection.num_connects, 0);
    QCOMPARE(after.easy.info().connection.connection_id, before.easy.info().connection.connection_id);
    QCOMPARE(server.connection_count(), std::size_t(2));
}

void ConnectOnlyTest::endsWhenTheEasyLeavesItsMulti() {
    ScriptedServer server;
    Easy easy(server.url("/"));
    easy.options().connection->connect_only = true;
    Multi multi;
    multi.add(easy);
    for (int running = 1; running > 0;) {
        multi.perform(running);
        if (running > 0) {
            multi.poll(std::chrono::seconds(1));
        }
    }
    QVERIFY(easy.active_socket() >= 0);
    multi.remove(easy);
    QCOMPARE(easy.active_socket(), -1);
    QVERIFY(server.wait_until_no_connection());
}

void ConnectOnlyTest::needsAConnectionOfItsOwnKind() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    Fetch fetch(server.url("/"));
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.active_socket(), -1);
    std::byte buffer[10];
    std::size_t got = 7;
    QCOMPARE(fetch.easy.receive(buffer, got), Code::unsupported_protocol);
    QCOMPARE(fetch.easy.send(buffer, got), Code::unsupported_protocol);
    QCOMPARE(got, std::size_t(0));
}

void ConnectOnlyTest::failsAsATransferDoes() {
    Easy easy("http://127.0.0.1:1/");
    easy.options().connection->connect_only = true;
    QCOMPARE(easy.perform(), Code::couldnt_connect);
    QCOMPARE(easy.active_socket(), -1);
}

SL_TEST_CLASS(ConnectOnlyTest)
#include "connect_only_test.moc"
