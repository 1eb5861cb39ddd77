#include "engine/tls/verify.h"

#include <QTest>

#include "tests/support/test_class.h"
#include "tests/unit/tls/tls_bench.h"

using namespace sluice;
using namespace sluice::test;
using std::chrono::hours;

class VerifyTest : public QObject {
    Q_OBJECT
    TestAuthority authority_;

    static QString detail(const TlsBench& bench) { return QString::fromStdString(bench.error.facts().detail); }
    void trust(TlsBench& bench) { bench.options.ca_file = bench.file("ca.pem", authority_.root()); }

  private slots:
    void acceptsAndRefusesNames_data() {
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("good");
        QTest::newRow("the name") << "a.example"
                                  << "a.example" << true;
        QTest::newRow("one of the names") << "b.example a.example"
                                          << "a.example" << true;
        QTest::newRow("capitals") << "A.Example"
                                  << "a.eXAMPLE" << true;
        QTest::newRow("dot at the end") << "a.example"
                                        << "a.example." << true;
        QTest::newRow("another name") << "b.example"
                                      << "a.example" << false;
        QTest::newRow("wildcard") << "*.a.example"
                                  << "x.a.example" << true;
        QTest::newRow("wildcard, no label") << "*.a.example"
                                            << "a.example" << false;
        QTest::newRow("wildcard, two labels") << "*.a.example"
                                              << "x.y.a.example" << false;
        QTest::newRow("part of a label") << "x*.a.example"
                                         << "xy.a.example" << false;
        QTest::newRow("IDN") << "xn--bcher-kva.example"
                             << "bücher.example" << true;
        QTest::newRow("v4") << "192.0.2.1"
                            << "192.0.2.1" << true;
        QTest::newRow("other v4") << "192.0.2.2"
                                  << "192.0.2.1" << false;
        QTest::newRow("v6") << "2001:db8::1"
                            << "[2001:DB8:0::1]" << true;
        QTest::newRow("name is no address") << "a.example"
                                            << "192.0.2.1" << false;
        QTest::newRow("address is no name") << "192.0.2.1"
                                            << "a.example" << false;
    }
    /// With the chain checked and without: the name is judged by the same rules.
    void acceptsAndRefusesNames() {
        QFETCH(QString, names);
        QFETCH(QString, host);
        QFETCH(bool, good);
        LeafOptions leaf;
        leaf.common_name = "not-a-host";
        leaf.names.clear();
        for (const QString& name : names.split(' ')) {
            leaf.names.push_back(name.toStdString());
        }
        const auto server = make_server_context(authority_.issue(leaf));
        for (const bool verify_peer : {true, false}) {
            TlsBench bench;
            trust(bench);
            bench.options.verify_peer = verify_peer;
            QCOMPARE(bench.meet(server, host.toStdString()), good ? Kind::none : Kind::tls_wrong_host);
            if (!good) {
                QCOMPARE(detail(bench), names.replace(' ', ", "));
                QCOMPARE(QString::fromStdString(bench.error.facts().host), host);
                QCOMPARE(int(bench.error.code), 60);
            }
        }
    }
    void listsOnlyTheFirstNames() {
        TlsBench bench;
        trust(bench);
        const auto server = make_server_context(authority_.issue({.names = {"a.x", "b.x", "c.x", "d.x", "e.x"}}));
        QCOMPARE(bench.meet(server), Kind::tls_wrong_host);
        QCOMPARE(detail(bench), QString("a.x, b.x, c.x and 2 more"));
    }
    void theNameCheckCanBeTurnedOffAlone() {
        TlsBench bench;
        trust(bench);
        bench.options.verify_host = false;
        QCOMPARE(bench.meet(make_server_context(authority_.issue({.names = {"other.example"}}))), Kind::none);
        QCOMPARE(bench.meet(make_server_context(TestAuthority("Other").issue({}))), Kind::tls_unknown_issuer);
    }

