#include "engine/lists/session_file.h"

#include <QtTest>

#include "engine/lists/list_reader.h"
#include "tests/support/test_class.h"

namespace sluice::lists {

class SessionFileTest : public QObject {
    Q_OBJECT

    static Result<ImportList> read(const std::string& downloads) {
        return read_list("{\"format\":\"sluice-session\",\"version\":1,\"downloads\":[" + downloads + "]}");
    }

  private slots:
    void everythingThatWasSetComesBack() {
        queue::Details details;
        details.row.url = "https://a/f";
        details.row.folder = "/d";
        details.row.category = "iso";
        details.row.state = queue::State::paused;
        details.row.tls_unverified = true;
        details.row.size = 10;
        details.row.received = 4;
        details.row.added = 7;
        details.typed_name = "n";
        details.referrer = "http://r/";
        details.user_agent = "ua";
        details.headers = {"A: b"};
        details.ca_file = "/ca";
        details.conflict = queue::Conflict::skip;
        details.own.connections = 3;
        details.own.speed = 5;
        details.own.hashes = {{"md5", std::string(32, 'a')}};
        details.own.mirrors = {{"http://m/", 4}};
        const auto list = read_list(write_session({entry_of(details)}));
        QVERIFY2(list, list ? "" : list.error().text().c_str());
        QVERIFY(list->format == Format::session);
        const ListEntry& entry = list->entries.at(0);
        const queue::NewDownload& download = entry.download;
        QVERIFY(entry.notes.empty() && entry.wanted && download.paused && !download.verify_tls);
        QCOMPARE(download.url, details.row.url);
        QCOMPARE(download.folder, details.row.folder);
        QCOMPARE(download.category, details.row.category);
        QCOMPARE(download.name, details.typed_name);
        QCOMPARE(download.referrer, details.referrer);
        QCOMPARE(download.user_agent, details.user_agent);
        QCOMPARE(download.headers, details.headers);
        QCOMPARE(download.ca_file, details.ca_file);
        QVERIFY(download.conflict == queue::Conflict::skip && download.own == details.own);
        QCOMPARE(entry.size, std::int64_t(10));
        QCOMPARE(entry.received, std::int64_t(4));
        QCOMPARE(entry.added, std::int64_t(7));
    }
    void whatWasFinishedIsNotWantedAgain() {
        const auto list = read("{\"url\":\"http://a/\",\"state\":\"done\"}");
        QVERIFY(!list->entries.at(0).wanted);
        QCOMPARE(list->entries.at(0).notes.size(), 1U);
    }
    void keysOfLaterVersionsAreSaidAndLeftOut() {
        const auto list = read("{\"url\":\"http://a/\",\"mood\":1}");
        QCOMPARE(list->entries.at(0).notes.size(), 1U);
    }
    void valuesOfAnotherKindLeaveTheDownloadOut_data() {
        QTest::addColumn<QByteArray>("members");
        for (const char* members :
             {"\"name\":1", "\"verify_tls\":\"no\"", "\"headers\":\"A: b\"", "\"headers\":[1]", "\"size\":1.5",
              "\"state\":\"x\"", "\"checksums\":[\"md5=1\"]", "\"mirrors\":[\"http://b/\"]", "\"conflict\":\"y\""}) {
            QTest::newRow(members) << QByteArray(members);
        }
    }
    void valuesOfAnotherKindLeaveTheDownloadOut() {
        QFETCH(QByteArray, members);
        const auto list = read("{\"url\":\"http://a/\"," + members.toStdString() + "},{\"url\":\"http://b/\"}");
        QVERIFY(list);
        QCOMPARE(list->entries.size(), 1U);
        QCOMPARE(list->entries[0].download.url, std::string("http://b/"));
        QVERIFY(list->problems.at(0).text.starts_with("download 1: "));
    }
    void namesThatAreNoUtf8DoNotSpoilTheFile() {
        ListEntry entry;
        entry.download.url = "http://a/";
        entry.download.name = "\xff";
        QCOMPARE(read_list(write_session({entry}))->entries.size(), 1U);
    }
};

SL_TEST_CLASS(SessionFileTest)

}  // namespace sluice::lists

#include "session_file_test.moc"
