// HTTPS end to end: verification, resumption, pins, client certificates, what the record shows.
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/served_file.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

class HttpsTest : public QObject {
    Q_OBJECT
  private slots:
    void initTestCase() {
        QVERIFY(folder_.isValid());
        ca_ = write_file(folder_.path().toStdString(), "ca.pem", authority_.root());
    }
    void transfersOverEveryDriver_data() { add_driver_rows(); }
    void transfersOverEveryDriver();
    void refusesAnUnknownIssuer();
    void refusesWrongNames_data();
    void refusesWrongNames();
    void trustsWhateverIsThereOnlyWhenTold();
    void resumesSessions();
    void keepsConnectionsOfDifferentTrustApart();
    void provesTheClient();
    void checksThePin();
    void recordsWhatWasAgreed();
    void aBodyCutWithoutCloseNotifyIsAnError();
    void reportsABadCaFile();

  private:
    std::unique_ptr<ScriptedServer> serve_tls(const LeafOptions& leaf, ServerContextOptions context = {}) {
        ScriptedServer::Settings settings;
        settings.tls.emplace();
        settings.tls->context = make_server_context(authority_.issue(leaf), context);
        auto server = std::make_unique<ScriptedServer>(settings);
        server->on("/", Reply::http(200, "secret"));
        return server;
    }
    Error get(Fetch& fetch) {
        fetch.easy.options().tls->ca_file = ca_;
        fetch.easy.perform();
        return fetch.easy.error();
    }
    TestAuthority authority_;
    QTemporaryDir folder_;
    std::string ca_;
};

void HttpsTest::transfersOverEveryDriver() {
    QFETCH(QString, driver);
    const auto server = serve_tls({});
    const ServedFile file{std::make_shared<PatternSource>(3), 3'000'000};
    server->on_request([&](const RecordedRequest& request) { return test::serve(file, request); });
    Fetch fetch(server->url("/big"));
    fetch.easy.options().tls->ca_file = ca_;
    QVERIFY(make_driver(driver.toStdString())->run(fetch.easy));
    QVERIFY2(!fetch.easy.error(), fetch.easy.error().text().c_str());
    QVERIFY(fetch.body == bytes_of(*file.source, file.size));
}

void HttpsTest::refusesAnUnknownIssuer() {
    const auto server = serve_tls({});
    Fetch fetch(server->url("/"));
    fetch.easy.perform();
    QCOMPARE(fetch.easy.error().code, Code::peer_failed_verification);
    QCOMPARE(server->request_count(), std::size_t(0));
    QVERIFY(fetch.easy.info().requests.at(0).tls);
    QVERIFY(!fetch.easy.info().requests.at(0).tls->chain.empty());
}

void HttpsTest::refusesWrongNames_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("good");
    QTest::newRow("same name") << "a.test"
                               << "a.test" << true;
    QTest::newRow("other name") << "b.test"
                                << "a.test" << false;
    QTest::newRow("wildcard") << "*.test.example"
                              << "a.test.example" << true;
    QTest::newRow("wildcard covers one label") << "*.test.example"
                                               << "a.b.test.example" << false;
    QTest::newRow("address") << "127.0.0.1"
                             << "127.0.0.1" << true;
    QTest::newRow("name for an address") << "localhost"
                                         << "127.0.0.1" << false;
}

void HttpsTest::refusesWrongNames() {
    QFETCH(QString, name);
    QFETCH(QString, host);
    QFETCH(bool, good);
    LeafOptions leaf;
    leaf.common_name = "irrelevant";
    leaf.names = {name.toStdString()};
    const auto server = serve_tls(leaf);
    Fetch fetch(server->url("/", host.toStdString()));
    fetch.easy.options().connection->connect_to = {"::127.0.0.1:" + std::to_string(server->port())};
    const Error error = get(fetch);
    QCOMPARE(error.code, good ? Code::ok : Code::peer_failed_verification);
    QCOMPARE(error.kind, good ? Kind::none : Kind::tls_wrong_host);
}

void HttpsTest::trustsWhateverIsThereOnlyWhenTold() {
    LeafOptions leaf;
    leaf.names = {"elsewhere.test"};
    const auto server = serve_tls(leaf);
    Fetch fetch(server->url("/"));
    fetch.easy.options().tls->verify_peer = false;
    fetch.easy.options().tls->verify_host = false;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QVERIFY(!fetch.easy.info().tls->verify_peer);
    QVERIFY(fetch.easy.info().tls->verify_result != 0);
}

