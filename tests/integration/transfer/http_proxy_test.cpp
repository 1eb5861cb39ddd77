// HTTP proxies: requests in the server's place, tunnels, logins, what is said to whom.
#include <QObject>
#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/relay_proxy.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

class HttpProxyTest : public QObject {
    Q_OBJECT
  private slots:
    void asksTheProxyInTheServersPlace_data() { add_driver_rows(); }
    void asksTheProxyInTheServersPlace();
    void oneConnectionServesSeveralHosts();
    void tunnelsWhereAsked_data();
    void tunnelsWhereAsked();
    void keepsHeadersApart_data();
    void keepsHeadersApart();
    void deliversHeadersOfTheTunnelUnlessSuppressed_data();
    void deliversHeadersOfTheTunnelUnlessSuppressed();
    void logsInAtOnceWithBasic();
    void roundsOfALogin_data();
    void roundsOfALogin();
    void roundsOfALoginInATunnel_data();
    void roundsOfALoginInATunnel();
    void doesNotSendTheLoginThroughTheTunnel();
    void keepsTunnelsOfDifferentLoginsApart();
    void reusesATunnelForItsHostOnly();
    void saysWhyATunnelWasRefused_data();
    void saysWhyATunnelWasRefused();
    void boundsTheAnswerToConnect();
    void readsWhatComesBehindTheAnswer();
    void recordsTheTunnel();
    void bypassesHostsOnTheList();
    void readsTheEnvironment();
    void sendsHaproxysLineFirst_data();
    void sendsHaproxysLineFirst();
    void saysThatTheProxyIsNotThere();
};

namespace {

Reply tunnel() {
    return Reply().send("HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n");
}

Reply login_wanted(const std::string& challenge, bool keeps) {
    std::vector<std::string> headers{"Proxy-Authenticate: " + challenge};
    if (!keeps) {
        headers.emplace_back("Connection: close");
    }
    Reply reply = Reply::http(407, "who are you?", headers);
    return keeps ? reply : reply.close();
}

const std::string digest = R"(Digest realm="p", nonce="abc", qop="auth", algorithm=SHA-256)";

std::string proxy_of(const ScriptedServer& server, const std::string& login = {}) {
    return "http://" + (login.empty() ? "" : login + '@') + "127.0.0.1:" + std::to_string(server.port());
}

/// A proxy that is the server too: grants tunnels, and answers what comes through them or is asked of it.
void serve_all(ScriptedServer& server) {
    server.on_request([](const RecordedRequest& request) {
        return request.method == "CONNECT" ? tunnel() : Reply::http(200, "hello", {"X-From: server"});
    });
}

}  // namespace

void HttpProxyTest::asksTheProxyInTheServersPlace() {
    QFETCH(QString, driver);
    ScriptedServer proxy;
    serve_all(proxy);
    Fetch fetch("http://me:secret@no-such-host.test/path?query#fragment");
    fetch.easy.options().proxy->url = proxy_of(proxy);
    QVERIFY(make_driver(driver.toStdString())->run(fetch.easy));
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.body, std::string("hello"));
    const RecordedRequest request = proxy.requests().at(0);
    QCOMPARE(request.target, std::string("http://no-such-host.test/path?query"));
    QCOMPARE(request.header("Host"), std::string("no-such-host.test"));
    QCOMPARE(request.header("Proxy-Connection"), std::string("Keep-Alive"));
    QVERIFY(!request.has("Proxy-Authorization"));
    const Info& info = fetch.easy.info();
    QVERIFY(info.connection.used_proxy);
    QCOMPARE(info.connection.primary_ip, std::string("127.0.0.1"));
    QCOMPARE(info.connection.primary_port, int(proxy.port()));
    QCOMPARE(info.connection.http_connect_code, 0);
    QCOMPARE(info.requests.size(), std::size_t(1));
    QCOMPARE(info.requests[0].proxy, proxy_of(proxy));
}

void HttpProxyTest::oneConnectionServesSeveralHosts() {
    ScriptedServer proxy;
    serve_all(proxy);
    Fetch fetch("http://a.test/");
    fetch.easy.options().proxy->url = proxy_of(proxy);
    QCOMPARE(fetch.easy.perform(), Code::ok);
    fetch.easy.options().url = "http://b.test:81/";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.info().connection.num_connects, 0);
    QVERIFY(fetch.easy.info().connection.used_proxy);
    QCOMPARE(proxy.connection_count(), std::size_t(1));
    QCOMPARE(proxy.requests().at(1).target, std::string("http://b.test:81/"));
}

