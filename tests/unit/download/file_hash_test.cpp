#include "engine/download/file_hash.h"

#include <QTest>

#include "tests/sim/sim_disk.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::download;

class FileHashTest : public QObject {
    Q_OBJECT

  private slots:
    // FIPS 180-4, FIPS 202 and RFC 1321 give the digests of "abc".
    void knowsEveryAlgorithm_data() {
        QTest::addColumn<QString>("algorithm");
        QTest::addColumn<QString>("digest");
        QTest::newRow("md5") << "md5"
                             << "900150983cd24fb0d6963f7d28e17f72";
        QTest::newRow("sha-1") << "sha-1"
                               << "a9993e364706816aba3e25717850c26c9cd0d89d";
        QTest::newRow("sha-224") << "sha-224"
                                 << "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7";
        QTest::newRow("sha-256") << "sha256"
                                 << "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        QTest::newRow("sha-384") << "SHA384"
                                 << "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                                    "8086072ba1e7cc2358baeca134c825a7";
        QTest::newRow("sha-512") << "sha-512"
                                 << "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                                    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";
        QTest::newRow("sha3-256") << "sha3-256"
                                  << "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532";
    }
    void knowsEveryAlgorithm() {
        QFETCH(QString, algorithm);
        QFETCH(QString, digest);
        const auto hash = named_hash(algorithm.toStdString(), digest.toUpper().toStdString());
        QVERIFY(hash);
        FileHash running(hash->algorithm);
        running.add(as_bytes("a"));
        running.add(as_bytes("bc"));
        QCOMPARE(QString::fromStdString(running.finish()), digest);
        QCOMPARE(running.finish(), std::string());
    }
    void refusesWhatIsNoDigest() {
        QVERIFY(!named_hash("crc32", "00000000"));
        QVERIFY(!named_hash("md5", std::string(31, '0')));
        QVERIFY(!named_hash("md5", std::string(31, '0') + "g"));
        QVERIFY(!named_hash("", ""));
        QCOMPARE(FileHash("crc32").finish(), std::string());
    }

    void comparesAFileWithAllItsDigests() {
        sim::SimLoop loop;
        sim::SimDisk disk{loop, sim::Rng(1)};
        disk.make_folders("/d");
        int error = 0;
        const auto file = disk.open("/d/f", sys::OpenMode::create, error);
        const std::string content(3 * 1024 * 1024 + 5, 'x');
        QVERIFY(file->write_at(0, as_bytes(content)).bytes == content.size());
        std::vector<NamedHash> hashes;
        for (const char* algorithm : {"md5", "sha-256"}) {
            FileHash hash(algorithm);
            hash.add(as_bytes(content));
            hashes.push_back({algorithm, hash.finish()});
        }
        QVERIFY(check_hashes(*file, "/d/f", content.size(), hashes));
        QVERIFY(check_hashes(*file, "/d/f", content.size(), {}));
        const auto longer = check_hashes(*file, "/d/f", content.size() + 1, hashes);
        QVERIFY(!longer && longer.error().kind == Kind::file_read);
        hashes[1].hex[0] = hashes[1].hex[0] == '0' ? '1' : '0';
        const auto wrong = check_hashes(*file, "/d/f", content.size(), hashes);
        QVERIFY(!wrong && wrong.error().kind == Kind::checksum_mismatch);
        const std::string text = wrong.error().text();
        QVERIFY2(text.find("sha-256") != std::string::npos && text.find(hashes[1].hex) != std::string::npos,
                 text.c_str());
    }
};
SL_TEST_CLASS(FileHashTest)
#include "file_hash_test.moc"