    void tellsWhatIsWrong_data() {
        QTest::addColumn<int>("from_hours");
        QTest::addColumn<int>("until_hours");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("text");
        QTest::newRow("3 days") << -200 << -73 << int(Kind::tls_expired) << "Certificate expired 3 days ago";
        QTest::newRow("a day") << -200 << -25 << int(Kind::tls_expired) << "Certificate expired 1 day ago";
        QTest::newRow("hours") << -200 << -2 << int(Kind::tls_expired) << "Certificate expired 2 hours ago";
        QTest::newRow("now") << -200 << 0 << int(Kind::tls_expired) << "Certificate expired just now";
        QTest::newRow("future") << 48 << 200 << int(Kind::tls_not_yet_valid)
                                << "Certificate is not valid yet: from 2031-01-03";
    }
    void tellsWhatIsWrong() {
        QFETCH(int, from_hours);
        QFETCH(int, until_hours);
        QFETCH(QString, text);
        // The engine's clock decides, not the machine's.
        const std::chrono::sys_days now(std::chrono::year(2031) / 1 / 1);
        TestAuthority authority("Future", now);
        TlsBench bench;
        bench.clock.set_wall(now);
        bench.options.ca_file = bench.file("ca.pem", authority.root());
        const auto server = make_server_context(authority.issue(
            {.valid_from = hours(from_hours), .valid_until = hours(until_hours) - std::chrono::seconds(30)}));
        QTEST(int(bench.meet(server)), "kind");
        QVERIFY2(QString::fromStdString(bench.error.text()).startsWith(text), bench.error.text().c_str());
        QCOMPARE(int(bench.error.code), 60);
        QVERIFY(bench.server->failed);  // it was told by an alert
    }
    void anUnknownIssuerIsNamed() {
        TlsBench bench;
        trust(bench);
        QCOMPARE(bench.meet(make_server_context(TestAuthority("Other").issue({}))), Kind::tls_unknown_issuer);
        QVERIFY(detail(bench).contains("Other Root"));
        QCOMPARE(bench.stream->facts()->chain.size(), 2U);  // for "Show certificate"
        QVERIFY(bench.stream->facts()->verify_result != 0);
    }
    void aRootThatIsSentButNotTrustedIsAnUnknownIssuer() {
        TestAuthority other("Other");
        Issued issued = other.issue({});
        issued.chain += other.root();
        TlsBench bench;
        trust(bench);
        QCOMPARE(bench.meet(make_server_context(issued)), Kind::tls_unknown_issuer);
    }
    void aMissingIntermediateIsAnUnknownIssuer() {
        Issued issued = authority_.issue({});
        issued.chain = issued.certificate;
        TlsBench bench;
        trust(bench);
        QCOMPARE(bench.meet(make_server_context(issued)), Kind::tls_unknown_issuer);
        QVERIFY(detail(bench).contains("Sluice Test Intermediate"));
    }
    void aSelfSignedCertificateIsToldApart() {
        TlsBench bench;
        trust(bench);
        QCOMPARE(bench.meet(make_server_context(authority_.self_signed({}))), Kind::tls_self_signed);
    }
    void aRevokedCertificateIsToldApart() {
        const Issued good = authority_.issue({});
        const Issued revoked = authority_.issue({});
        TlsBench bench;
        trust(bench);
        bench.options.crl_file = bench.file("crl.pem", authority_.revocation_lists({revoked}));
        QCOMPARE(bench.meet(make_server_context(good)), Kind::none);
        QCOMPARE(bench.meet(make_server_context(revoked)), Kind::tls_revoked);
    }
    void aMissingListOfRevokedOnesIsNotAccepted() {
        TlsBench bench;
        trust(bench);
        bench.options.crl_file = bench.file("crl.pem", TestAuthority("Other").revocation_lists({}));
        QCOMPARE(bench.meet(make_server_context(authority_.issue({}))), Kind::tls_verify);
        QVERIFY(detail(bench).contains("CRL"));
    }
    void aClientsCertificateIsNoServers() {
        TlsBench bench;
        trust(bench);
        QCOMPARE(bench.meet(make_server_context(authority_.issue({.for_client = true}))), Kind::tls_verify);
        QVERIFY(!detail(bench).isEmpty());
    }
    void withoutCheckingAnythingGoesButIsRecorded() {
        TlsBench bench;
        trust(bench);
        bench.options.verify_peer = bench.options.verify_host = false;
        QCOMPARE(bench.meet(make_server_context(authority_.self_signed({.names = {"other.example"}}))), Kind::none);
        const auto facts = bench.stream->facts();
        QVERIFY(!facts->verify_peer);
        QVERIFY(!facts->verify_host);
        QVERIFY(facts->verify_result != 0);
        QVERIFY(facts->verify_text.find("self") != std::string::npos);
    }
};

SL_TEST_CLASS(VerifyTest)
#include "verify_test.moc"
