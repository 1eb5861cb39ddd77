#include "engine/tls/tls_facts.h"

#include <QTest>

#include <openssl/ssl.h>

#include "tests/support/test_class.h"
#include "tests/unit/tls/tls_bench.h"

using namespace sluice;
using namespace sluice::test;

class TlsFactsTest : public QObject {
    Q_OBJECT
    TestAuthority authority_;

  private slots:
    void tellWhatWasAgreed_data() {
        QTest::addColumn<int>("version");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("cipher");
        QTest::newRow("1.3") << TLS1_3_VERSION << "TLSv1.3"
                             << "TLS_AES_128_GCM_SHA256";
        QTest::newRow("1.2") << TLS1_2_VERSION << "TLSv1.2"
                             << "ECDHE-ECDSA-AES128-GCM-SHA256";
    }
    void tellWhatWasAgreed() {
        QFETCH(int, version);
        TlsBench bench;
        bench.options.ca_file = bench.file("ca.pem", authority_.root());
        bench.options.tls13_ciphers = "TLS_AES_128_GCM_SHA256";
        bench.options.ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256";
        const Issued issued = authority_.issue({});
        QCOMPARE(bench.meet(make_server_context(issued,
                                                {.alpn = {"http/1.1"}, .highest_version = version, .ocsp_staple = "x"}),
                            "LocalHost.", {"h2", "http/1.1"}),
                 Kind::none);
        const auto facts = bench.stream->facts();
        QTEST(QString::fromStdString(facts->version), "name");
        QTEST(QString::fromStdString(facts->cipher), "cipher");
        QCOMPARE(QString::fromStdString(facts->group), QString("X25519"));
        QCOMPARE(QString::fromStdString(facts->alpn), QString("http/1.1"));
        QCOMPARE(QString::fromStdString(facts->server_name), QString("localhost"));
        QVERIFY(!facts->resumed);
        QVERIFY(facts->verify_peer);
        QVERIFY(facts->verify_host);
        QCOMPARE(facts->verify_result, 0L);
        QCOMPARE(QString::fromStdString(facts->verify_text), QString("ok"));
        QVERIFY(facts->ocsp_stapled);
        QCOMPARE(facts->sct_count, 0);
        QCOMPARE(facts->chain.size(), 2U);
        QCOMPARE(facts->chain[0].pem, issued.certificate);
        QCOMPARE(facts->chain[1].pem, authority_.intermediate());
        QCOMPARE(bench.stream->facts(), facts);  // made once
    }
    void withoutNamesOrStaplesFieldsStayEmpty() {
        TlsBench bench;
        bench.options.ca_file = bench.file("ca.pem", authority_.root());
        QCOMPARE(bench.meet(make_server_context(authority_.issue({})), "127.0.0.1"), Kind::none);
        QVERIFY(bench.stream->facts()->server_name.empty());  // an address is no server name
        QVERIFY(bench.stream->facts()->alpn.empty());
        QVERIFY(!bench.stream->facts()->ocsp_stapled);
    }
    void beforeTheHandshakeThereAreNone() {
        TlsBench bench;
        bench.connect(make_server_context(authority_.issue({})));
        QVERIFY(bench.stream->facts()->version.empty());
        QVERIFY(bench.stream->facts()->chain.empty());
    }
};

SL_TEST_CLASS(TlsFactsTest)
#include "tls_facts_test.moc"
