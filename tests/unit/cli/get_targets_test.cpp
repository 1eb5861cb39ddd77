#include "engine/cli/get_targets.h"

#include <QtTest>

#include <map>

#include "engine/base/result.h"
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

/// What is at which address.
class Web : public GetDocuments {
  public:
    Result<download::Document> fetch(const std::string& url, const std::string& login_of) override {
        asked.push_back(url + " " + login_of);
        const auto found = pages.find(url);
        if (found == pages.end()) {
            return fail(Kind::http_gone);
        }
        download::Document document;
        document.text = found->second;
        document.url = moved.empty() ? url : moved;
        return document;
    }
    std::map<std::string, std::string> pages;
    std::string moved;  ///< where everything is found in the end
    std::vector<std::string> asked;
};

const std::string digest(64, 'a');

constexpr const char* metalink =
    "<?xml version=\"1.0\"?><metalink xmlns=\"urn:ietf:params:xml:ns:metalink\"><file name=\"m.bin\">"
    "<hash type=\"sha-1\">da39a3ee5e6b4b0d3255bfef95601890afd80709</hash>"
    "<url priority=\"2\">http://b/m</url><url priority=\"1\">https://a/m</url><url priority=\"3\">ftp://c/m</url>"
    "</file></metalink>";

}  // namespace

class GetTargetsTest : public QObject {
    Q_OBJECT

    Files host_;
    Web web_;
    GetPlan plan_;
    GetTargets collect() { return collect_targets(plan_, host_, web_, "/here"); }
    /// What the first target expects of a file of this name.
    static QString expected(const GetTargets& out, const std::string& name) {
        const auto found = out.targets.at(0).expected.by_name({name});
        if (!found) {
            return QString::fromStdString(found.error().text());
        }
        std::string text;
        for (const download::ExpectedHash& one : *found) {
            text += one.hash.algorithm + " by " + std::string(download::voucher_name(one.by)) + " in " + one.where;
        }
        return QString::fromStdString(text);
    }

  private slots:
    void init() {
        host_ = Files();
        web_ = Web();
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
        QCOMPARE(out.targets[0].expected.hashes.size(), 1U);
        QCOMPARE(out.targets[1].folder, std::string("/here"));
    }
    void refusesListsItWouldNotHonour_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("names");
        QTest::newRow("address") << "http://a/\nftp://b/\n"
                                 << "line 2: \"ftp\" addresses";
        QTest::newRow("no header") << "http://a/\n  header=text\n"
                                   << "line 1: a header is";
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
    void whatAListAsksForInVainIsSaid() {
        host_.files["list"] = "http://a/\n  gid=1\n  bt-tracker=x\n  pause=true\n  split=3\n";
        plan_.lists = {"list"};
        const GetTargets out = collect();
        QCOMPARE(out.error, std::string());
        QCOMPARE(out.notices.size(), 2U);
        QCOMPARE(out.notices[0], std::string("list, line 1: The option \"bt-tracker=x\" has no effect here"));
        QCOMPARE(out.targets.at(0).connections, 3);
    }
    void commandLinesOfCurlAreAList() {
        host_.files["list"] = "curl -o x -H 'A: b' http://a/\ncurl http://b/\n";
        plan_.lists = {"list"};
        const GetTargets out = collect();
        QCOMPARE(out.error, std::string());
        QCOMPARE(out.targets.size(), 2U);
        QCOMPARE(out.targets[0].name, std::string("x"));
        QCOMPARE(out.targets[0].headers, std::vector<std::string>{"A: b"});
    }
    void aListOfOthersChoosesNoFolder() {
        web_.pages["https://a/list"] = "https://b/1\n dir=/etc\n";
        plan_.lists = {"https://a/list"};
        const GetTargets out = collect();
        QCOMPARE(out.targets.at(0).folder, std::string("/here"));
        QCOMPARE(out.notices.size(), 1U);
    }
    void anAdoptedFileSaysTheFolder() {
        plan_.urls = {"http://a/f"};
        plan_.file.adopt = "x/f.part";
        QCOMPARE(collect().targets.at(0).adopt, std::string("/here/x/f.part"));
        QCOMPARE(collect().targets.at(0).folder, std::string("/here/x"));
        plan_.file.folder = "y";
        QCOMPARE(collect().targets.at(0).folder, std::string("/here/y"));
    }
    void saysWhichFileIsMissing() {
        plan_.lists = {"none"};
        QVERIFY(collect().error.find("none") != std::string::npos);
        QCOMPARE(collect().exit_code, 3);
        plan_.lists = {"https://u:p@a/list"};
        QVERIFY(collect().error.find("https://a/list: ") == 0);
        QCOMPARE(collect().exit_code, 6);
    }