void HttpProxyTest::tunnelsWhereAsked_data() {
    QTest::addColumn<QString>("why");
    QTest::addColumn<QString>("authority");
    QTest::newRow("option") << "tunnel"
                            << "h.test:80";
    QTest::newRow("connect_to") << "connect_to"
                                << "elsewhere.test:81";
    QTest::newRow("IPv6") << "six"
                          << "[2001:db8::1]:80";
}

void HttpProxyTest::tunnelsWhereAsked() {
    QFETCH(QString, why);
    QFETCH(QString, authority);
    ScriptedServer proxy;
    serve_all(proxy);
    Fetch fetch(why == "six" ? "http://[2001:db8::1]/x" : "http://h.test/x");
    fetch.easy.options().proxy->url = proxy_of(proxy);
    if (why == "connect_to") {
        fetch.easy.options().connection->connect_to = {"h.test:80:elsewhere.test:81"};
    } else {
        fetch.easy.options().proxy->tunnel = true;
    }
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string("hello"));
    const auto requests = proxy.requests();
    QCOMPARE(requests.size(), std::size_t(2));
    QCOMPARE(QString::fromStdString(requests[0].bytes),
             QString("CONNECT %1 HTTP/1.1\r\nHost: %1\r\nProxy-Connection: Keep-Alive\r\n\r\n").arg(authority));
    QCOMPARE(requests[1].target, std::string("/x"));
    QVERIFY(!requests[1].has("Proxy-Connection"));
    QCOMPARE(fetch.easy.info().connection.http_connect_code, 200);
}

void HttpProxyTest::keepsHeadersApart_data() {
    QTest::addColumn<bool>("through_tunnel");
    QTest::addColumn<bool>("separate");
    QTest::addColumn<QString>("connect_has");
    QTest::addColumn<QString>("request_has");
    QTest::newRow("tunnel, separate") << true << true << "X-Proxy"
                                      << "X-Server";
    QTest::newRow("tunnel, together") << true << false << "X-Server"
                                      << "X-Server";
    QTest::newRow("no tunnel, separate") << false << true << ""
                                         << "X-Server X-Proxy";
    QTest::newRow("no tunnel, together") << false << false << ""
                                         << "X-Server";
}

void HttpProxyTest::keepsHeadersApart() {
    QFETCH(bool, through_tunnel);
    QFETCH(bool, separate);
    ScriptedServer proxy;
    serve_all(proxy);
    Fetch fetch("http://h.test/");
    Options& options = fetch.easy.options();
    options.proxy->url = proxy_of(proxy);
    options.proxy->tunnel = through_tunnel;
    options.proxy->separate_headers = separate;
    options.proxy->headers = {"X-Proxy: p", "X-Empty;"};
    options.request->headers = {"X-Server: s"};
    options.request->user_agent = "tester";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    const auto own = [](const RecordedRequest& request) {
        QStringList names;
        for (const auto& [name, value] : request.headers) {
            if (name == "X-Proxy" || name == "X-Server") {
                names << QString::fromStdString(name);
            }
        }
        return names.join(' ');
    };
    const auto requests = proxy.requests();
    QCOMPARE(requests.size(), std::size_t(through_tunnel ? 2 : 1));
    if (through_tunnel) {
        QTEST(own(requests[0]), "connect_has");
        QCOMPARE(requests[0].header("User-Agent"), std::string("tester"));
        QCOMPARE(requests[0].has("X-Empty"), separate);
        QVERIFY(!requests[0].has("Accept"));
    }
    QTEST(own(requests.back()), "request_has");
}

void HttpProxyTest::deliversHeadersOfTheTunnelUnlessSuppressed_data() {
    QTest::addColumn<bool>("suppress");
    QTest::newRow("delivered") << false;
    QTest::newRow("suppressed") << true;
}

