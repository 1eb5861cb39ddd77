#include "gui/service/command_line.h"

#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::service;
using Verb = CommandLine::Verb;

class CommandLineTest : public QObject {
    Q_OBJECT

  private slots:
    void understandsVerbs_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("verb");
        QTest::newRow("nothing") << QStringList{} << static_cast<int>(Verb::start);
        QTest::newRow("an address") << QStringList{"http://h/"} << static_cast<int>(Verb::start);
        QTest::newRow("add") << QStringList{"add", "http://h/"} << static_cast<int>(Verb::add);
        QTest::newRow("flags first") << QStringList{"--profile", "/p", "add", "http://h/"}
                                     << static_cast<int>(Verb::add);
        QTest::newRow("list") << QStringList{"list", "--json"} << static_cast<int>(Verb::list);
        QTest::newRow("show") << QStringList{"show", "7"} << static_cast<int>(Verb::show);
        QTest::newRow("pause") << QStringList{"pause", "7", "8"} << static_cast<int>(Verb::pause);
        QTest::newRow("limit all") << QStringList{"limit", "2M"} << static_cast<int>(Verb::limit);
        QTest::newRow("limit two") << QStringList{"limit", "off", "7", "8"} << static_cast<int>(Verb::limit);
        QTest::newRow("wait for all") << QStringList{"wait"} << static_cast<int>(Verb::wait);
        QTest::newRow("wait") << QStringList{"wait", "7"} << static_cast<int>(Verb::wait);
        QTest::newRow("pause all") << QStringList{"pause", "--all"} << static_cast<int>(Verb::pause);
        QTest::newRow("help") << QStringList{"pause", "--help"} << static_cast<int>(Verb::help);
        QTest::newRow("version") << QStringList{"-V"} << static_cast<int>(Verb::version);
    }
    void understandsVerbs() {
        QFETCH(QStringList, arguments);
        QFETCH(int, verb);
        const CommandLine line = parseCommandLine(arguments);
        QVERIFY2(line.error.isEmpty(), qPrintable(line.error));
        QCOMPARE(static_cast<int>(line.verb), verb);
    }
    void refusesWhatMakesNoSense_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("unknown flag") << QStringList{"--nonsense"};
        QTest::newRow("flag without value") << QStringList{"add", "-d"};
        QTest::newRow("value for none") << QStringList{"--json=1", "list"};
        QTest::newRow("add nothing") << QStringList{"add"};
        QTest::newRow("all and a number") << QStringList{"pause", "--all", "3"};
        QTest::newRow("link to no address") << QStringList{"sluice:javascript:1"};
        QTest::newRow("link to a file") << QStringList{"sluice:file:///etc/passwd"};
        QTest::newRow("link without a window") << QStringList{"--headless", "sluice:http://h/"};
        QTest::newRow("remove all") << QStringList{"remove", "--all"};
        QTest::newRow("word for a number") << QStringList{"pause", "x"};
        QTest::newRow("negative number") << QStringList{"pause", "--", "-3"};
        QTest::newRow("no number") << QStringList{"remove"};
        QTest::newRow("show two") << QStringList{"show", "1", "2"};
        QTest::newRow("list a number") << QStringList{"list", "1"};
        QTest::newRow("limit to nothing") << QStringList{"limit"};
        QTest::newRow("no speed") << QStringList{"limit", "fast"};
        QTest::newRow("negative speed") << QStringList{"limit", "--", "-1"};
        QTest::newRow("no time") << QStringList{"add", "--start-at", "soon", "http://h/"};
        QTest::newRow("a time that passed") << QStringList{"add", "--start-at=2001-01-01T00:00", "http://h/"};
        QTest::newRow("list at a time") << QStringList{"list", "--start-at", "18:00"};
        QTest::newRow("paused list") << QStringList{"list", "--paused"};
        QTest::newRow("json add") << QStringList{"add", "http://h/", "--json"};
        QTest::newRow("one name for two") << QStringList{"add", "-o", "n", "http://a/", "http://b/"};
    }
    void refusesWhatMakesNoSense() {
        QFETCH(QStringList, arguments);
        QVERIFY(!parseCommandLine(arguments).error.isEmpty());
    }
    void takesFoldersFromTheCurrentOne() {
        const CommandLine line = parseCommandLine({"add", "-d", "sub/../x", "--profile=p", "http://h/"});
        QCOMPARE(line.folder, QDir::current().absoluteFilePath("x"));
        QCOMPARE(line.profileFolder, QDir::current().absoluteFilePath("p"));
    }
    void passesFlagsOfTheWindowOn() {
        const CommandLine line =
            parseCommandLine({"--demo", "-platform", "offscreen", "http://h/"}, {"--demo", "-platform="});
        QVERIFY(line.error.isEmpty());
        QCOMPARE(line.others, (QStringList{"--demo", "-platform", "offscreen"}));
        QCOMPARE(line.urls, QStringList{"http://h/"});
    }
    void takesEverythingAfterTwoDashesAsIs() {
        const CommandLine line = parseCommandLine({"add", "--", "--paused"});
        QCOMPARE(line.urls, QStringList{"--paused"});
        QVERIFY(!line.paused);
    }
    void aTimeToStartIsAskedFor() {
        const CommandLine line = parseCommandLine({"add", "--start-at", "2099-01-02T03:04", "http://h/"});
        QVERIFY2(line.error.isEmpty(), qPrintable(line.error));
        const QDateTime meant(QDate(2099, 1, 2), QTime(3, 4));
        QCOMPARE(line.toRequest().value("start_at").toInteger(), meant.toSecsSinceEpoch());
    }
    void saysTheSameAsARequest() {
        const auto add = parseCommandLine({"add", "--paused", "-o", "n", "-d", "/f", "http://h/"}).toRequest();
        QCOMPARE(add, (QJsonObject{{"verb", "add"},
                                   {"urls", QJsonArray{"http://h/"}},
                                   {"paused", true},
                                   {"name", "n"},
                                   {"folder", "/f"}}));
        QCOMPARE(parseCommandLine({}).toRequest(), (QJsonObject{{"verb", "raise"}}));
        QCOMPARE(parseCommandLine({"http://h/"}).toRequest().value("raise").toBool(), true);
        QCOMPARE(parseCommandLine({"sluice:https://h/a", "file:///lists/a.metalink", "http://h/b"}).toRequest(),
                 (QJsonObject{{"verb", "open"},
                              {"files", QJsonArray{"/lists/a.metalink"}},
                              {"offers", QJsonArray{"https://h/a"}},
                              {"urls", QJsonArray{"http://h/b"}}}));
        QCOMPARE(parseCommandLine({"show", "7"}).toRequest(), (QJsonObject{{"verb", "show"}, {"id", 7}}));
        QCOMPARE(parseCommandLine({"remove", "7", "9"}).toRequest(),
                 (QJsonObject{{"verb", "remove"}, {"ids", QJsonArray{7, 9}}}));
        QCOMPARE(parseCommandLine({"resume", "--all"}).toRequest(), (QJsonObject{{"verb", "resume"}, {"all", true}}));
        QCOMPARE(parseCommandLine({"limit", "2K", "7"}).toRequest(),
                 (QJsonObject{{"verb", "limit"}, {"rate", 2048}, {"ids", QJsonArray{7}}}));
        QCOMPARE(parseCommandLine({"limit", "off"}).toRequest(),
                 (QJsonObject{{"verb", "limit"}, {"rate", 0}, {"ids", QJsonArray{}}}));
        QCOMPARE(parseCommandLine({"list"}).toRequest(), (QJsonObject{{"verb", "list"}}));
    }
};

SL_TEST_CLASS(CommandLineTest)
#include "command_line_test.moc"