    void aListMayBeAtAnAddress() {
        web_.pages["https://a/list"] = "https://b/1\nhttp://b/2\n";
        plan_.lists = {"https://a/list"};
        const GetTargets out = collect();
        QCOMPARE(out.error, std::string());
        QCOMPARE(out.targets.size(), 2U);
        QCOMPARE(out.targets[0].named_by, std::string("https://a/list"));  // logins are for that one
        QVERIFY(!out.targets[0].described);
        QCOMPARE(out.notices.size(), 1U);  // the second one goes without TLS
    }
    void aMetalinkMayBeAtAnAddressAndLeadsFromHttpsToNothingElse() {
        web_.pages["https://a/m"] =
            "<metalink><file name='m'><size>3</size><url priority='1'>http://b/m</url><url priority='2'>https://c/m"
            "</url></file></metalink>";
        plan_.metalinks = {"https://a/m"};
        GetTargets out = collect();
        QCOMPARE(out.error, std::string());
        QCOMPARE(out.targets.at(0).url, std::string("https://c/m"));
        QCOMPARE(out.targets[0].expected.size, std::int64_t(3));
        QVERIFY(out.targets[0].described && out.targets[0].mirrors.empty());
        QCOMPARE(out.notices.size(), 1U);
        web_.pages["https://a/m"] = "<metalink><file name='m'><url>http://b/m</url></file></metalink>";
        QVERIFY(collect().error.find("no address of \"m\" can be used") != std::string::npos);
        web_.moved = "http://a/m";  // it did not come by https in the end
        QCOMPARE(collect().error, std::string());
    }

    void checksumFilesAreAskedByName_data() {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("moved");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a file") << "sums"
                                << ""
                                << "sha-256 by you in sums";
        QTest::newRow("same host") << "http://a:8080/s"
                                   << ""
                                   << "sha-256 by same_host in http://a:8080/s";
        QTest::newRow("other host") << "https://b/s"
                                    << ""
                                    << "sha-256 by other_host in https://b/s";
        QTest::newRow("other host that leads back") << "https://b/s"
                                                    << "http://a/s"
                                                    << "sha-256 by same_host in http://a/s";
    }
    void checksumFilesAreAskedByName() {
        QFETCH(QString, place);
        QFETCH(QString, moved);
        const std::string text = digest + "  f\n" + digest + "  g\n";
        host_.files["sums"] = text;
        web_.pages[place.toStdString()] = text;
        web_.moved = moved.toStdString();
        plan_.urls = {"http://u:p@a/f", "http://a/g"};
        plan_.checksum_files = {place.toStdString()};
        const GetTargets out = collect();
        QCOMPARE(out.error, std::string());
        QTEST(expected(out, "f"), "expected");
        QVERIFY(expected(out, "h").contains("no line speaks of \"h\""));
        QVERIFY(web_.asked.empty() || web_.asked[0].ends_with(" http://u:p@a/f"));  // whose login it may have
    }
    void checksumFilesThatAreNoneAreRefused() {
        plan_.urls = {"http://a/f"};
        for (const char* text : {"<html>", ""}) {
            host_.files["sums"] = text;
            plan_.checksum_files = {"sums"};
            QVERIFY(collect().error.find("no line of it is a checksum") != std::string::npos);
        }
        plan_.checksum_files = {"http://a/none"};
        QCOMPARE(collect().exit_code, 6);
        QVERIFY(!collect().error.empty());
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
            QCOMPARE(out.targets[0].expected.hashes.size(), 1U);
            QCOMPARE(out.notices.size(), 1U);
        }
    }
};
SL_TEST_CLASS(GetTargetsTest)

}  // namespace sluice::cli

#include "get_targets_test.moc"
