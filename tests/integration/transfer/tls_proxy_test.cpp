// HTTPS proxies: TLS to the proxy, TLS inside it, each with its own trust.
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/relay_proxy.h"
#include "tests/support/scripted_server.h"
#include "tests/support/served_file.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

class TlsProxyTest : public QObject {
    Q_OBJECT
  private slots:
    void initTestCase() {
        QVERIFY(folder_.isValid());
        const std::string folder = folder_.path().toStdString();
        server_ca_ = write_file(folder, "server.pem", for_servers_.root());
        proxy_ca_ = write_file(folder, "proxy.pem", for_proxies_.root());
    }
    void carriesTlsInsideTls_data() { add_driver_rows(); }
    void carriesTlsInsideTls();
    void asksAnHttpsProxyInTheServersPlace();
    void trustsEachByItsOwnOptions_data();
    void trustsEachByItsOwnOptions();
    void keepsConnectionsOfDifferentTrustApart();
    void resumesTheProxysSession();

  private:
    std::unique_ptr<ScriptedServer> serve(TestAuthority& authority) {
        ScriptedServer::Settings settings;
        settings.tls.emplace();
        settings.tls->context = make_server_context(authority.issue({}));
        auto server = std::make_unique<ScriptedServer>(settings);
        server->on_request([](const RecordedRequest&) { return Reply::http(200, "hello"); });
        return server;
    }
    RelayProxy::Settings with_tls() {
        RelayProxy::Settings settings;
        settings.tls = make_server_context(for_proxies_.issue({}));
        return settings;
    }
    TestAuthority for_servers_{"Servers"};
    TestAuthority for_proxies_{"Proxies"};
    QTemporaryDir folder_;
    std::string server_ca_, proxy_ca_;
};

void TlsProxyTest::carriesTlsInsideTls() {
    QFETCH(QString, driver);
    const auto server = serve(for_servers_);
    const ServedFile file{std::make_shared<PatternSource>(3), 2'000'000};
    server->on_request([&](const RecordedRequest& request) { return test::serve(file, request); });
    RelayProxy proxy(with_tls());
    Fetch fetch(server->url("/big", "localhost"));
    fetch.easy.options().proxy->url = proxy.url("https");
    fetch.easy.options().proxy->tls.ca_file = proxy_ca_;
    fetch.easy.options().tls->ca_file = server_ca_;
    QVERIFY(make_driver(driver.toStdString())->run(fetch.easy));
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QVERIFY(fetch.body == bytes_of(*file.source, file.size));
    QCOMPARE(proxy.clients().at(0).host, std::string("localhost"));
    const Info& info = fetch.easy.info();
    QVERIFY(info.proxy_tls && info.tls && info.proxy_tls != info.tls);
    QCOMPARE(info.proxy_tls->verify_result, 0L);
    QVERIFY(info.proxy_tls->chain.at(0).issuer.find("Proxies") != std::string::npos);
    QVERIFY(info.tls->chain.at(0).issuer.find("Servers") != std::string::npos);
    QVERIFY(info.times.connect < info.times.appconnect && info.times.appconnect <= info.times.pretransfer);
}

void TlsProxyTest::asksAnHttpsProxyInTheServersPlace() {
    const auto proxy = serve(for_proxies_);
    Fetch fetch("http://h.test/x");
    fetch.easy.options().proxy->url = "https://localhost:" + std::to_string(proxy->port());
    fetch.easy.options().proxy->tls.ca_file = proxy_ca_;
    fetch.easy.perform();
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QCOMPARE(proxy->requests().at(0).target, std::string("http://h.test/x"));
    QCOMPARE(proxy->requests().at(0).server_name, std::string("localhost"));
    const Info& info = fetch.easy.info();
    QVERIFY(info.proxy_tls && !info.tls);
    QCOMPARE(info.times.appconnect, std::int64_t(0));  // there is no TLS to the host
    fetch.easy.options().url = "http://other.test/y";
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.info().connection.num_connects, 0);
    QVERIFY(fetch.easy.info().proxy_tls);
}

void TlsProxyTest::trustsEachByItsOwnOptions_data() {
    QTest::addColumn<QString>("proxy_trust");
    QTest::addColumn<QString>("server_trust");
    QTest::addColumn<bool>("good");
    QTest::addColumn<int>("tunnels");
    QTest::newRow("both right") << "proxy"
                                << "server" << true << 1;
    QTest::newRow("proxy by the server's") << "server"
                                           << "server" << false << 0;
    QTest::newRow("server by the proxy's") << "proxy"
                                           << "proxy" << false << 1;
    QTest::newRow("proxy unchecked") << ""
                                     << "server" << true << 1;
    QTest::newRow("server unchecked") << "proxy"
                                      << "" << true << 1;
}

void TlsProxyTest::trustsEachByItsOwnOptions() {
    QFETCH(QString, proxy_trust);
    QFETCH(QString, server_trust);
    QFETCH(bool, good);
    const auto server = serve(for_servers_);
    RelayProxy proxy(with_tls());
    Fetch fetch(server->url("/", "localhost"));
    const auto trust = [&](TlsOptions& tls, const QString& whom) {
        tls.verify_peer = tls.verify_host = !whom.isEmpty();
        tls.ca_file = whom == "proxy" ? proxy_ca_ : server_ca_;
    };
    fetch.easy.options().proxy->url = proxy.url("https");
    trust(fetch.easy.options().proxy->tls, proxy_trust);
    trust(*fetch.easy.options().tls, server_trust);
    QCOMPARE(fetch.easy.perform(), good ? Code::ok : Code::peer_failed_verification);
    QTEST(int(proxy.clients().size()), "tunnels");
    QVERIFY(fetch.easy.info().proxy_tls);
    QCOMPARE(fetch.easy.info().proxy_tls->verify_result == 0, proxy_trust == "proxy");
}

void TlsProxyTest::keepsConnectionsOfDifferentTrustApart() {
    const auto proxy = serve(for_proxies_);
    Fetch fetch("http://h.test/");
    fetch.easy.options().proxy->url = "https://localhost:" + std::to_string(proxy->port());
    fetch.easy.options().proxy->tls.verify_peer = false;
    fetch.easy.options().proxy->tls.verify_host = false;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    fetch.easy.options().proxy->tls = TlsOptions();
    QCOMPARE(fetch.easy.perform(), Code::peer_failed_verification);
    QVERIFY(fetch.easy.error().text().find("localhost") != std::string::npos);
}

void TlsProxyTest::resumesTheProxysSession() {
    const auto proxy = serve(for_proxies_);
    Fetch fetch("http://h.test/");
    fetch.easy.options().proxy->url = "https://localhost:" + std::to_string(proxy->port());
    fetch.easy.options().proxy->tls.ca_file = proxy_ca_;
    fetch.easy.options().connection->forbid_reuse = true;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QVERIFY(!fetch.easy.info().proxy_tls->resumed);
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QVERIFY(fetch.easy.info().proxy_tls->resumed);
}

SL_TEST_CLASS(TlsProxyTest)
#include "tls_proxy_test.moc"