void HttpProxyTest::deliversHeadersOfTheTunnelUnlessSuppressed() {
    QFETCH(bool, suppress);
    ScriptedServer proxy;
    serve_all(proxy);
    Fetch fetch("http://h.test/");
    fetch.easy.options().proxy->url = proxy_of(proxy);
    fetch.easy.options().proxy->tunnel = true;
    fetch.easy.options().http->suppress_connect_headers = suppress;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.header_lines.find("Via: test") == std::string::npos, suppress);
    QVERIFY(fetch.header_lines.find("X-From: server") != std::string::npos);
    // Both count, and both can be asked for.
    const Info& info = fetch.easy.info();
    QCOMPARE(info.sizes.header, info.requests[0].head_bytes + info.requests[1].head_bytes);
    const auto via = fetch.easy.headers().find("via", 0, header_origin::connect, 0);
    QVERIFY(via.has_value());
    QCOMPARE(via->value, std::string("test"));
    QVERIFY(fetch.easy.headers().find("x-from").has_value());
}

void HttpProxyTest::logsInAtOnceWithBasic() {
    ScriptedServer proxy;
    serve_all(proxy);
    Fetch fetch("http://h.test/");
    fetch.easy.options().proxy->url = proxy_of(proxy, "me:a%3Ab");
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(proxy.requests().at(0).header("Proxy-Authorization"), std::string("Basic bWU6YTpi"));
    QCOMPARE(fetch.easy.info().http.proxy_auth_used, auth::basic);
    fetch.easy.options().proxy->tunnel = true;
    fetch.easy.options().proxy->url = proxy_of(proxy);
    fetch.easy.options().proxy->username = "me";
    fetch.easy.options().proxy->password = "a:b";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(proxy.requests().at(1).header("Proxy-Authorization"), std::string("Basic bWU6YTpi"));
    QVERIFY(!proxy.requests().at(2).has("Proxy-Authorization"));
}

void HttpProxyTest::roundsOfALogin_data() {
    QTest::addColumn<unsigned>("methods");
    QTest::addColumn<QString>("challenge");
    QTest::addColumn<bool>("keeps");
    QTest::addColumn<QString>("answer");
    for (const bool keeps : {true, false}) {
        const auto row = [&](const char* name, unsigned methods, const std::string& challenge, const char* answer) {
            QTest::addRow("%s, %s", name, keeps ? "kept" : "closed")
                << methods << QString::fromStdString(challenge) << keeps << QString(answer);
        };
        row("any, Basic", auth::any, "Basic realm=\"p\"", "Basic ");
        row("any, Digest", auth::any, digest, "Digest ");
        row("Digest", auth::digest, digest, "Digest ");
        row("both offered", auth::any, "Basic realm=\"p\", " + digest, "Digest ");
    }
}

void HttpProxyTest::roundsOfALogin() {
    QFETCH(unsigned, methods);
    QFETCH(QString, challenge);
    QFETCH(bool, keeps);
    QFETCH(QString, answer);
    ScriptedServer proxy;
    proxy.on_request([&](const RecordedRequest& request) {
        return request.has("Proxy-Authorization") ? Reply::http(200, "hello")
                                                  : login_wanted(challenge.toStdString(), keeps);
    });
    Fetch fetch("http://h.test/x");
    fetch.easy.options().proxy->url = proxy_of(proxy, "me:secret");
    fetch.easy.options().proxy->methods = methods;
    fetch.easy.options().upload->body = "body";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string("hello"));
    const auto requests = proxy.requests();
    QCOMPARE(requests.size(), std::size_t(2));
    QVERIFY(!requests[0].has("Proxy-Authorization"));
    const QString sent = QString::fromStdString(requests[1].header("Proxy-Authorization"));
    QVERIFY2(sent.startsWith(answer), qPrintable(sent));
    QCOMPARE(sent.contains("uri=\"http://h.test/x\""), answer == "Digest ");
    QCOMPARE(requests[1].body, std::string("body"));
    const Info& info = fetch.easy.info();
    QCOMPARE(info.http.redirect_count, 0);
    QCOMPARE(info.requests.size(), std::size_t(2));
    QCOMPARE(info.requests[0].status, 407);
    QCOMPARE(info.requests[0].end_reason, std::string("login asked for"));
    QCOMPARE(info.connection.num_connects, keeps ? 1 : 2);
    QCOMPARE(info.times.redirect, std::int64_t(0));
    QVERIFY((info.http.proxy_auth_available & info.http.proxy_auth_used) == info.http.proxy_auth_used);
}

void HttpProxyTest::roundsOfALoginInATunnel_data() {
    roundsOfALogin_data();
}

