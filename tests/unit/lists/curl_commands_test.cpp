#include <QtTest>

#include "engine/lists/list_reader.h"
#include "tests/support/test_class.h"

namespace sluice::lists {

class CurlCommandsTest : public QObject {
    Q_OBJECT

  private slots:
    void takesOverWhatADownloadCanDo() {
        const auto list = read_list(
            "curl -L -o /x/y.iso -H 'X-A: b' -H 'Accept-Encoding: gzip' -A me -e http://r/ -u 'us er:p@ss' -b 'c=d' -k "
            "http://a/f");
        QCOMPARE(list->entries.size(), 1U);
        const ListEntry& entry = list->entries[0];
        const queue::NewDownload& download = entry.download;
        QCOMPARE(download.url, std::string("http://us%20er:p%40ss@a/f"));
        QCOMPARE(download.name, std::string("y.iso"));
        QCOMPARE(download.headers, (std::vector<std::string>{"X-A: b", "Cookie: c=d"}));
        QCOMPARE(download.user_agent, std::string("me"));
        QCOMPARE(download.referrer, std::string("http://r/"));
        QVERIFY(!download.verify_tls);
        QVERIFY2(entry.notes.empty(), entry.notes.empty() ? "" : entry.notes[0].c_str());
    }
    void manyCommandsAreManyDownloads() {
        const auto list = read_list("curl -O http://a/1\ncurl http://a/2 http://a/3 \\\n  -s\n");
        QCOMPARE(list->entries.size(), 3U);
        QCOMPARE(list->entries[2].download.url, std::string("http://a/3"));
        QVERIFY(list->entries[0].download.user_agent.empty());
    }
    void whatIsLeftOutIsSaid() {
        const auto list = read_list("curl --interface eth7 -m 5 http://a/1");
        QCOMPARE(list->entries.at(0).notes.size(), 2U);
        QVERIFY(list->entries[0].notes[0].starts_with("Left out: "));
    }
    void whatIsNoDownloadIsRefused_data() {
        QTest::addColumn<QString>("command");
        for (const char* command : {"curl -d x http://a/", "curl -I http://a/", "curl -X DELETE http://a/",
                                    "curl -X PUT http://a/", "curl -F a=b http://a/", "curl ftp://a/x", "curl"}) {
            QTest::newRow(command) << command;
        }
    }
    void whatIsNoDownloadIsRefused() {
        QFETCH(QString, command);
        const auto list = read_list(command.toStdString() + "\n");
        QVERIFY(list && list->entries.empty());
        QVERIFY(!list->problems.empty());
    }
};

SL_TEST_CLASS(CurlCommandsTest)

}  // namespace sluice::lists

#include "curl_commands_test.moc"
