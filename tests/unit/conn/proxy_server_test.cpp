#include "engine/conn/proxy_server.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::conn;

class ProxyServerTest : public QObject {
    Q_OBJECT
  private slots:
    void readsProxies_data();
    void readsProxies();
    void readsLogins_data();
    void readsLogins();
    void refusesProxies_data();
    void refusesProxies();
    void schemeBeatsTypeAndPortBeatsDefault();
    void knowsWhoLooksUp_data();
    void knowsWhoLooksUp();
};

void ProxyServerTest::readsProxies_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("type");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const QByteArray& text, ProxyType type, const QByteArray& name) {
        QTest::newRow(text.constData()) << text << static_cast<int>(type) << name;
    };
    row("proxy.test", ProxyType::http, "http://proxy.test:1080");
    row("proxy.test:3128", ProxyType::http, "http://proxy.test:3128");
    row("http://proxy.test", ProxyType::http, "http://proxy.test:1080");
    row("http://proxy.test:80", ProxyType::http, "http://proxy.test:80");
    row("HTTP://Proxy.Test:80/ignored?too", ProxyType::http, "http://proxy.test:80");
    row("https://proxy.test", ProxyType::https, "https://proxy.test:443");
    row("https://proxy.test:8443", ProxyType::https, "https://proxy.test:8443");
    row("socks://proxy.test", ProxyType::socks4, "socks4://proxy.test:1080");
    row("socks4://proxy.test", ProxyType::socks4, "socks4://proxy.test:1080");
    row("socks4a://proxy.test:9", ProxyType::socks4a, "socks4a://proxy.test:9");
    row("socks5://proxy.test", ProxyType::socks5, "socks5://proxy.test:1080");
    row("socks5h://proxy.test", ProxyType::socks5h, "socks5h://proxy.test:1080");
    row("ftp.proxy.test", ProxyType::http, "http://ftp.proxy.test:1080");
    row("[2001:db8::1]:3128", ProxyType::http, "http://[2001:db8::1]:3128");
    row("socks5://[fe80::1%25eth0]", ProxyType::socks5, "socks5://[fe80::1%eth0]:1080");
    row("192.0.2.1", ProxyType::http, "http://192.0.2.1:1080");
    row("socks5h://localhost/run/my%20socket", ProxyType::socks5h, "socks5h://localhost/run/my socket");
    row("socks5h://localhost", ProxyType::socks5h, "socks5h://localhost:1080");
    row("socks5h://localhost/", ProxyType::socks5h, "socks5h://localhost:1080");
    row("http://localhost/run/socket", ProxyType::http, "http://localhost:1080");
}

void ProxyServerTest::readsProxies() {
    QFETCH(QByteArray, text);
    const auto server = parse_proxy(text.toStdString());
    QVERIFY(server.has_value());
    QTEST(static_cast<int>(server->type), "type");
    QTEST(QByteArray::fromStdString(server->name()), "name");
    QVERIFY(!server->user);
}

void ProxyServerTest::readsLogins_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<QByteArray>("password");
    QTest::newRow("both") << QByteArray("http://me:secret@p") << QByteArray("me") << QByteArray("secret");
    QTest::newRow("no scheme") << QByteArray("me:secret@p:1") << QByteArray("me") << QByteArray("secret");
    QTest::newRow("no password") << QByteArray("socks5://me@p") << QByteArray("me") << QByteArray();
    QTest::newRow("empty user") << QByteArray("socks5://:x@p") << QByteArray("") << QByteArray("x");
    QTest::newRow("decoded") << QByteArray("http://a%3Ab%40c:d%2Fe@p") << QByteArray("a:b@c") << QByteArray("d/e");
}

void ProxyServerTest::readsLogins() {
    QFETCH(QByteArray, text);
    const auto server = parse_proxy(text.toStdString());
    QVERIFY(server.has_value());
    QVERIFY(server->user.has_value());
    QTEST(QByteArray::fromStdString(*server->user), "user");
    QTEST(QByteArray::fromStdString(server->password), "password");
    QVERIFY(server->name().find('@') == std::string::npos);
}

void ProxyServerTest::refusesProxies_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("kind");
    const auto row = [](const QByteArray& text, Kind kind) {
        QTest::newRow(text.constData()) << text << static_cast<int>(kind);
    };
    row("ftp://me:secret@proxy.test", Kind::not_supported);
    row("socks6://proxy.test", Kind::not_supported);
    row("proxy.test:70000", Kind::option_syntax);
    row("http://me:secret@proxy.test:x", Kind::option_syntax);
    row("me:secret@:x", Kind::option_syntax);
    row("http://", Kind::option_syntax);
    row("http://[::1", Kind::option_syntax);
    row("a b", Kind::option_syntax);
    row("http://proxy.test/\n", Kind::option_syntax);
}

void ProxyServerTest::refusesProxies() {
    QFETCH(QByteArray, text);
    const auto server = parse_proxy(text.toStdString());
    QVERIFY(!server.has_value());
    QTEST(static_cast<int>(server.error().kind), "kind");
    QCOMPARE(server.error().code,
             server.error().kind == Kind::not_supported ? Code::couldnt_connect : Code::couldnt_resolve_proxy);
    QVERIFY(server.error().text().find("proxy \"") != std::string::npos);
    QVERIFY(server.error().text().find("secret") == std::string::npos);
}

void ProxyServerTest::schemeBeatsTypeAndPortBeatsDefault() {
    QCOMPARE(parse_proxy("p", ProxyType::socks5)->name(), std::string("socks5://p:1080"));
    QCOMPARE(parse_proxy("http://p", ProxyType::socks5)->name(), std::string("http://p:1080"));
    QCOMPARE(parse_proxy("p", ProxyType::https)->name(), std::string("https://p:443"));
    QCOMPARE(parse_proxy("p", ProxyType::http, 8080)->name(), std::string("http://p:8080"));
    QCOMPARE(parse_proxy("p:1", ProxyType::http, 8080)->name(), std::string("http://p:1"));
    QCOMPARE(parse_proxy("http://p", ProxyType::http_1_0)->type, ProxyType::http_1_0);
    QCOMPARE(parse_proxy("p", ProxyType::http_1_0)->type, ProxyType::http_1_0);
    QCOMPARE(parse_proxy("socks5://p", ProxyType::http_1_0)->type, ProxyType::socks5);
}

void ProxyServerTest::knowsWhoLooksUp_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<bool>("socks");
    QTest::addColumn<bool>("wants");
    const auto row = [](const char* name, ProxyType type, bool socks, bool wants) {
        QTest::newRow(name) << static_cast<int>(type) << socks << wants;
    };
    row("http", ProxyType::http, false, false);
    row("http 1.0", ProxyType::http_1_0, false, false);
    row("https", ProxyType::https, false, false);
    row("socks4", ProxyType::socks4, true, true);
    row("socks4a", ProxyType::socks4a, true, false);
    row("socks5", ProxyType::socks5, true, true);
    row("socks5h", ProxyType::socks5h, true, false);
}

void ProxyServerTest::knowsWhoLooksUp() {
    QFETCH(int, type);
    ProxyServer server;
    server.type = static_cast<ProxyType>(type);
    QTEST(server.is_socks(), "socks");
    QTEST(server.wants_address(), "wants");
}

SL_TEST_CLASS(ProxyServerTest)
#include "proxy_server_test.moc"
