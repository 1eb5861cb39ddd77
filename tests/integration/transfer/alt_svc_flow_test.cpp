// Alternative services: learned over trusted https, used by new connections, given up when they are of no use.
#include <QFile>
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/integration/transfer/drivers.h"
#include "tests/support/scripted_server.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

class AltSvcFlowTest : public QObject {
    Q_OBJECT
  private slots:
    void init();
    void isOffUnlessAskedFor();
    void connectsToAnotherPort();
    void prefersConnectionsThatAreThere();
    void fallsBackToTheOrigin_data();
    void fallsBackToTheOrigin();
    void goesWhereTheCallerSays();
    void learnsNothingWithoutTrust();
    void keepsItsFile();
    void usesOnlyWhatIsAllowed();

  private:
    std::unique_ptr<ScriptedServer> serve(const std::string& name, const std::string& body) {
        LeafOptions leaf;
        leaf.names = {name};
        ScriptedServer::Settings settings;
        settings.tls.emplace();
        settings.tls->context = make_server_context(authority_.issue(leaf));
        auto server = std::make_unique<ScriptedServer>(settings);
        server->on_request([this, body](const RecordedRequest&) {
            return Reply::http(200, body, advert_.empty() ? std::vector<std::string>() : std::vector{advert_});
        });
        return server;
    }
    void prepare(Fetch& fetch) const {
        Options& options = fetch.easy.options();
        options.tls->ca_file = ca_;
        options.dns->resolve = {"o.test:" + std::to_string(origin_->port()) + ":127.0.0.1"};
        options.connection->forbid_reuse = true;
        options.alt_svc->enabled = true;
    }
    std::string fetch_again(Fetch& fetch) const {
        fetch.body.clear();
        const Code code = fetch.easy.perform();
        return code == Code::ok ? fetch.body : fetch.easy.error().text();
    }
    std::string url() const { return "https://o.test:" + std::to_string(origin_->port()) + "/"; }

    TestAuthority authority_;
    QTemporaryDir folder_;
    std::string ca_, advert_;
    std::unique_ptr<ScriptedServer> origin_, other_;
};

void AltSvcFlowTest::init() {
    QVERIFY(folder_.isValid());
    ca_ = write_file(folder_.path().toStdString(), "ca.pem", authority_.root());
    origin_ = serve("o.test", "origin");
    other_ = serve("o.test", "other");
    advert_ = "Alt-Svc: h3=\":443\", h1=\"127.0.0.1:" + std::to_string(other_->port()) + "\"; ma=60";
}

void AltSvcFlowTest::isOffUnlessAskedFor() {
    Fetch fetch(url());
    prepare(fetch);
    fetch.easy.options().alt_svc->enabled = false;
    QCOMPARE(fetch_again(fetch), std::string("origin"));
    QCOMPARE(fetch_again(fetch), std::string("origin"));
}

void AltSvcFlowTest::connectsToAnotherPort() {
    Fetch fetch(url());
    prepare(fetch);
    QCOMPARE(fetch_again(fetch), std::string("origin"));
    QVERIFY(!origin_->requests().at(0).has("Alt-Used"));
    QCOMPARE(fetch_again(fetch), std::string("other"));
    const RecordedRequest request = other_->requests().at(0);
    QCOMPARE(request.header("Alt-Used"), "127.0.0.1:" + std::to_string(other_->port()));
    QCOMPARE(request.header("Host"), "o.test:" + std::to_string(origin_->port()));
    QCOMPARE(request.server_name, std::string("o.test"));
    QCOMPARE(fetch.easy.info().connection.primary_port, int(other_->port()));
    QCOMPARE(fetch.easy.info().http.effective_url, url());
    advert_ = "Alt-Svc: clear";
    QCOMPARE(fetch_again(fetch), std::string("other"));
    QCOMPARE(fetch_again(fetch), std::string("origin"));
}

void AltSvcFlowTest::prefersConnectionsThatAreThere() {
    Fetch fetch(url());
    prepare(fetch);
    fetch.easy.options().connection->forbid_reuse = false;
    QCOMPARE(fetch_again(fetch), std::string("origin"));
    QCOMPARE(fetch_again(fetch), std::string("origin"));
    QCOMPARE(fetch.easy.info().connection.num_connects, 0);
}

void AltSvcFlowTest::fallsBackToTheOrigin_data() {
    QTest::addColumn<bool>("refuses");
    QTest::newRow("nobody listens") << true;
    QTest::newRow("another's certificate") << false;
}

void AltSvcFlowTest::fallsBackToTheOrigin() {
    QFETCH(bool, refuses);
    if (refuses) {
        other_->stop_listening();
    } else {
        other_ = serve("else.test", "impostor");
        advert_ = "Alt-Svc: h1=\"127.0.0.1:" + std::to_string(other_->port()) + "\"; ma=60";
    }
    Fetch fetch(url());
    prepare(fetch);
    fetch.easy.options().verbose = true;
    QCOMPARE(fetch_again(fetch), std::string("origin"));
    advert_.clear();
    QCOMPARE(fetch_again(fetch), std::string("origin"));
    QVERIFY(fetch.trace_text.find("of no use") != std::string::npos);
    fetch.trace_text.clear();
    QCOMPARE(fetch_again(fetch), std::string("origin"));
    QVERIFY(fetch.trace_text.find("of no use") == std::string::npos);  // forgotten
    QCOMPARE(other_->request_count(), std::size_t(0));
}

void AltSvcFlowTest::goesWhereTheCallerSays() {
    Fetch fetch(url());
    prepare(fetch);
    QCOMPARE(fetch_again(fetch), std::string("origin"));
    fetch.easy.options().connection->connect_to = {"::127.0.0.1:" + std::to_string(origin_->port())};
    QCOMPARE(fetch_again(fetch), std::string("origin"));
}

void AltSvcFlowTest::learnsNothingWithoutTrust() {
    Fetch fetch(url());
    prepare(fetch);
    fetch.easy.options().tls->verify_host = false;
    QCOMPARE(fetch_again(fetch), std::string("origin"));
    QCOMPARE(fetch_again(fetch), std::string("origin"));
}

void AltSvcFlowTest::keepsItsFile() {
    const std::string file = folder_.filePath("alt-svc").toStdString();
    {
        Fetch fetch(url());
        prepare(fetch);
        fetch.easy.options().alt_svc->file = file;
        QCOMPARE(fetch_again(fetch), std::string("origin"));
    }
    QFile written(QString::fromStdString(file));
    QVERIFY(written.open(QIODevice::ReadOnly));
    const std::string line =
        "h1 o.test " + std::to_string(origin_->port()) + " h1 127.0.0.1 " + std::to_string(other_->port()) + " \"20";
    QVERIFY(written.readAll().contains(line.c_str()));
    Fetch fetch(url());
    prepare(fetch);
    fetch.easy.options().alt_svc->enabled = false;
    fetch.easy.options().alt_svc->file = file;
    QCOMPARE(fetch_again(fetch), std::string("other"));
}

void AltSvcFlowTest::usesOnlyWhatIsAllowed() {
    Fetch fetch(url());
    prepare(fetch);
    fetch.easy.options().alt_svc->allow_h1 = false;
    QCOMPARE(fetch_again(fetch), std::string("origin"));
    QCOMPARE(fetch_again(fetch), std::string("origin"));
}

SL_TEST_CLASS(AltSvcFlowTest)
#include "alt_svc_flow_test.moc"