void HttpProxyTest::roundsOfALoginInATunnel() {
    QFETCH(unsigned, methods);
    QFETCH(QString, challenge);
    QFETCH(bool, keeps);
    QFETCH(QString, answer);
    ScriptedServer proxy;
    proxy.on_request([&](const RecordedRequest& request) {
        if (request.method != "CONNECT") {
            return Reply::http(200, "hello");
        }
        return request.has("Proxy-Authorization") ? tunnel() : login_wanted(challenge.toStdString(), keeps);
    });
    Fetch fetch("http://h.test/x");
    fetch.easy.options().proxy->url = proxy_of(proxy, "me:secret");
    fetch.easy.options().proxy->methods = methods;
    fetch.easy.options().proxy->tunnel = true;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string("hello"));
    const auto requests = proxy.requests();
    QCOMPARE(requests.size(), std::size_t(3));
    QVERIFY(!requests[0].has("Proxy-Authorization"));
    const QString sent = QString::fromStdString(requests[1].header("Proxy-Authorization"));
    QVERIFY2(sent.startsWith(answer), qPrintable(sent));
    QCOMPARE(sent.contains("uri=\"h.test:80\""), answer == "Digest ");
    QVERIFY(!requests[2].has("Proxy-Authorization"));
    QCOMPARE(proxy.connection_count(), std::size_t(keeps ? 1 : 2));
    const Info& info = fetch.easy.info();
    QCOMPARE(info.connection.http_connect_code, 200);
    QCOMPARE(info.connection.num_connects, keeps ? 1 : 2);
    QCOMPARE(info.requests.size(), std::size_t(3));
    QCOMPARE(info.requests[0].status, 407);
    QCOMPARE(info.requests[1].status, 200);
    QVERIFY(info.requests[0].to_proxy && info.requests[1].to_proxy && !info.requests[2].to_proxy);
}

void HttpProxyTest::doesNotSendTheLoginThroughTheTunnel() {
    ScriptedServer proxy;
    proxy.on_request([&](const RecordedRequest& request) {
        if (request.method == "CONNECT") {
            return tunnel();
        }
        return request.target == "/a" ? Reply::http(302, "", {"Location: http://other.test/b"}) : Reply::http(200);
    });
    Fetch fetch("http://h.test/a");
    fetch.easy.options().proxy->url = proxy_of(proxy, "me:secret");
    fetch.easy.options().proxy->tunnel = true;
    fetch.easy.options().redirect->follow = Follow::all;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    int tunnels = 0;
    for (const RecordedRequest& request : proxy.requests()) {
        QCOMPARE(request.has("Proxy-Authorization"), request.method == "CONNECT");
        tunnels += request.method == "CONNECT" ? 1 : 0;
    }
    QCOMPARE(tunnels, 2);
    QCOMPARE(fetch.easy.info().http.redirect_count, 1);
    QVERIFY(fetch.easy.info().times.redirect > 0);
}

void HttpProxyTest::keepsTunnelsOfDifferentLoginsApart() {
    ScriptedServer proxy;
    serve_all(proxy);
    Fetch fetch("http://h.test/");
    fetch.easy.options().proxy->tunnel = true;
    for (const char* login : {"me:1", "me:2", "you:2", "you:2"}) {
        fetch.easy.options().proxy->url = proxy_of(proxy, login);
        QCOMPARE(fetch.easy.perform(), Code::ok);
    }
    QCOMPARE(proxy.connection_count(), std::size_t(3));
    QCOMPARE(fetch.easy.info().connection.num_connects, 0);
}

void HttpProxyTest::reusesATunnelForItsHostOnly() {
    ScriptedServer proxy;
    serve_all(proxy);
    Fetch fetch("http://a.test/");
    fetch.easy.options().proxy->url = proxy_of(proxy);
    fetch.easy.options().proxy->tunnel = true;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.info().connection.num_connects, 0);
    QCOMPARE(fetch.easy.info().requests.size(), std::size_t(1));
    fetch.easy.options().url = "http://b.test/";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.info().connection.num_connects, 1);
    fetch.easy.options().proxy->tunnel = false;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.info().connection.num_connects, 1);
}

