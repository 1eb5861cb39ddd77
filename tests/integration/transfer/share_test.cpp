// What several Easies have in common through a Share, kind by kind.
#include <sluice/share.h>

#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

class ShareTest : public QObject {
    Q_OBJECT
  private slots:
    void initTestCase();
    void sharesCookiesWhereTheyAreOn();
    void sharesKnownHosts();
    void sharesNames();
    void sharesTlsSessions();
    void sharesConnections_data();
    void sharesConnections();
    void keepsConnectionsOfDifferentTrustApart();
    void keepsWhatIsNotShared();
    void isInUseWhileAttached();
    void refusesToChangeHandsDuringATransfer();
    void beginsAnewAfterLettingGo();
    void outlivesItsOwner();

  private:
    void trust(Fetch& fetch) const { fetch.easy.options().tls->ca_file = ca_; }
    TestAuthority authority_;
    QTemporaryDir folder_;
    std::string ca_;
    std::unique_ptr<ScriptedServer> tls_;
};

void ShareTest::initTestCase() {
    QVERIFY(folder_.isValid());
    ca_ = write_file(folder_.path().toStdString(), "ca.pem", authority_.root());
    ScriptedServer::Settings settings;
    settings.tls.emplace();
    settings.tls->context = make_server_context(authority_.issue({}));
    tls_ = std::make_unique<ScriptedServer>(settings);
    tls_->on("/", Reply::http(200, "ok", {"Strict-Transport-Security: max-age=1000"}));
}

void ShareTest::sharesCookiesWhereTheyAreOn() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok", {"Set-Cookie: a=1"}));
    Share share;
    QCOMPARE(share.share(ShareKind::cookies), ShareCode::ok);
    Fetch one(server.url("/")), two(server.url("/")), off(server.url("/"));
    for (Fetch* fetch : {&one, &two, &off}) {
        QCOMPARE(fetch->easy.set_share(&share), Code::ok);
        fetch->easy.options().cookies->enabled = fetch != &off;
        QCOMPARE(fetch->easy.perform(), Code::ok);
    }
    QCOMPARE(server.requests().at(1).header("Cookie"), std::string("a=1"));
    QVERIFY(!server.requests().at(2).has("Cookie"));
    two.easy.cookies(CookieCommand::clear);
    QVERIFY(one.easy.cookies().empty());
}

void ShareTest::sharesKnownHosts() {
    Share share;
    share.share(ShareKind::hsts);
    share.share(ShareKind::psl);
    Fetch one(tls_->url("/", "localhost")), two("http://localhost:" + std::to_string(tls_->port()) + "/");
    for (Fetch* fetch : {&one, &two}) {
        trust(*fetch);
        fetch->easy.set_share(&share);
        fetch->easy.options().hsts->enabled = true;
        QVERIFY2(fetch->easy.perform() == Code::ok, fetch->easy.error().text().c_str());
    }
    QVERIFY(two.easy.info().http.effective_url.starts_with("https:"));
}

void ShareTest::sharesNames() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok"));
    Share share;
    share.share(ShareKind::dns);
    const std::string url = server.url("/", "shared.test");
    Fetch one(url), two(url), apart(url);
    one.easy.set_share(&share);
    two.easy.set_share(&share);
    one.easy.options().dns->resolve = {"shared.test:" + std::to_string(server.port()) + ":127.0.0.1"};
    QCOMPARE(one.easy.perform(), Code::ok);
    QCOMPARE(two.easy.perform(), Code::ok);
    QVERIFY(two.easy.info().requests.at(0).name_source == NameSource::override_list);
    QCOMPARE(apart.easy.perform(), Code::couldnt_resolve_host);
}

void ShareTest::sharesTlsSessions() {
    Share share;
    share.share(ShareKind::tls_sessions);
    Fetch one(tls_->url("/")), two(tls_->url("/")), apart(tls_->url("/"));
    for (Fetch* fetch : {&one, &two, &apart}) {
        trust(*fetch);
        if (fetch != &apart) {
            fetch->easy.set_share(&share);
        }
        QCOMPARE(fetch->easy.perform(), Code::ok);
    }
    QVERIFY(!one.easy.info().tls->resumed);
    QVERIFY(two.easy.info().tls->resumed);
    QVERIFY(!apart.easy.info().tls->resumed);
    QCOMPARE(two.easy.info().connection.num_connects, 1);
}

void ShareTest::sharesConnections_data() {
    QTest::addColumn<bool>("secure");
    QTest::newRow("cleartext") << false;
    QTest::newRow("TLS") << true;
}

void ShareTest::sharesConnections() {
    QFETCH(bool, secure);
    ScriptedServer plain;
    plain.on("/", Reply::http(200, "ok"));
    ScriptedServer& server = secure ? *tls_ : plain;
    const std::size_t before = server.connection_count();
    Share share;
    share.share(ShareKind::connections);
    auto first = std::make_unique<Fetch>(server.url("/"));
    Fetch second(server.url("/"));
    trust(*first);
    trust(second);
    first->easy.set_share(&share);
    second.easy.set_share(&share);
    QCOMPARE(first->easy.perform(), Code::ok);
    QCOMPARE(second.easy.perform(), Code::ok);
    QCOMPARE(second.easy.info().connection.num_connects, 0);
    QCOMPARE(second.body, std::string("ok"));
    QCOMPARE(first->easy.perform(), Code::ok);
    first.reset();  // the Multi that made the connection is gone
    QCOMPARE(second.easy.perform(), Code::ok);
    QCOMPARE(server.connection_count() - before, std::size_t(1));
    server.end_connections(true);
    QVERIFY(server.wait_until_no_connection());
    QCOMPARE(second.easy.perform(), Code::ok);
    QCOMPARE(server.connection_count() - before, std::size_t(2));
}

