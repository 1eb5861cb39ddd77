#include "engine/download/checksum_list.h"

#include <QTest>

#include "engine/base/ascii.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::download;

namespace {

// Digests of "abc": RFC 1321, FIPS 180-4, FIPS 202.
const std::string md5 = "900150983cd24fb0d6963f7d28e17f72";
const std::string sha1 = "a9993e364706816aba3e25717850c26c9cd0d89d";
const std::string sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const std::string sha3 = "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532";
const std::string other(64, '0');

std::string text_of(const Result<std::vector<NamedHash>>& found) {
    if (!found) {
        return found.error().text();
    }
    std::string out;
    for (const NamedHash& hash : *found) {
        out += (out.empty() ? "" : " ") + hash.algorithm + '=' + hash.hex;
    }
    return out;
}
std::string find(const std::string& text, const std::string& name, const std::string& origin = "SUMS") {
    const auto list = parse_checksum_list(text, origin);
    return list ? text_of(hashes_for(*list, {name})) : list.error().text();
}

}  // namespace

class ChecksumListTest : public QObject {
    Q_OBJECT

  private slots:
    void findsTheLineInEveryForm_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("found");
        const auto row = [](const char* tag, const std::string& text, const char* name, const std::string& found) {
            QTest::newRow(tag) << QByteArray::fromStdString(text) << QByteArray(name)
                               << QByteArray::fromStdString(found);
        };
        const std::string wanted = "sha-256=" + sha256;
        row("text", other + "  a\n" + sha256 + "  f.iso\n" + other + "  f.iso.sig\n", "f.iso", wanted);
        row("binary", sha256 + " *f.iso\n", "f.iso", wanted);
        row("one blank", sha256 + " f.iso", "f.iso", wanted);
        row("tab", sha256 + "\tf.iso", "f.iso", wanted);
        row("capital digits", base::to_upper(sha256) + "  f.iso\n", "f.iso", wanted);
        row("CRLF", "\xef\xbb\xbf" + other + "  a\r\n" + sha256 + "  f.iso\r\n", "f.iso", wanted);
        row("name with blanks", sha256 + "   two  words \n", " two  words ", wanted);
        row("star in the name", sha256 + " **f*\n", "*f*", wanted);
        row("escaped", "\\" + sha256 + "  a\\nb\\\\c\\r\n", "a\nb\\c\r", wanted);
        row("backslash that is none", sha256 + "  a\\nb\n", "a\\nb", wanted);
        row("BSD", "SHA256 (f.iso) = " + sha256, "f.iso", wanted);
        row("BSD, escaped", "\\SHA256 (f\\n.iso) = " + sha256, "f\n.iso", wanted);
        row("BSD, odd name", "SHA256 (a) = (b) (c) = " + sha256, "a) = (b) (c", wanted);
        row("openssl", "SHA2-256(f.iso)= " + sha256, "f.iso", wanted);
        row("SHA-3", "SHA3-256 (f.iso) = " + sha3, "f.iso", "sha3-256=" + sha3);
        row("SHA-512/256", "SHA512/256 (f.iso) = " + sha256, "f.iso", "sha-512-256=" + sha256);
        row("digest alone", "# of the image\n" + sha256 + "\n", "any", wanted);
        row("by length", md5 + "  f\n" + sha1 + "  f\n", "f", "md5=" + md5 + " sha-1=" + sha1);
        row("the same line twice", sha256 + "  f\n" + sha256 + " *f\n", "f", wanted);
        row("in a folder", sha256 + "  ./x/f.iso\n", "f.iso", wanted);
        row("folder of others", sha256 + " *x\\f.iso\n", "f.iso", wanted);
        row("the whole name before the last part", other + "  x/f\n" + sha256 + "  ./f\n", "f", wanted);
        row("comments", "; " + other + "  f\n#" + other + "  f\n\n \n" + sha256 + "  f\n", "f", wanted);
        row("prose around it", "Checksums of f:\n  see below\n" + sha256 + "  f\nThank you\n", "f", wanted);
        row("a known kind beside an unknown one", "BLAKE2b (f) = " + other + other + "\nSHA256 (f) = " + sha256, "f",
            wanted);
    }
    void findsTheLineInEveryForm() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, found);
        QCOMPARE(QByteArray::fromStdString(find(text.toStdString(), name.toStdString())), found);
    }

    void ofAClearsignedTextOnlyWhatWasSignedCounts() {
        const std::string text = other + "  f\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA512\r\n\r\n" + sha256 +
                                 "  f\r\n- " + sha256 + "  - dashed\r\n-----BEGIN PGP SIGNATURE-----\n\n" + other +
                                 "  f\n-----END PGP SIGNATURE-----\n" + other + "  f\n";
        QCOMPARE(find(text, "f"), "sha-256=" + sha256);
        QCOMPARE(find(text, "- dashed"), "sha-256=" + sha256);
    }

    void theNameOfTheListTellsWhatItsLengthCannot() {
        QCOMPARE(find(sha3 + "  f\n", "f", "https://h/SHA3-256SUMS?x=sha2"), "sha3-256=" + sha3);
        QVERIFY(find(other + other + "  f\n", "f", "/d/b2sums.txt").find("no digest known here") != std::string::npos);
        QCOMPARE(find(sha256 + "  f\n", "f", "https://sha3.example/SUMS"), "sha-256=" + sha256);
    }

    void theFirstNameThatHasALineCounts() {
        const auto list = parse_checksum_list(other + "  a\n" + sha256 + "  b\n", "SUMS");
        QVERIFY(list);
        QCOMPARE(text_of(hashes_for(*list, {"", "x", "b", "a"})), "sha-256=" + sha256);
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char* tag, const std::string& text, const char* said) {
            QTest::newRow(tag) << QByteArray::fromStdString(text) << QByteArray(said);
        };
        row("no line for it", sha256 + "  a\n", "no line speaks of \"f\"");
        row("two alone", sha256 + "\n" + sha256 + "\n", "no line speaks of \"f\"");
        row("two that differ", sha256 + "  f\n" + other + "  f\n", "two lines with different sha-256 digests");
        row("two in folders that differ", sha256 + "  a/f\n" + other + "  b/f\n", "two lines with different sha-256");
        row("no such length", std::string(62, 'a') + "  f\n", "line 1 has 62 hexadecimal digits");
        row("a kind not known", "BLAKE2b (f) = " + other + other, "line 1 has BLAKE2b with 128 digits");
        row("the kind and the length differ", "MD5 (f) = " + sha256, "line 1 has MD5 with 64 digits");
        row("nothing in it", "\n# x\n", "no line of it is a checksum");
        row("a page", "<!DOCTYPE html><title>404</title>", "no line of it is a checksum");
        row("UTF-16", std::string("\xff\xfe", 2) + std::string("a\0b\0", 4), "no text");
        row("an unknown escape", "\\" + sha256 + "  a\\tb\n", "no line of it is a checksum");
    }
    void saysWhatIsWrong() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, said);
        const std::string found = find(text.toStdString(), "f");
        QVERIFY2(found.find(said.toStdString()) != std::string::npos, found.c_str());
        QVERIFY(found.find("SUMS") != std::string::npos);
    }
    void aHugeFileIsRefused() { QVERIFY(!parse_checksum_list(std::string(16 * 1024 * 1024 + 1, '\n'), "SUMS")); }
};

SL_TEST_CLASS(ChecksumListTest)
#include "checksum_list_test.moc"