void HttpProxyTest::saysWhyATunnelWasRefused_data() {
    QTest::addColumn<QString>("answer");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, const char* answer, int status, Code code, Kind kind) {
        QTest::newRow(name) << QString(answer) << status << int(code) << int(kind);
    };
    row("forbidden", "HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno", 403, Code::couldnt_connect,
        Kind::http_proxy_refused);
    row("not found", "HTTP/1.0 404 No\r\n\r\n", 404, Code::couldnt_connect, Kind::http_proxy_refused);
    row("bad gateway", "HTTP/1.1 502 Bad\r\n\r\n", 502, Code::couldnt_connect, Kind::http_proxy_refused);
    row("redirect", "HTTP/1.1 302 There\r\nLocation: http://x/\r\n\r\n", 302, Code::couldnt_connect,
        Kind::http_proxy_refused);
    row("login without one", "HTTP/1.1 407 Who\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n", 407,
        Code::couldnt_connect, Kind::http_proxy_login_needed);
    row("garbage", "220 ready\r\n\r\n", 0, Code::unsupported_protocol, Kind::http_version);
    row("nothing", "", 0, Code::recv_error, Kind::net_got_nothing);
    row("cut short", "HTTP/1.1 200 O", 0, Code::recv_error, Kind::net_closed_early);
}

void HttpProxyTest::saysWhyATunnelWasRefused() {
    QFETCH(QString, answer);
    QFETCH(int, status);
    ScriptedServer proxy;
    proxy.on_request([&](const RecordedRequest&) {
        return answer.isEmpty() ? Reply().close() : Reply().send(answer.toStdString()).close();
    });
    Fetch fetch("https://h.test/");
    fetch.easy.options().proxy->url = proxy_of(proxy, "");
    fetch.easy.perform();
    const Error& error = fetch.easy.error();
    QTEST(int(error.code), "code");
    QTEST(int(error.kind), "kind");
    QCOMPARE(fetch.easy.info().connection.http_connect_code, status);
    QCOMPARE(fetch.easy.info().http.response_code, 0);
    QVERIFY(fetch.easy.info().requests.at(0).to_proxy);
    QCOMPARE(fetch.easy.info().connection.num_connects, 1);
    QVERIFY(!fetch.easy.info().requests.at(0).end_reason.empty());
    QVERIFY(error.text().find("{") == std::string::npos);
}

void HttpProxyTest::boundsTheAnswerToConnect() {
    ScriptedServer proxy;
    proxy.on_request([](const RecordedRequest&) {
        return Reply().send("HTTP/1.1 200 OK\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n");
    });
    Fetch fetch("https://h.test/");
    fetch.easy.options().proxy->url = proxy_of(proxy);
    fetch.easy.options().limits->max_header_bytes = 10'000;
    fetch.easy.perform();
    QCOMPARE(fetch.easy.error().kind, Kind::http_header_too_large);
}

void HttpProxyTest::readsWhatComesBehindTheAnswer() {
    // The server's answer stands right behind the proxy's: no byte of it may be lost.
    ScriptedServer server;
    server.on_request([](const RecordedRequest&) { return Reply().stall(); });
    RelayProxy::Settings settings;
    settings.early = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nearly";
    RelayProxy proxy(settings);
    Fetch fetch(server.url("/"));
    fetch.easy.options().proxy->url = proxy.url("http");
    fetch.easy.options().proxy->tunnel = true;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string("early"));
}

void HttpProxyTest::recordsTheTunnel() {
    ScriptedServer proxy;
    serve_all(proxy);
    Fetch fetch("http://h.test/");
    fetch.easy.options().proxy->url = proxy_of(proxy, "me:secret");
    fetch.easy.options().proxy->tunnel = true;
    fetch.easy.options().verbose = true;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    const Info& info = fetch.easy.info();
    QCOMPARE(info.requests.size(), std::size_t(2));
    const RequestRecord& connect = info.requests[0];
    QVERIFY(connect.to_proxy);
    QCOMPARE(connect.number, 0);
    QCOMPARE(connect.method, std::string("CONNECT"));
    QCOMPARE(connect.url, std::string("h.test:80"));
    QCOMPARE(connect.status, 200);
    QCOMPARE(connect.proxy, proxy_of(proxy));
    QCOMPARE(connect.connection_id, info.requests[1].connection_id);
    QVERIFY(connect.request_head.starts_with("CONNECT h.test:80 HTTP/1.1\r\n"));
    QVERIFY(connect.response_head.starts_with("HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n"));
    QCOMPARE(connect.end_reason, std::string("complete"));
    QVERIFY(connect.marks.request_start == 0 && connect.marks.request_end >= 0 &&
            connect.marks.first_byte >= connect.marks.request_end &&
            connect.marks.last_byte >= connect.marks.first_byte);
    QCOMPARE(info.requests[1].number, 1);
    QCOMPARE(info.sizes.request, connect.request_bytes + info.requests[1].request_bytes);
    QVERIFY(fetch.trace_text.find("Connected to 127.0.0.1") != std::string::npos);
    // The tunnel is part of connecting, not a request of its own.
    const auto& times = info.times;
    QVERIFY(times.connect <= times.pretransfer && times.starttransfer <= times.total);
    QCOMPARE(times.redirect, std::int64_t(0));
}

