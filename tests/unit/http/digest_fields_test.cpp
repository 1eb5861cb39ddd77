#include "engine/http/digest_fields.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::http;

namespace {

/// The digest of `{"hello": "world"}` and a line end, as RFC 9530 shows it.
constexpr const char* rfc_sha256 = "RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=";
constexpr const char* rfc_sha256_hex = "44aff4ab2d7c3250525675a08f0cfa9591168cffe51791c5f5bbc417c15a6c38";
/// That of nothing at all.
constexpr const char* empty_md5 = "1B2M2Y8AsgTpgAmY7PhCfg==";
constexpr const char* empty_md5_hex = "d41d8cd98f00b204e9800998ecf8427e";

QString text_of(const std::vector<GivenDigest>& digests) {
    std::string out;
    for (const GivenDigest& digest : digests) {
        out += (out.empty() ? "" : "; ") + digest.field + ' ' + digest.algorithm + ' ' + digest.hex;
    }
    return QString::fromStdString(out);
}

}  // namespace

class DigestFieldsTest : public QObject {
    Q_OBJECT
  private slots:
    void areReadAsTheyAreWritten_data();
    void areReadAsTheyAreWritten();
    void whatIsMalformedIsLeftOut_data();
    void whatIsMalformedIsLeftOut();
    void thoseOfAPartAreNotThoseOfTheWhole();
    void thoseOfTheUncodedAreNotThoseOfTheCoded();
    void theMostTrustedComesFirst();
};

void DigestFieldsTest::areReadAsTheyAreWritten_data() {
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<QString>("hex");
    const QString sha = rfc_sha256, md5 = empty_md5;
    QTest::newRow("RFC 9530") << "Repr-Digest"
                              << "sha-256=:" + sha + ":"
                              << "sha-256" << rfc_sha256_hex;
    QTest::newRow("parameter") << "Repr-Digest"
                               << "sha-256=:" + sha + ":;x=1"
                               << "sha-256" << rfc_sha256_hex;
    QTest::newRow("content") << "Content-Digest"
                             << "sha-256=:" + sha + ":"
                             << "sha-256" << rfc_sha256_hex;
    QTest::newRow("RFC 3230") << "Digest"
                              << "SHA-256=" + sha << "sha-256" << rfc_sha256_hex;
    QTest::newRow("SHA is SHA-1") << "Digest"
                                  << "SHA=thvDyvhfIqlvFe+A9MYgxAfm1q4="
                                  << "sha-1"
                                  << "b61bc3caf85f22a96f15ef80f4c620c407e6d6ae";
    QTest::newRow("Content-MD5") << "Content-MD5" << md5 << "md5" << empty_md5_hex;
    QTest::newRow("hex") << "X-Checksum-Md5" << QString(empty_md5_hex).toUpper() << "md5" << empty_md5_hex;
    QTest::newRow("Google") << "X-Goog-Hash"
                            << "crc32c=AAAAAA==, md5=" + md5 << "md5" << empty_md5_hex;
}

void DigestFieldsTest::areReadAsTheyAreWritten() {
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(QString, algorithm);
    QFETCH(QString, hex);
    HeaderList headers;
    headers.add(field.toLower().toStdString(), value.toStdString());
    QCOMPARE(text_of(digests_of_whole(200, headers)), field + ' ' + algorithm + ' ' + hex);
    QCOMPARE(text_of(digests_of_whole(404, headers)), QString());
}

void DigestFieldsTest::whatIsMalformedIsLeftOut_data() {
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::newRow("no colons") << "Repr-Digest" << QString("sha-256=") + rfc_sha256;
    QTest::newRow("one colon") << "Repr-Digest" << QString("sha-256=:") + rfc_sha256;
    QTest::newRow("behind it") << "Repr-Digest" << QString("sha-256=:") + rfc_sha256 + ":x";
    QTest::newRow("empty") << "Repr-Digest"
                           << "sha-256=::";
    QTest::newRow("no name") << "Repr-Digest" << QString("=:") + rfc_sha256 + ":";
    QTest::newRow("a bad neighbour") << "Repr-Digest" << QString("sha-256=:") + rfc_sha256 + ":, md5=x y";
    QTest::newRow("a bad neighbour before it") << "Repr-Digest" << QString("SHA=1, sha-256=:") + rfc_sha256 + ":";
    QTest::newRow("a comma at the end") << "Content-Digest" << QString("sha-256=:") + rfc_sha256 + ":,";
    QTest::newRow("no base64") << "Repr-Digest"
                               << "sha-256=:#?:";
    QTest::newRow("no equals") << "Digest"
                               << "sha-256";
    QTest::newRow("no hex") << "X-Checksum-Sha1"
                            << "xyz";
    QTest::newRow("only crc") << "X-Goog-Hash"
                              << "crc32c=AAAAAA==";
}

void DigestFieldsTest::whatIsMalformedIsLeftOut() {
    QFETCH(QString, field);
    QFETCH(QString, value);
    HeaderList headers;
    headers.add(field.toStdString(), value.toStdString());
    QCOMPARE(text_of(digests_of_whole(200, headers)), QString());
}

void DigestFieldsTest::thoseOfAPartAreNotThoseOfTheWhole() {
    const std::string sha = std::string("sha-256=:") + rfc_sha256 + ":";
    const HeaderList part = {{"Content-Digest", sha}, {"Content-MD5", empty_md5}};
    QCOMPARE(text_of(digests_of_whole(206, part)), QString());
    const HeaderList whole = {{"Repr-Digest", sha}};
    QCOMPARE(digests_of_whole(206, whole).size(), std::size_t(1));
}

void DigestFieldsTest::thoseOfTheUncodedAreNotThoseOfTheCoded() {
    const std::string sha = std::string("sha-256=:") + rfc_sha256 + ":";
    const HeaderList headers = {{"Content-Encoding", "gzip"},
                                {"X-Checksum-Md5", empty_md5_hex},
                                {"X-Goog-Hash", std::string("md5=") + empty_md5},
                                {"Repr-Digest", sha}};
    QCOMPARE(text_of(digests_of_whole(200, headers)), QString("Repr-Digest sha-256 ") + rfc_sha256_hex);
}

void DigestFieldsTest::theMostTrustedComesFirst() {
    const HeaderList headers = {{"X-Checksum-Md5", empty_md5_hex},
                                {"Content-MD5", empty_md5},
                                {"Repr-Digest", std::string("unixsum=:AAA=:, sha-256=:") + rfc_sha256 + ":"}};
    const auto digests = digests_of_whole(200, headers);
    QCOMPARE(digests.size(), std::size_t(4));
    QCOMPARE(digests[0].algorithm, std::string("unixsum"));
    QCOMPARE(digests[1].algorithm, std::string("sha-256"));
    QCOMPARE(digests[2].field, std::string("Content-MD5"));
    QCOMPARE(digests[3].field, std::string("X-Checksum-Md5"));
}

SL_TEST_CLASS(DigestFieldsTest)

#include "digest_fields_test.moc"
