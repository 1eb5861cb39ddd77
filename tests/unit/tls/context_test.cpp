#include "engine/tls/context.h"

#include <QTest>

#include <openssl/ssl.h>

#include "engine/base/result.h"
#include "tests/support/test_class.h"
#include "tests/unit/tls/tls_bench.h"

using namespace sluice;
using namespace sluice::test;

class ContextTest : public QObject {
    Q_OBJECT
    TestAuthority authority_;

  private slots:
    void sharesOneContextPerDistinctOptions() {
        TlsBench bench;
        TlsOptions other;
        other.max_version = TlsVersion::v1_2;
        const auto first = bench.contexts.get({});
        QCOMPARE(*bench.contexts.get({}), *first);
        QVERIFY(*bench.contexts.get(other) != *first);
        QCOMPARE(bench.contexts.contexts(), 2U);
        QCOMPARE(bench.contexts.trust_stores(), 1U);  // read once for both
    }
    void readsTheTrustStoreOnlyOnce() {
        TlsBench bench;
        bench.options.ca_file = bench.file("ca.pem", authority_.root());
        QVERIFY(bench.contexts.get(bench.options).has_value());
        QFile::remove(QString::fromStdString(bench.options.ca_file));
        TlsOptions other = bench.options;
        other.verify_host = false;
        QVERIFY(bench.contexts.get(other).has_value());
    }
    void makesContextsAfreshAfterADay() {
        TlsBench bench;
        const auto first = bench.contexts.get({});
        bench.clock.sleep(std::chrono::hours(24) - std::chrono::seconds(1));
        QVERIFY(*bench.contexts.get({}) == *first);
        bench.clock.sleep(std::chrono::seconds(1));
        QVERIFY(*bench.contexts.get({}) != *first);
        QCOMPARE(bench.contexts.contexts(), 1U);
        QCOMPARE(bench.contexts.trust_stores(), 1U);
    }
    void readsFilesOfTrustAsOftenAsAskedFor() {
        TlsBench bench;
        TlsOptions each_time;
        each_time.ca_file = bench.file("ca", authority_.root());
        each_time.ca_cache_life = std::chrono::seconds(0);
        TlsOptions once = each_time;
        once.ca_cache_life = std::chrono::seconds(-1);
        const auto kept = bench.contexts.get(once);
        const auto first = bench.contexts.get(each_time);
        bench.clock.sleep(std::chrono::hours(24 * 365));
        QVERIFY(*bench.contexts.get(each_time) != *first);
        QVERIFY(*bench.contexts.get(once) == *kept);
        bench.file("ca", "no certificate");
        QVERIFY(!bench.contexts.get(each_time).has_value());
        QVERIFY(*bench.contexts.get(once) == *kept);
    }
    void keepsABoundedNumber() {
        TlsBench bench;
        for (int i = 0; i < 100; ++i) {
            TlsOptions options;
            options.client.password = std::to_string(i);
            options.ca_file = bench.file(std::to_string(i), authority_.root());
            QVERIFY(bench.contexts.get(options).has_value());
            options.ciphers = "NO-SUCH";
            QVERIFY(!bench.contexts.get(options).has_value());
        }
        QCOMPARE(bench.contexts.contexts(), tls::ContextCache::most_contexts);
        QVERIFY(bench.contexts.trust_stores() <= tls::ContextCache::most_contexts + 1);
        bench.contexts.clear();
        QCOMPARE(bench.contexts.contexts() + bench.contexts.trust_stores(), 0U);
    }
    void refusesOptionsThatDoNotWork_data() {
        QTest::addColumn<QString>("what");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("code");
        QTest::newRow("ciphers") << "ciphers" << int(Kind::tls_cipher) << 59;
        QTest::newRow("tls13_ciphers") << "tls13_ciphers" << int(Kind::tls_cipher) << 59;
        QTest::newRow("curves") << "curves" << int(Kind::tls_cipher) << 59;
        QTest::newRow("no such type") << "type" << int(Kind::argument_bad) << 43;
        QTest::newRow("no such key type") << "key type" << int(Kind::argument_bad) << 43;
        QTest::newRow("DER that is PEM") << "certificate is PEM" << int(Kind::tls_client_certificate) << 58;
        QTest::newRow("P12 that is PEM") << "certificate is no bundle" << int(Kind::tls_client_certificate) << 58;
        QTest::newRow("versions") << "versions" << int(Kind::tls_version) << 35;
        QTest::newRow("certificate absent") << "certificate" << int(Kind::tls_client_certificate) << 58;
        QTest::newRow("key absent") << "key" << int(Kind::tls_client_certificate) << 58;
        QTest::newRow("key of another") << "other key" << int(Kind::tls_client_certificate) << 58;
        QTest::newRow("no password") << "no password" << int(Kind::tls_client_certificate) << 58;
        QTest::newRow("wrong password") << "wrong password" << int(Kind::tls_client_certificate) << 58;
        QTest::newRow("pin") << "pin" << int(Kind::tls_pin_mismatch) << 90;
    }
    void refusesOptionsThatDoNotWork() {
        QFETCH(QString, what);
        TlsBench bench;
        const Issued own = authority_.issue({.for_client = true});
        TlsOptions options;
        options.client.certificate = bench.file("own.pem", own.certificate);
        options.client.key = bench.file("own.key", own.key);
        QVERIFY(bench.contexts.get(options).has_value());
        if (what == "ciphers") {
            options.ciphers = "NO-SUCH-CIPHER";
        } else if (what == "tls13_ciphers") {
            options.tls13_ciphers = "NO_SUCH_CIPHER";
        } else if (what == "curves") {
            options.curves = "NO-SUCH-CURVE";
        } else if (what == "type") {
            options.client.certificate_type = "ENG";
        } else if (what == "key type") {
            options.client.key_type = "P12";
        } else if (what == "certificate is PEM") {
            options.client.certificate_type = "DER";
        } else if (what == "certificate is no bundle") {
            options.client.certificate_type = "P12";
        } else if (what == "versions") {
            options.min_version = TlsVersion::v1_3;
            options.max_version = TlsVersion::v1_2;
        } else if (what == "certificate") {
            options.client.certificate = "/nonexistent/own.pem";
        } else if (what == "key") {
            options.client.key = "/nonexistent/own.key";
        } else if (what == "other key") {
            options.client.key = bench.file("other.key", authority_.issue({}).key);
        } else if (what == "no password" || what == "wrong password") {
            options.client.key = bench.file("locked.key", encrypted_key(own, "right"));
            options.client.password = what == "no password" ? "" : "wrong";
        } else {
            options.pinned_public_key = "sha256//rubbish";
        }
        const auto context = bench.contexts.get(options);
        QVERIFY(!context.has_value());
        QTEST(int(context.error().kind), "kind");
        QTEST(int(context.error().code), "code");
        QVERIFY(!context.error().facts().detail.empty());
        QVERIFY(context.error().facts().detail.find("right") == std::string::npos);
        if (what.startsWith("certificate")) {
            QCOMPARE(context.error().facts().file, options.client.certificate);
        }
    }
    void readsAKeyInTheCertificatesFileAndOneWithAPassword() {
        TlsBench bench;
        const Issued own = authority_.issue({.for_client = true});
        TlsOptions options;
        options.client.certificate = bench.file("both.pem", own.chain + encrypted_key(own, "secret word"));
        options.client.password = "secret word";
        QVERIFY(bench.contexts.get(options).has_value());
    }
    void readsDerAndPkcs12() {
        TlsBench bench;
        const Issued own = authority_.issue({.for_client = true});
        TlsOptions options;
        options.client = {bench.file("own.der", certificate_der(own)), "der", bench.file("own.key", key_der(own)),
                          "DER", ""};
        QVERIFY(bench.contexts.get(options).has_value());
        options.client = {bench.file("own.p12", pkcs12(own, "secret word")), "P12", "", "PEM", "secret word"};
        QVERIFY(bench.contexts.get(options).has_value());
        options.client.password = "wrong";
        QCOMPARE(bench.contexts.get(options).error().kind, Kind::tls_client_certificate);
    }
    void aContextMadeApartIsNotSharedAndTheLastWordCounts() {
        TlsBench bench;
        const TlsOptions options;
        int calls = 0;
        const tls::LastWord word = [&calls](ssl_ctx_st* native) -> sluice::Result<void> {
            ++calls;
            return native != nullptr ? sluice::Result<void>() : fail(Kind::internal);
        };
        const auto one = bench.contexts.make_apart(options, word);
        const auto two = bench.contexts.make_apart(options, word);
        QVERIFY(one && two && *one != *two);
        QCOMPARE(calls, 2);
        QCOMPARE(bench.contexts.contexts(), std::size_t(0));
        const auto refused = bench.contexts.make_apart(
            options, [](ssl_ctx_st*) -> sluice::Result<void> { return fail(Kind::cancelled); });
        QCOMPARE(refused.error().kind, Kind::cancelled);
    }
    void withoutCheckingAMissingTrustStoreStopsNothing() {
        TlsBench bench;
        bench.options.verify_peer = bench.options.verify_host = false;
        bench.options.ca_file = "/nonexistent/ca.pem";
        QCOMPARE(bench.meet(make_server_context(authority_.issue({}))), Kind::none);
        bench.options.verify_peer = true;
        QCOMPARE(bench.meet(make_server_context(authority_.issue({}))), Kind::tls_ca_file);
    }
};

SL_TEST_CLASS(ContextTest)
#include "context_test.moc"
