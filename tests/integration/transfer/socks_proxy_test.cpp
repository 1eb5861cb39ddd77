// SOCKS proxies of every version: who looks names up, logins, what a refusal becomes, chains.
#include <sluice/proxy_error.h>

#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/relay_proxy.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;
using namespace std::string_literals;

class SocksProxyTest : public QObject {
    Q_OBJECT
  private slots:
    void transfersOverEveryDriver_data() { add_driver_rows(); }
    void transfersOverEveryDriver();
    void looksNamesUpWhereTheTypeSays_data();
    void looksNamesUpWhereTheTypeSays();
    void logsIn_data();
    void logsIn();
    void saysWhyTheProxyRefused_data();
    void saysWhyTheProxyRefused();
    void carriesTls();
    void goesOverAPreProxy_data();
    void goesOverAPreProxy();
    void goesOverTwoSocksProxies();
    void reusesConnectionsOfTheSameLogin();
    void namesThatWeCannotFind();
    void socketOfThisMachine();
};

void SocksProxyTest::transfersOverEveryDriver() {
    QFETCH(QString, driver);
    ScriptedServer server;
    server.on("/", Reply::http(200, std::string(300'000, 'x')));
    RelayProxy::Settings settings;
    settings.piece = 1;
    RelayProxy proxy(settings);
    Fetch fetch(server.url("/"));
    fetch.easy.options().proxy->url = proxy.url("socks5h");
    QVERIFY(make_driver(driver.toStdString())->run(fetch.easy));
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.body.size(), std::size_t(300'000));
    QCOMPARE(server.requests().at(0).target, std::string("/"));
    const Info& info = fetch.easy.info();
    QVERIFY(info.connection.used_proxy);
    QCOMPARE(info.connection.primary_port, int(proxy.port()));
    QCOMPARE(info.connection.proxy_error, 0);
    QCOMPARE(info.requests.at(0).proxy, proxy.url("socks5h"));
}

void SocksProxyTest::looksNamesUpWhereTheTypeSays_data() {
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QString>("asked_for");
    const auto row = [](const char* scheme, const char* host, const char* protocol, const char* asked_for) {
        QTest::addRow("%s %s", scheme, host) << scheme << host << protocol << asked_for;
    };
    row("socks4", "named.test", "SOCKS4", "192.0.2.9");
    row("socks4a", "named.test", "SOCKS4a", "named.test");
    row("socks5", "named.test", "SOCKS5", "192.0.2.9");
    row("socks5h", "named.test", "SOCKS5", "named.test");
    row("socks4", "192.0.2.1", "SOCKS4", "192.0.2.1");
    row("socks4a", "192.0.2.1", "SOCKS4", "192.0.2.1");
    row("socks4a", "[2001:db8::1]", "SOCKS4a", "2001:db8::1");
    row("socks5", "192.0.2.1", "SOCKS5", "192.0.2.1");
    row("socks5h", "192.0.2.1", "SOCKS5", "192.0.2.1");
    row("socks5h", "[2001:db8::1]", "SOCKS5", "2001:db8::1");
}

void SocksProxyTest::looksNamesUpWhereTheTypeSays() {
    QFETCH(QString, scheme);
    QFETCH(QString, host);
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    RelayProxy proxy;
    Fetch fetch(server.url("/", host.toStdString()));
    fetch.easy.options().proxy->url = proxy.url(scheme.toStdString());
    fetch.easy.options().dns->resolve = {"named.test:" + std::to_string(server.port()) + ":192.0.2.9"};
    fetch.easy.perform();
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(proxy.clients().size(), std::size_t(1));
    QTEST(QString::fromStdString(proxy.clients()[0].protocol), "protocol");
    QTEST(QString::fromStdString(proxy.clients()[0].host), "asked_for");
    QCOMPARE(proxy.clients()[0].port, server.port());
}

void SocksProxyTest::logsIn_data() {
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QString>("login");
    QTest::addColumn<int>("problem");
    QTest::newRow("right") << "socks5"
                           << "me:a%3Ab" << 0;
    QTest::newRow("wrong") << "socks5"
                           << "me:b" << int(ProxyError::user_rejected);
    QTest::newRow("none") << "socks5"
                          << "" << int(ProxyError::no_auth);
    QTest::newRow("SOCKS4 shows the user") << "socks4"
                                           << "me:a" << 0;
}

void SocksProxyTest::logsIn() {
    QFETCH(QString, scheme);
    QFETCH(QString, login);
    QFETCH(int, problem);
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    RelayProxy::Settings settings;
    settings.user = "me";
    settings.password = "a:b";
    RelayProxy proxy(settings);
    Fetch fetch(server.url("/"));
    fetch.easy.options().proxy->url = proxy.url(scheme.toStdString(), login.toStdString());
    fetch.easy.perform();
    QCOMPARE(fetch.easy.error().code, problem == 0 ? Code::ok : Code::proxy);
    QCOMPARE(fetch.easy.error().kind, problem == 0 ? Kind::none : Kind::proxy_login);
    QCOMPARE(fetch.easy.info().connection.proxy_error, problem);
    QVERIFY(fetch.easy.error().text().find("a:b") == std::string::npos);
    if (problem == 0) {
        QCOMPARE(proxy.clients().at(0).user, std::string("me"));
        QCOMPARE(proxy.clients().at(0).password, scheme == "socks5" ? std::string("a:b") : std::string());
    }
}

void SocksProxyTest::saysWhyTheProxyRefused_data() {
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("problem");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* scheme, const std::string& answer, ProxyError problem, Kind kind) {
        QTest::addRow("%s %d", scheme, int(problem))
            << scheme << QByteArray::fromStdString(answer) << int(problem) << int(kind);
    };
    row("socks4", "\0\x5b\0\0\0\0\0\0"s, ProxyError::request_failed, Kind::proxy_target);
    row("socks4", "\0\x5d\0\0\0\0\0\0"s, ProxyError::identd_differ, Kind::proxy_login);
    row("socks4", "\0\x5a"s, ProxyError::closed, Kind::proxy_handshake);
    row("socks5", "\5\1\0\1\0\0\0\0\0\0"s, ProxyError::reply_general_server_failure, Kind::proxy_target);
    row("socks5", "\5\2\0\1\0\0\0\0\0\0"s, ProxyError::reply_not_allowed, Kind::proxy_handshake);
    row("socks5h", "\5\5"s, ProxyError::reply_connection_refused, Kind::proxy_target);
    row("socks5h", "\5\0\0\1\0\0"s, ProxyError::closed, Kind::proxy_handshake);
    row("socks5h", "HTTP/1.1 400 Bad\r\n\r\n", ProxyError::bad_version, Kind::proxy_handshake);
}

void SocksProxyTest::saysWhyTheProxyRefused() {
    QFETCH(QString, scheme);
    QFETCH(QByteArray, answer);
    RelayProxy::Settings settings;
    settings.answer = answer.toStdString();
    RelayProxy proxy(settings);
    Fetch fetch("http://192.0.2.1/");
    fetch.easy.options().proxy->url = proxy.url(scheme.toStdString());
    QCOMPARE(fetch.easy.perform(), Code::proxy);
    QTEST(int(fetch.easy.error().kind), "kind");
    QTEST(fetch.easy.info().connection.proxy_error, "problem");
    const std::string text = fetch.easy.error().text();
    QVERIFY2(text.find(proxy.url(scheme.toStdString())) != std::string::npos, text.c_str());
    QVERIFY(!fetch.easy.info().requests.at(0).end_reason.empty());
}

void SocksProxyTest::carriesTls() {
    QTemporaryDir folder;
    TestAuthority authority;
    ScriptedServer::Settings settings;
    settings.tls.emplace();
    settings.tls->context = make_server_context(authority.issue({}));
    ScriptedServer server(settings);
    server.on("/", Reply::http(200, "secret"));
    RelayProxy proxy;
    Fetch fetch(server.url("/", "localhost"));
    fetch.easy.options().proxy->url = proxy.url("socks5h");
    fetch.easy.options().tls->ca_file = write_file(folder.path().toStdString(), "ca.pem", authority.root());
    fetch.easy.perform();
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(fetch.body, std::string("secret"));
    QCOMPARE(server.requests().at(0).server_name, std::string("localhost"));
    QVERIFY(fetch.easy.info().tls && !fetch.easy.info().proxy_tls);
}

void SocksProxyTest::goesOverAPreProxy_data() {
    QTest::addColumn<bool>("tunnel");
    QTest::newRow("asked in the server's place") << false;
    QTest::newRow("tunnel") << true;
}

void SocksProxyTest::goesOverAPreProxy() {
    QFETCH(bool, tunnel);
    ScriptedServer http;
    http.on_request([](const RecordedRequest& request) {
        return request.method == "CONNECT" ? Reply().send("HTTP/1.1 200 OK\r\n\r\n") : Reply::http(200, "x");
    });
    RelayProxy socks;
    Fetch fetch("http://h.test/");
    fetch.easy.options().proxy->pre_proxy = socks.url("socks5h", "first:1");
    fetch.easy.options().proxy->url = "http://second:2@http-proxy.test:" + std::to_string(http.port());
    fetch.easy.options().proxy->tunnel = tunnel;
    fetch.easy.perform();
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(socks.clients().at(0).host, std::string("http-proxy.test"));
    QCOMPARE(http.requests().at(0).target, std::string(tunnel ? "h.test:80" : "http://h.test/"));
    QCOMPARE(http.requests().at(0).header("Proxy-Authorization"), std::string("Basic c2Vjb25kOjI="));
    QCOMPARE(fetch.easy.info().requests.back().proxy,
             socks.url("socks5h") + ", http://http-proxy.test:" + std::to_string(http.port()));
}

void SocksProxyTest::goesOverTwoSocksProxies() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    RelayProxy first;
    RelayProxy second;
    Fetch fetch(server.url("/", "h.test"));
    fetch.easy.options().proxy->pre_proxy = first.url("socks4a");
    fetch.easy.options().proxy->url = second.url("socks5h");
    fetch.easy.perform();
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(first.clients().at(0).port, second.port());
    QCOMPARE(second.clients().at(0).host, std::string("h.test"));
}

void SocksProxyTest::reusesConnectionsOfTheSameLogin() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    RelayProxy proxy;
    Fetch fetch(server.url("/"));
    for (const char* login : {"me:1", "me:1", "me:2", "you:2"}) {
        fetch.easy.options().proxy->url = proxy.url("socks5h", login);
        QCOMPARE(fetch.easy.perform(), Code::ok);
    }
    QCOMPARE(proxy.clients().size(), std::size_t(3));
    fetch.easy.options().proxy->url = "";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.info().connection.num_connects, 1);
}

