#include "engine/cli/get_targets.h"

#include <QtTest>

#include <map>

#include "tests/support/test_class.h"

namespace sluice::cli {

namespace {

class Files : public curl::Host {
  public:
    std::optional<std::string> read_file(const std::string& path) override {
        const auto found = files.find(path);
        return found == files.end() ? std::nullopt : std::optional(found->second);
    }
    std::optional<std::int64_t> modified(const std::string&) override { return std::nullopt; }
    std::optional<std::string> environment(const std::string&) override { return std::nullopt; }
    bool allows_files() const override { return true; }

    std::map<std::string, std::string> files;
};

constexpr const char* metalink =
    "<?xml version=\"1.0\"?><metalink xmlns=\"urn:ietf:params:xml:ns:metalink\"><file name=\"m.bin\">"
    "<hash type=\"sha-1\">da39a3ee5e6b4b0d3255bfef95601890afd80709</hash>"
    "<url priority=\"2\">http://b/m</url><url priority=\"1\">https://a/m</url><url priority=\"3\">ftp://c/m</url>"
    "</file></metalink>";

}  // namespace

class GetTargetsTest : public QObject {
    Q_OBJECT

    Files host_;
    GetPlan plan_;
    GetTargets collect() { return collect_targets(plan_, host_, "/here"); }

  private slots:
    void init() {
        host_ = Files();
        plan_ = GetPlan();
    }

    void oneAddressWithItsMirrors() {
        plan_.urls = {"http://a/f"};
        plan_.mirrors = {"http://b/f", "http://c/f"};
        plan_.file.folder = "sub/";
        const GetTargets out = collect();
        QCOMPARE(out.error, std::string());
        QCOMPARE(out.targets.size(), 1U);
        QCOMPARE(out.targets[0].folder, std::string("/here/sub"));
        QCOMPARE(out.targets[0].mirrors.size(), 2U);
        QVERIFY(out.targets[0].mirrors[0].priority < out.targets[0].mirrors[1].priority);
    }
    void aNameMayHaveAFolder_data() {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("name");
        QTest::newRow("name") << "n"
                              << "/here/d"
                              << "n";
        QTest::newRow("below") << "x/y/n"
                               << "/here/d/x/y"
                               << "n";
        QTest::newRow("absolute") << "/tmp/n"
                                  << "/tmp"
                                  << "n";
        QTest::newRow("root") << "/n"
                              << "/"
                              << "n";
    }
    void aNameMayHaveAFolder() {
        QFETCH(QString, given);
        plan_.urls = {"http://a/f"};
        plan_.file.folder = "d";
        plan_.file.name = given.toStdString();
        const GetTargets out = collect();
        QTEST(QString::fromStdString(out.targets.at(0).folder), "folder");
        QTEST(QString::fromStdString(out.targets.at(0).name), "name");
    }
    void aFolderIsNoName() {
        plan_.urls = {"http://a/f"};
        plan_.file.name = "x/";
        QVERIFY(collect().error.find("--dir") != std::string::npos);
    }

    void listsHaveOptions() {
        host_.files["list"] =
            "http://a/1\thttp://b/1\n  out=one\n  dir=/abs\n  header=X: y\n  referer=http://r/\n"
            "  checksum=md5=d41d8cd98f00b204e9800998ecf8427e\nhttp://a/2\n";
        plan_.lists = {"list"};
        const GetTargets out = collect();
        QCOMPARE(out.error, std::string());
        QCOMPARE(out.targets.size(), 2U);
        QCOMPARE(out.targets[0].name, std::string("one"));
        QCOMPARE(out.targets[0].folder, std::string("/abs"));
        QCOMPARE(out.targets[0].headers, std::vector<std::string>{"X: y"});
        QCOMPARE(out.targets[0].referer, std::string("http://r/"));
        QCOMPARE(out.targets[0].mirrors.size(), 1U);
        QCOMPARE(out.targets[0].hashes.size(), 1U);
        QCOMPARE(out.targets[1].folder, std::string("/here"));
    }
    void refusesListsItWouldNotHonour_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("names");
        QTest::newRow("option") << "http://a/\n  gid=1\n"
                                << "gid=1";
        QTest::newRow("no header") << "http://a/\n  header=text\n"
                                   << "header=text";
        QTest::newRow("digest") << "http://a/\n  checksum=crc32=0\n"
                                << "crc32";
        QTest::newRow("empty") << "# nothing\n"
                               << "no address";
        QTest::newRow("no metalink") << "<?xml version='1.0'?><metalink/>"
                                     << "Metalink";
    }
    void refusesListsItWouldNotHonour() {
        QFETCH(QString, text);
        QFETCH(QString, names);
        host_.files["list"] = text.toStdString();
        plan_.lists = {"list"};
        const QString error = QString::fromStdString(collect().error);
        QVERIFY2(error.contains(names), qPrintable(error));
    }
    void saysWhichFileIsMissing() {
        plan_.lists = {"none"};
        QVERIFY(collect().error.find("none") != std::string::npos);
        plan_.lists = {"https://a/list"};
        QVERIFY(collect().error.find("download https://a/list first") != std::string::npos);
    }

    void aMetalinkGivesNameMirrorsAndDigests() {
        host_.files["m"] = metalink;
        for (const bool as_list : {false, true}) {
            plan_ = GetPlan();
            (as_list ? plan_.lists : plan_.metalinks) = {"m"};
            const GetTargets out = collect();
            QCOMPARE(out.error, std::string());
            QCOMPARE(out.targets.size(), 1U);
            QCOMPARE(out.targets[0].url, std::string("https://a/m"));
            QCOMPARE(out.targets[0].name, std::string("m.bin"));
            QCOMPARE(out.targets[0].mirrors.size(), 1U);
            QCOMPARE(out.targets[0].hashes.size(), 1U);
            QCOMPARE(out.notices.size(), 1U);
        }
    }
};
SL_TEST_CLASS(GetTargetsTest)

}  // namespace sluice::cli

#include "get_targets_test.moc"
