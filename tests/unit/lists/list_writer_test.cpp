#include "engine/lists/list_writer.h"

#include <QtTest>

#include "engine/lists/list_reader.h"
#include "tests/support/test_class.h"

namespace sluice::lists {

class ListWriterTest : public QObject {
    Q_OBJECT

    static ListEntry full() {
        ListEntry entry;
        queue::NewDownload& download = entry.download;
        download.url = "https://a/f.iso?x=1&y=2";
        download.folder = "/d/e";
        download.name = "g <1>.iso";
        download.referrer = "http://r/";
        download.user_agent = "me/1";
        download.headers = {"X-A: b", "X-C: d=e"};
        download.verify_tls = false;
        download.conflict = queue::Conflict::overwrite;
        download.own.connections = 5;
        download.own.speed = 1000;
        download.own.hashes = {{"md5", std::string(32, '1')}, {"sha-256", std::string(64, '2')}};
        download.own.mirrors = {{"http://b/f.iso", 1}, {"http://c/f.iso", 2}};
        entry.state = queue::State::paused;
        entry.size = 99;
        return entry;
    }

  private slots:
    void textHasTheAddressesAlone() {
        ListEntry second;
        second.download.url = "http://z/";
        QCOMPARE(write_list({full(), second}, Format::text), std::string("https://a/f.iso?x=1&y=2\nhttp://z/\n"));
        QCOMPARE(write_list({}, Format::text), std::string());
    }
    void whatAria2WouldReadIsReadBack() {
        const auto list = read_list(write_list({full()}, Format::aria2));
        QVERIFY(list && list->entries.size() == 1);
        const queue::NewDownload wanted = full().download;
        const queue::NewDownload& found = list->entries[0].download;
        QVERIFY(list->entries[0].notes.empty());
        QCOMPARE(found.url, wanted.url);
        QCOMPARE(found.folder, wanted.folder);
        QCOMPARE(found.name, wanted.name);
        QCOMPARE(found.headers, wanted.headers);
        QCOMPARE(found.own.speed, wanted.own.speed);
        QCOMPARE(found.own.connections, wanted.own.connections);
        QCOMPARE(found.own.hashes.size(), 1U);  // aria2 has one: the strongest
        QCOMPARE(found.own.hashes[0].algorithm, std::string("sha-256"));
        QCOMPARE(found.own.mirrors.size(), 2U);
        QVERIFY(found.paused && !found.verify_tls && found.conflict == queue::Conflict::overwrite);
    }
    void aMetalinkIsReadBack() {
        ListEntry nameless;
        nameless.download.url = "http://z/p/q.bin?r";
        const auto list = read_list(write_list({full(), nameless}, Format::metalink));
        QVERIFY2(list, list ? "" : list.error().text().c_str());
        QCOMPARE(list->entries.size(), 2U);
        QCOMPARE(list->entries[0].download.url, full().download.url);
        QCOMPARE(list->entries[0].download.name, full().download.name);
        QCOMPARE(list->entries[0].size, std::int64_t(99));
        QCOMPARE(list->entries[0].download.own.hashes.size(), 2U);
        QCOMPARE(list->entries[0].download.own.mirrors.size(), 2U);
        QCOMPARE(list->entries[0].download.own.mirrors[1].url, std::string("http://c/f.iso"));
        QCOMPARE(list->entries[1].download.name, std::string("q.bin"));
    }
    void noValueEndsALineEarly() {
        ListEntry entry;
        entry.download.url = "http://a/";
        entry.download.name = "x\n dir=/etc\ty";
        const auto list = read_list(write_list({entry}, Format::aria2));
        QCOMPARE(list->entries.size(), 1U);
        QVERIFY(list->entries[0].download.folder != "/etc");
    }
    void formatsHaveNamesAndEndings() {
        QVERIFY(format_named("aria2") == Format::aria2 && !format_named("curl"));
        QVERIFY(format_of_file("/x/A.META4") == Format::metalink && format_of_file("l.sluice") == Format::session);
        QVERIFY(format_of_file("aria2.session") == Format::aria2 && !format_of_file("x.iso"));
    }
};

SL_TEST_CLASS(ListWriterTest)

}  // namespace sluice::lists

#include "list_writer_test.moc"