void SocksProxyTest::namesThatWeCannotFind() {
    RelayProxy proxy;
    Fetch fetch("http://no-such-host.invalid/");
    fetch.easy.options().proxy->url = proxy.url("socks5");
    QCOMPARE(fetch.easy.perform(), Code::proxy);
    QCOMPARE(fetch.easy.info().connection.proxy_error, int(ProxyError::resolve_host));
    QVERIFY(fetch.easy.error().text().find("no-such-host.invalid") != std::string::npos);
    Fetch six("http://[2001:db8::1]/");
    six.easy.options().proxy->url = proxy.url("socks4");
    QCOMPARE(six.easy.perform(), Code::proxy);
    QCOMPARE(six.easy.info().connection.proxy_error, int(ProxyError::resolve_host));
}

void SocksProxyTest::socketOfThisMachine() {
    QTemporaryDir folder;
    ScriptedServer server;
    server.on("/", Reply::http(200, "x"));
    RelayProxy::Settings settings;
    settings.unix_path = folder.filePath("socks").toStdString();
    RelayProxy proxy(settings);
    Fetch fetch(server.url("/", "h.test"));
    fetch.easy.options().proxy->url = "socks5h://localhost" + settings.unix_path;
    fetch.easy.perform();
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(proxy.clients().at(0).host, std::string("h.test"));
    QCOMPARE(fetch.easy.info().connection.primary_port, -1);
}

SL_TEST_CLASS(SocksProxyTest)
#include "socks_proxy_test.moc"
