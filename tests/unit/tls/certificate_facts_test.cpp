#include "engine/tls/certificate_facts.h"

#include <QTest>

#include <openssl/pem.h>

#include "engine/tls/openssl_ptr.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

namespace {
tls::CertificatePtr parsed(const std::string& pem) {
    const tls::BioPtr bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    return tls::CertificatePtr(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}
QString text(const std::string& from) {
    return QString::fromStdString(from);
}
}  // namespace

class CertificateFactsTest : public QObject {
    Q_OBJECT
    std::chrono::sys_seconds now_{std::chrono::seconds(1'900'000'000)};
    TestAuthority authority_{"Facts", now_};

  private slots:
    void tellsEverythingTheInspectorShows() {
        const Issued issued = authority_.issue({.common_name = "Zürich, \"x\"",
                                                .names = {"a.example", "*.b.example", "192.0.2.7", "2001:db8::7"},
                                                .valid_from = std::chrono::hours(-1),
                                                .valid_until = std::chrono::hours(5)});
        const CertificateFacts facts = tls::certificate_facts(*parsed(issued.certificate));
        QCOMPARE(text(facts.subject), QString("CN=Zürich\\, \\\"x\\\",O=Sluice Tests"));
        QCOMPARE(text(facts.common_name), QString("Zürich, \"x\""));
        QCOMPARE(text(facts.issuer), QString("CN=Facts Intermediate,O=Sluice Tests"));
        QCOMPARE(text(facts.serial), QString("1003"));
        QCOMPARE(facts.version, 3);
        QCOMPARE(facts.names, (std::vector<std::string>{"a.example", "*.b.example", "192.0.2.7", "2001:db8::7"}));
        QCOMPARE(facts.not_before, now_ - std::chrono::hours(1));
        QCOMPARE(facts.not_after, now_ + std::chrono::hours(5));
        QCOMPARE(text(facts.signature_algorithm), QString("ecdsa-with-SHA256"));
        QCOMPARE(facts.sha256.size(), 95U);
        QCOMPARE(facts.sha256[2], ':');
        QCOMPARE(facts.pem, issued.certificate);
    }
    void namesTheKey_data() {
        QTest::addColumn<int>("type");
        QTest::addColumn<QString>("key");
        QTest::newRow("ec") << int(KeyType::ec_p256) << "EC P-256";
        QTest::newRow("rsa") << int(KeyType::rsa_2048) << "RSA 2048";
        QTest::newRow("ed25519") << int(KeyType::ed25519) << "Ed25519";
    }
    void namesTheKey() {
        QFETCH(int, type);
        QFETCH(QString, key);
        const Issued issued = authority_.issue({.key = static_cast<KeyType>(type)});
        QCOMPARE(text(tls::certificate_facts(*parsed(issued.certificate)).key), key);
    }
    void aCertificateWithoutNamesIsForItsCommonName() {
        const Issued issued = authority_.issue({.common_name = "old.example", .names = {}});
        QCOMPARE(tls::certificate_names(*parsed(issued.certificate)), (std::vector<std::string>{"old.example"}));
        QVERIFY(tls::certificate_facts(*parsed(issued.certificate)).names.empty());
    }
    void controlCharactersInNamesAreEscaped() {
        const Issued issued = authority_.issue({.common_name = "a\nb\x1b[31m", .names = {}});
        const std::string name = tls::common_name(*parsed(issued.certificate));
        QCOMPARE(text(name), QString("a\\0Ab\\1B[31m"));
    }
};

SL_TEST_CLASS(CertificateFactsTest)
#include "certificate_facts_test.moc"