void ShareTest::keepsConnectionsOfDifferentTrustApart() {
    Share share;
    share.share(ShareKind::connections);
    Fetch careless(tls_->url("/")), careful(tls_->url("/"));
    careless.easy.options().tls->verify_peer = false;
    careless.easy.options().tls->verify_host = false;
    careless.easy.set_share(&share);
    careful.easy.set_share(&share);
    QCOMPARE(careless.easy.perform(), Code::ok);
    QCOMPARE(careful.easy.perform(), Code::peer_failed_verification);
}

void ShareTest::keepsWhatIsNotShared() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok", {"Set-Cookie: a=1"}));
    Share share;
    share.share(ShareKind::dns);
    QVERIFY(share.shares(ShareKind::dns) && !share.shares(ShareKind::cookies));
    Fetch one(server.url("/")), two(server.url("/"));
    for (Fetch* fetch : {&one, &two}) {
        fetch->easy.set_share(&share);
        fetch->easy.options().cookies->enabled = true;
        fetch->easy.perform();
    }
    QVERIFY(!server.requests().at(1).has("Cookie"));
    QCOMPARE(server.connection_count(), std::size_t(2));
}

void ShareTest::isInUseWhileAttached() {
    Share share;
    QCOMPARE(share.share(static_cast<ShareKind>(1)), ShareCode::bad_option);
    QCOMPARE(share.share(static_cast<ShareKind>(8)), ShareCode::bad_option);
    QCOMPARE(share.share(ShareKind::cookies), ShareCode::ok);
    QCOMPARE(share.share(ShareKind::cookies), ShareCode::ok);
    {
        Easy easy;
        QCOMPARE(easy.set_share(&share), Code::ok);
        QCOMPARE(easy.set_share(&share), Code::ok);
        QCOMPARE(share.users(), std::size_t(1));
        QCOMPARE(share.share(ShareKind::dns), ShareCode::in_use);
        QCOMPARE(share.unshare(ShareKind::cookies), ShareCode::in_use);
        QCOMPARE(share.close(), ShareCode::in_use);
        const Easy copy(easy);
        QCOMPARE(share.users(), std::size_t(1));  // copies are in no Share
    }
    QCOMPARE(share.users(), std::size_t(0));
    QCOMPARE(share.unshare(ShareKind::cookies), ShareCode::ok);
    QCOMPARE(share.unshare(ShareKind::cookies), ShareCode::ok);
    QCOMPARE(share.share(ShareKind::hsts), ShareCode::ok);
    QCOMPARE(share.close(), ShareCode::ok);
    QVERIFY(!share.shares(ShareKind::hsts));
}

void ShareTest::refusesToChangeHandsDuringATransfer() {
    ScriptedServer server;
    server.on("/", Reply().stall());
    Share share;
    Fetch fetch(server.url("/"));
    Multi multi;
    multi.add(fetch.easy);
    QCOMPARE(fetch.easy.set_share(&share), Code::bad_function_argument);
    multi.remove(fetch.easy);
    QCOMPARE(fetch.easy.set_share(&share), Code::ok);
}

void ShareTest::beginsAnewAfterLettingGo() {
    ScriptedServer server;
    server.on("/", Reply::http(200, "ok", {"Set-Cookie: a=1"}));
    Share share;
    share.share(ShareKind::cookies);
    Fetch fetch(server.url("/"));
    fetch.easy.options().cookies->enabled = true;
    fetch.easy.perform();
    fetch.easy.set_share(&share);
    QVERIFY(fetch.easy.cookies().empty());
    fetch.easy.perform();
    QVERIFY(!server.requests().at(1).has("Cookie"));
    QCOMPARE(fetch.easy.set_share(nullptr), Code::ok);
    QCOMPARE(share.users(), std::size_t(0));
    fetch.easy.perform();
    QVERIFY(!server.requests().at(2).has("Cookie"));
    fetch.easy.perform();
    QCOMPARE(server.requests().at(3).header("Cookie"), std::string("a=1"));
}

void ShareTest::outlivesItsOwner() {
    Fetch fetch(tls_->url("/"));
    trust(fetch);
    {
        Share share;
        for (const ShareKind kind : {ShareKind::cookies, ShareKind::dns, ShareKind::tls_sessions,
                                     ShareKind::connections, ShareKind::psl, ShareKind::hsts}) {
            share.share(kind);
        }
        fetch.easy.set_share(&share);
        fetch.easy.options().cookies->enabled = true;
        QCOMPARE(fetch.easy.perform(), Code::ok);
    }
    QCOMPARE(fetch.easy.perform(), Code::ok);
    QCOMPARE(fetch.easy.info().connection.num_connects, 0);
}

SL_TEST_CLASS(ShareTest)
#include "share_test.moc"
