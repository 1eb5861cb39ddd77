#include "engine/tls/pin_set.h"

#include <QTemporaryDir>
#include <QTest>

#include <openssl/pem.h>

#include "engine/tls/openssl_ptr.h"
#include "tests/support/test_certificates.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::test;

namespace {
tls::CertificatePtr parsed(const Issued& issued) {
    const tls::BioPtr bio(BIO_new_mem_buf(issued.certificate.data(), static_cast<int>(issued.certificate.size())));
    return tls::CertificatePtr(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}
}  // namespace

class PinSetTest : public QObject {
    Q_OBJECT
    TestAuthority authority_;
    Issued right_ = authority_.issue({});
    Issued wrong_ = authority_.issue({});
    QTemporaryDir folder_;

    std::string file(const std::string& content) { return write_file(folder_.path().toStdString(), "pin", content); }
    void compare(const std::string& pins) {
        const auto set = tls::PinSet::parse(pins);
        QVERIFY(set.has_value());
        QVERIFY(!set->empty());
        QVERIFY(set->allows(*parsed(right_)));
        QVERIFY(!set->allows(*parsed(wrong_)));
    }

  private slots:
    void allowsEverythingWithoutPins() {
        const auto set = tls::PinSet::parse("");
        QVERIFY(set->empty());
        QVERIFY(set->allows(*parsed(wrong_)));
    }
    void allowsTheKeyOfOnePin() { compare(pin_of(right_)); }
    void allowsTheKeyOfOneOfSeveralPins() {
        compare(pin_of(authority_.issue({})) + ";" + pin_of(right_) + "; " + pin_of(authority_.issue({})) + ";");
    }
    void readsAPublicKeyInPem() { compare(file(public_key_pem(right_))); }
    void readsAPublicKeyInDer() { compare(file(public_key_der(right_))); }
    void readsACertificateInPem() { compare(file(right_.certificate)); }
    void readsACertificateInDer() {
        unsigned char* der = nullptr;
        const int size = i2d_X509(parsed(right_).get(), &der);
        compare(file(std::string(reinterpret_cast<char*>(der), static_cast<std::size_t>(size))));
        OPENSSL_free(der);
    }
    void pinsOfAnRsaKeyWorkToo() {
        const Issued rsa = authority_.issue({.key = KeyType::rsa_2048});
        QVERIFY(tls::PinSet::parse(pin_of(rsa))->allows(*parsed(rsa)));
    }
    void refusesMalformedPins_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("no base64") << "sha256//????????????????????????????????????????????";
        QTest::newRow("too short") << "sha256//AAAA";
        QTest::newRow("second without prefix")
            << "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        QTest::newRow("nothing") << "sha256//";
        QTest::newRow("no file") << "/nonexistent/key.pem";
    }
    void refusesMalformedPins() {
        QFETCH(QString, text);
        const auto set = tls::PinSet::parse(text.toStdString());
        QVERIFY(!set.has_value());
        QCOMPARE(set.error().code, Code::ssl_pinnedpubkeynotmatch);
        QVERIFY(!set.error().facts().detail.empty());
    }
    void refusesAFileWithoutAKey() {
        const auto set = tls::PinSet::parse(file("this is no key"));
        QVERIFY(!set.has_value());
        QCOMPARE(set.error().kind, Kind::tls_pin_mismatch);
        QVERIFY(set.error().facts().file.ends_with("/pin"));
    }
};

SL_TEST_CLASS(PinSetTest)
#include "pin_set_test.moc"
