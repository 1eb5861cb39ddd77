#include "engine/tls/trust_store.h"

#include <QDir>
#include <QTest>

#include <openssl/pem.h>
#include <openssl/x509.h>

#include "tests/support/test_class.h"
#include "tests/unit/tls/tls_bench.h"

using namespace sluice;
using namespace sluice::test;

class TrustStoreTest : public QObject {
    Q_OBJECT
    TestAuthority authority_;

    static void hashed(const QString& folder, const std::string& pem) {
        BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
        X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
        const unsigned long hash = X509_subject_name_hash(certificate);
        X509_free(certificate);
        BIO_free(bio);
        write_file(folder.toStdString(), QString::asprintf("%08lx.0", hash).toStdString(), pem);
    }

  private slots:
    void init() {
        qunsetenv("SSL_CERT_DIR");
        qunsetenv("SSL_CERT_FILE");
    }
    void cleanup() { init(); }

    void saysWhichFileCannotBeRead_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<bool>("exists");
        QTest::addColumn<int>("code");
        for (const char* field : {"ca_file", "extra_ca_file", "crl_file"}) {
            const int code =
                static_cast<int>(QByteArray(field) == "crl_file" ? Code::ssl_crl_badfile : Code::ssl_cacert_badfile);
            QTest::newRow(QByteArray(field) + ", absent") << field << false << code;
            QTest::newRow(QByteArray(field) + ", rubbish") << field << true << code;
        }
    }
    void saysWhichFileCannotBeRead() {
        QFETCH(QString, field);
        QFETCH(bool, exists);
        QFETCH(int, code);
        QTemporaryDir folder;
        const std::string path = exists ? write_file(folder.path().toStdString(), "x.pem", "rubbish")
                                        : folder.path().toStdString() + "/absent.pem";
        tls::TrustSources sources;
        (field == "ca_file" ? sources.ca_file : field == "crl_file" ? sources.crl_file : sources.extra_ca_file) = path;
        const auto store = tls::TrustStore::load(sources);
        QVERIFY(!store.has_value());
        QCOMPARE(store.error().kind, Kind::tls_ca_file);
        QCOMPARE(static_cast<int>(store.error().code), code);
        QCOMPARE(store.error().facts().file, path);
        QVERIFY(!store.error().facts().detail.empty());
        QCOMPARE(store.error().os_errno, exists ? 0 : ENOENT);
    }
    void findsAnAuthorityInTheHashedFolderOfTheSystem() {
        TlsBench bench;
        hashed(bench.folder.path(), authority_.root());
        qputenv("SSL_CERT_DIR", bench.folder.path().toUtf8());
        qputenv("SSL_CERT_FILE", "/nonexistent");
        QCOMPARE(bench.meet(make_server_context(authority_.issue({}))), Kind::none);
    }
    void findsAnAuthorityThatIsOnlyInTheBundle() {
        TlsBench bench;
        qputenv("SSL_CERT_DIR", "/nonexistent");
        qputenv("SSL_CERT_FILE", bench.file("bundle.pem", authority_.root()).c_str());
        QCOMPARE(bench.meet(make_server_context(authority_.issue({}))), Kind::none);
        QCOMPARE(bench.stream->facts()->verify_result, 0L);
    }
    void theBundleDoesNotSwitchOffTheOtherChecks() {
        TlsBench bench;
        qputenv("SSL_CERT_DIR", "/nonexistent");
        qputenv("SSL_CERT_FILE", bench.file("bundle.pem", authority_.root()).c_str());
        const auto server = make_server_context(authority_.issue({.names = {"other.example"}}));
        QCOMPARE(bench.meet(server), Kind::tls_wrong_host);
        const auto old = make_server_context(authority_.issue({.valid_until = std::chrono::hours(-1)}));
        QCOMPARE(bench.meet(old), Kind::tls_expired);
    }
    void anAuthorityInNeitherIsUnknown() {
        TlsBench bench;
        qputenv("SSL_CERT_DIR", "/nonexistent");
        qputenv("SSL_CERT_FILE", bench.file("bundle.pem", TestAuthority("Other").root()).c_str());
        QCOMPARE(bench.meet(make_server_context(authority_.issue({}))), Kind::tls_unknown_issuer);
    }
    void aFolderOfTheUsersWorks() {
        TlsBench bench;
        hashed(bench.folder.path(), authority_.root());
        bench.options.ca_path = bench.folder.path().toStdString();
        QCOMPARE(bench.meet(make_server_context(authority_.issue({}))), Kind::none);
    }
    void ownFilesReplaceTheSystems() {
        TlsBench bench;
        qputenv("SSL_CERT_FILE", bench.file("bundle.pem", authority_.root()).c_str());
        bench.options.ca_file = bench.file("ca.pem", TestAuthority("Other").root());
        QCOMPARE(bench.meet(make_server_context(authority_.issue({}))), Kind::tls_unknown_issuer);
        bench.options.extra_ca_file = bench.file("extra.pem", authority_.root());
        QCOMPARE(bench.meet(make_server_context(authority_.issue({}))), Kind::none);
    }
    void aServersOwnCertificateCanBeTrusted() {
        TlsBench bench;
        const Issued own = authority_.self_signed({});
        bench.options.extra_ca_file = bench.file("own.pem", own.certificate);
        QCOMPARE(bench.meet(make_server_context(own)), Kind::none);
        const Issued leaf = authority_.issue({});
        bench.options.extra_ca_file = bench.file("leaf.pem", leaf.certificate);
        QCOMPARE(bench.meet(make_server_context(leaf)), Kind::none);
    }
};

SL_TEST_CLASS(TrustStoreTest)
#include "trust_store_test.moc"