void HttpsTest::resumesSessions() {
    const auto server = serve_tls({});
    Fetch fetch(server->url("/"));
    fetch.easy.options().connection->forbid_reuse = true;
    QVERIFY(!get(fetch));
    QVERIFY(!fetch.easy.info().tls->resumed);
    QVERIFY(!get(fetch));
    QVERIFY(fetch.easy.info().tls->resumed);
    QCOMPARE(fetch.easy.info().connection.num_connects, 1);
    fetch.easy.options().tls->session_reuse = false;
    QVERIFY(!get(fetch));
    QVERIFY(!fetch.easy.info().tls->resumed);
}

void HttpsTest::keepsConnectionsOfDifferentTrustApart() {
    const auto server = serve_tls({});
    Fetch fetch(server->url("/"));
    fetch.easy.options().tls->verify_peer = false;
    fetch.easy.options().tls->verify_host = false;
    QCOMPARE(fetch.easy.perform(), Code::ok);
    fetch.easy.options().tls->verify_peer = true;
    fetch.easy.options().tls->verify_host = true;
    QCOMPARE(fetch.easy.perform(), Code::peer_failed_verification);  // not by way of the unverified connection
}

void HttpsTest::provesTheClient() {
    ServerContextOptions context;
    context.client_ca = authority_.root() + authority_.intermediate();
    const auto server = serve_tls({}, context);
    Fetch without(server->url("/"));
    const Error refused = get(without);
    QCOMPARE(refused.code, Code::ssl_clientcert);
    LeafOptions leaf;
    leaf.for_client = true;
    leaf.common_name = "client";
    leaf.names = {};
    const Issued client = authority_.issue(leaf);
    Fetch with(server->url("/"));
    with.easy.options().tls->client.certificate = write_file(folder_.path().toStdString(), "client.pem", client.chain);
    with.easy.options().tls->client.key = write_file(folder_.path().toStdString(), "client.key", client.key);
    const Error error = get(with);
    QVERIFY2(!error, error.text().c_str());
}

void HttpsTest::checksThePin() {
    const Issued leaf = authority_.issue({});
    ScriptedServer::Settings settings;
    settings.tls.emplace();
    settings.tls->context = make_server_context(leaf, {});
    ScriptedServer server(settings);
    server.on("/", Reply::http(200, "secret"));
    Fetch right(server.url("/"));
    right.easy.options().tls->pinned_public_key = pin_of(leaf);
    QVERIFY(!get(right));
    Fetch wrong(server.url("/"));
    wrong.easy.options().tls->pinned_public_key = pin_of(authority_.issue({}));
    QCOMPARE(get(wrong).code, Code::ssl_pinnedpubkeynotmatch);
    QCOMPARE(server.request_count(), std::size_t(1));
}

void HttpsTest::recordsWhatWasAgreed() {
    ServerContextOptions context;
    context.alpn = {"http/1.1"};
    const auto server = serve_tls({}, context);
    Fetch fetch(server->url("/", "localhost"));
    fetch.easy.options().dns->ip_version = IpVersion::v4;
    QVERIFY(!get(fetch));
    const TlsRecord& tls = *fetch.easy.info().tls;
    QCOMPARE(tls.version, std::string("TLSv1.3"));
    QCOMPARE(tls.alpn, std::string("http/1.1"));
    QCOMPARE(tls.server_name, std::string("localhost"));
    QCOMPARE(tls.verify_result, 0L);
    QVERIFY(tls.chain.size() >= 2);
    const auto& times = fetch.easy.info().times;
    QVERIFY(times.connect <= times.appconnect && times.appconnect <= times.pretransfer);
}

void HttpsTest::aBodyCutWithoutCloseNotifyIsAnError() {
    const auto server = serve_tls({});
    server->on("/", Reply::head(200, {"Content-Length: 10"}).send("abc").reset());
    Fetch fetch(server->url("/"));
    QVERIFY(get(fetch).code != Code::ok);
}

void HttpsTest::reportsABadCaFile() {
    const auto server = serve_tls({});
    Fetch fetch(server->url("/"));
    fetch.easy.options().tls->ca_file = "/nonexistent/ca.pem";
    QCOMPARE(fetch.easy.perform(), Code::ssl_cacert_badfile);
    QVERIFY(fetch.easy.error().text().find("/nonexistent/ca.pem") != std::string::npos);
}

SL_TEST_CLASS(HttpsTest)
#include "https_test.moc"