void HttpProxyTest::bypassesHostsOnTheList() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "direct"));
    ScriptedServer proxy;
    serve_all(proxy);
    Fetch fetch(server.url("/"));
    fetch.easy.options().proxy->url = proxy_of(proxy);
    fetch.easy.options().proxy->no_proxy = "127.0.0.0/8";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.body, std::string("direct"));
    QVERIFY(!fetch.easy.info().connection.used_proxy);
    QCOMPARE(server.requests().at(0).target, std::string("/"));
}

void HttpProxyTest::readsTheEnvironment() {
    ScriptedServer proxy;
    serve_all(proxy);
    qputenv("http_proxy", QByteArray::fromStdString(proxy_of(proxy)));
    Fetch by_environment("http://h.test/");
    by_environment.easy.perform();
    Fetch cancelled("http://127.0.0.1:1/");
    cancelled.easy.options().proxy->url = "";
    cancelled.easy.perform();
    qunsetenv("http_proxy");
    QCOMPARE(by_environment.easy.error().code, Code::ok);
    QVERIFY(by_environment.easy.info().connection.used_proxy);
    QCOMPARE(cancelled.easy.error().code, Code::couldnt_connect);
    QVERIFY(!cancelled.easy.info().connection.used_proxy);
}

void HttpProxyTest::sendsHaproxysLineFirst_data() {
    QTest::addColumn<QString>("client");
    QTest::addColumn<bool>("over_proxy");
    QTest::newRow("own address") << "" << false;
    QTest::newRow("named address") << "198.51.100.7" << false;
    QTest::newRow("through a tunnel") << "" << true;
}

void HttpProxyTest::sendsHaproxysLineFirst() {
    QFETCH(QString, client);
    QFETCH(bool, over_proxy);
    ScriptedServer::Settings raw;
    raw.framing = Framing::raw;
    ScriptedServer server(raw);
    server.on_request([](const RecordedRequest&) { return Reply::http(200, "x").close(); });
    RelayProxy proxy;
    Fetch fetch(server.url("/"));
    fetch.easy.options().proxy->haproxy_protocol = true;
    fetch.easy.options().proxy->haproxy_client_ip = client.toStdString();
    fetch.easy.options().proxy->tunnel = over_proxy;
    if (over_proxy) {
        fetch.easy.options().proxy->url = proxy.url("http");
    }
    fetch.easy.perform();
    QString received;
    for (const RecordedRequest& request : server.requests()) {
        received += QString::fromStdString(request.bytes);
    }
    const Info::Connection& info = fetch.easy.info().connection;
    const QString expected = QString("PROXY TCP4 %1 127.0.0.1 %2 %3\r\n")
                                 .arg(client.isEmpty() ? "127.0.0.1" : client)
                                 .arg(info.local_port)
                                 .arg(info.primary_port);
    QVERIFY2(received.startsWith(expected), qPrintable(received));
}

void HttpProxyTest::saysThatTheProxyIsNotThere() {
    Fetch unknown("http://h.test/");
    unknown.easy.options().proxy->url = "http://no-such-proxy.invalid:3128";
    QCOMPARE(unknown.easy.perform(), Code::couldnt_resolve_proxy);
    QVERIFY(unknown.easy.error().text().find("no-such-proxy.invalid") != std::string::npos);
    ScriptedServer gone;
    gone.stop_listening();
    Fetch refused("http://h.test/");
    refused.easy.options().proxy->url = proxy_of(gone);
    QCOMPARE(refused.easy.perform(), Code::couldnt_connect);
    Fetch malformed("http://h.test/");
    malformed.easy.options().proxy->url = "ftp://proxy.test";
    QCOMPARE(malformed.easy.perform(), Code::couldnt_connect);
}

SL_TEST_CLASS(HttpProxyTest)
#include "http_proxy_test.moc"
