#include "engine/cli/get_flags.h"

#include <QtTest>

#include <set>

#include "tests/support/test_class.h"

namespace sluice::cli {

class GetFlagsTest : public QObject {
    Q_OBJECT

    static std::string wrong(const std::vector<std::string>& words) { return read_get_command_line(words).error; }

  private slots:
    void readsEveryWayOfWriting() {
        const auto line = read_get_command_line({"-qx16", "--dir=there", "http://a/", "-o", "n", "--limit-rate", "2M"});
        QCOMPARE(line.error, std::string());
        QVERIFY(line.plan.report.quiet);
        QCOMPARE(line.plan.speed.connections, 16);
        QCOMPARE(line.plan.speed.limit_rate, 2 * 1024 * 1024);
        QCOMPARE(line.plan.file.folder, std::string("there"));
        QCOMPARE(line.plan.file.name, std::string("n"));
        QCOMPARE(line.plan.urls, std::vector<std::string>{"http://a/"});
    }
    void whatFollowsTwoDashesIsAnAddress() {
        const auto line = read_get_command_line({"--", "-o"});
        QCOMPARE(line.error, std::string());
        QCOMPARE(line.plan.urls, std::vector<std::string>{"-o"});
    }
    void readsDigests_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("algorithm");
        QTest::newRow("md5") << "MD5:D41D8CD98F00B204E9800998ECF8427E"
                             << "md5";
        QTest::newRow("sha1") << "sha1=da39a3ee5e6b4b0d3255bfef95601890afd80709"
                              << "sha-1";
        QTest::newRow("sha-256") << "sha-256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
                                 << "sha-256";
        QTest::newRow("alone") << QString(128, 'a') << "sha-512";
    }
    void readsDigests() {
        QFETCH(QString, text);
        const auto line = read_get_command_line({"--checksum", text.toStdString(), "http://a/"});
        QCOMPARE(line.error, std::string());
        QCOMPARE(line.plan.hashes.size(), 1U);
        QTEST(QString::fromStdString(line.plan.hashes[0].algorithm), "algorithm");
        QCOMPARE(line.plan.hashes[0].hex.find_first_of("ABCDEF"), std::string::npos);
    }

    void whatIsNoDigestIsAChecksumFile_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"SHA256SUMS", "dir/a=ab", "./sha256:00", "https://h/SUMS?a=b", "HTTP://h/x", "cafe"}) {
            QTest::newRow(text) << text;
        }
    }
    void whatIsNoDigestIsAChecksumFile() {
        QFETCH(QString, text);
        const auto line = read_get_command_line({"--checksum", text.toStdString(), "http://a/", "http://b/"});
        QCOMPARE(line.error, std::string());
        QCOMPARE(line.plan.checksum_files, std::vector<std::string>{text.toStdString()});
    }

    void refusesWithASentence_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("names");
        const QString url = "http://a/";
        QTest::newRow("nothing") << QStringList{} << "no address";
        QTest::newRow("unknown") << QStringList{"--segments", "3", url} << "--segments";
        QTest::newRow("a prefix") << QStringList{"--connection", "3", url} << "--connection ";
        QTest::newRow("letter") << QStringList{"-qZ", url} << "-Z";
        QTest::newRow("no value") << QStringList{url, "--output"} << "NAME";
        QTest::newRow("a value too many") << QStringList{"--quiet=1", url} << "takes no value";
        QTest::newRow("dash") << QStringList{"-"} << "-i -";
        QTest::newRow("count") << QStringList{"-x", "33", url} << "from 1 to 32";
        QTest::newRow("rate") << QStringList{"--limit-rate", "fast", url} << "500K";
        QTest::newRow("conflict") << QStringList{"--conflict", "ask", url} << "skip";
        QTest::newRow("kind of digest") << QStringList{"--checksum", "crc32:00000000", url} << "sha3-256";
        QTest::newRow("short digest") << QStringList{"--checksum", "md5:00", url} << "ALGORITHM=HEX";
        QTest::newRow("no hex") << QStringList{"--checksum", "sha-256:SUMS", url} << "ALGORITHM=HEX";
        QTest::newRow("kind not known") << QStringList{"--checksum", "blake2=" + QString(128, '0'), url} << "sha-512";
        QTest::newRow("no checksum") << QStringList{"--checksum", "", url} << "ALGORITHM=HEX";
        QTest::newRow("by ftp") << QStringList{"--checksum", "ftp://h/SUMS", url} << "HTTP";
        QTest::newRow("verify and restart") << QStringList{"--verify", "--restart", url} << "--verify";
        QTest::newRow("verify anew") << QStringList{"--no-resume", "--verify", url} << "--verify";
        QTest::newRow("no header") << QStringList{"-H", "secret", url} << "Name: value";
        QTest::newRow("two lines") << QStringList{"-H", "a: b\r\nc: d", url} << "Name: value";
        QTest::newRow("timeout") << QStringList{"--timeout", "0", url} << "seconds";
        QTest::newRow("form") << QStringList{"--inspect=har", url} << "text or json";
        QTest::newRow("mirror of two") << QStringList{"--mirror", url, url, url} << "--mirror";
        QTest::newRow("digest of two") << QStringList{"--checksum", "md5:" + QString(32, '0'), url, url}
                                       << "--checksum";
        QTest::newRow("name of two") << QStringList{"-o", "n", url, url} << "--output";
        QTest::newRow("both") << QStringList{"--restart", "--no-resume", url} << "exclude";
        QTest::newRow("loud and quiet") << QStringList{"-qv", url} << "exclude";
    }
    void refusesWithASentence() {
        QFETCH(QStringList, words);
        QFETCH(QString, names);
        std::vector<std::string> given;
        for (const QString& word : words) {
            given.push_back(word.toStdString());
        }
        const QString error = QString::fromStdString(wrong(given));
        QVERIFY2(error.contains(names), qPrintable(error));
    }
    void secretsAreNotSaidAgain() {
        QVERIFY(wrong({"-H", "hunter2", "http://a/"}).find("hunter2") == std::string::npos);
        const std::vector<std::string> words{"-u", "me:hunter2", "--header=A: b", "-uother", "http://a/"};
        const std::vector<std::pair<std::size_t, std::size_t>> wanted{{1, 0}, {2, 9}, {3, 2}};
        QCOMPARE(get_secrets(words), wanted);
    }

    void helpNamesEveryFlag() {
        const std::string help = get_help();
        std::set<std::string> seen;
        for (const GetFlag& flag : get_flags()) {
            QVERIFY2(help.find("--" + std::string(flag.name)) != std::string::npos, flag.name);
            QVERIFY2(seen.insert(flag.name).second, flag.name);
            QVERIFY2(flag.letter == '\0' || seen.insert(std::string(1, flag.letter)).second, flag.name);
        }
        QVERIFY(read_get_command_line({"--help"}).wanted == GetCommandLine::Wanted::help);
        QVERIFY(read_get_command_line({"-V"}).wanted == GetCommandLine::Wanted::version);
        QCOMPARE(wrong({"-h"}), std::string());
    }
};
SL_TEST_CLASS(GetFlagsTest)

}  // namespace sluice::cli

#include "get_flags_test.moc"
