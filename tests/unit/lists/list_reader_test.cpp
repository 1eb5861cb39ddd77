#include "engine/lists/list_reader.h"

#include <QElapsedTimer>
#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::lists {

class ListReaderTest : public QObject {
    Q_OBJECT

    static QString urls(const ImportList& list) {
        QStringList out;
        for (const ListEntry& entry : list.entries) {
            out.append(QString::fromStdString(entry.download.url));
        }
        return out.join(' ');
    }
    static QString problems(const ImportList& list) {
        QStringList out;
        for (const ListProblem& problem : list.problems) {
            out.append(QString::fromStdString(problem_text("l", problem)));
        }
        return out.join('|');
    }

  private slots:
    void knowsTheFormatByItsBeginning_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("format");
        const auto row = [](const char* name, const char* text, Format format) {
            QTest::newRow(name) << QByteArray(text) << static_cast<int>(format);
        };
        row("empty", "", Format::text);
        row("addresses", "http://a/\n", Format::text);
        row("comment, then curl", "#!/bin/sh\n\n  curl -O http://a/b\n", Format::curl);
        row("Metalink", "\xEF\xBB\xBF <?xml version='1.0'?>", Format::metalink);
        row("Metalink without declaration", "<metalink>", Format::metalink);
        row("an address in brackets", "<http://a/>", Format::text);
        row("session", "\n{\"format\":1}", Format::session);
        row("curl as a host", "curl.se/x", Format::text);
    }
    void knowsTheFormatByItsBeginning() {
        QFETCH(QByteArray, text);
        QFETCH(int, format);
        QCOMPARE(static_cast<int>(detect_format(text.toStdString())), format);
    }

    void readsAPlainListWithCommentsAndIndentation() {
        const auto list = read_list("# mine\r\n\r\n  http://a/1\r\nexample.org/2\n<https://b/3>\n");
        QVERIFY(list);
        QCOMPARE(urls(*list), QString("http://a/1 example.org/2 https://b/3"));
        QVERIFY(list->format == Format::text && list->problems.empty());
        QCOMPARE(list->entries[1].line, 4);
    }
    void saysWithTheLineWhatItCannotRead() {
        const auto list = read_list("http://a/1\nnonsense here\nftp://b/2\nmagnet://x\nhttp://a/3\n");
        QCOMPARE(urls(*list), QString("http://a/1 http://a/3"));
        QVERIFY2(problems(*list).contains("l, line 2: not an address: \"nonsense here\""), qPrintable(problems(*list)));
        QVERIFY2(problems(*list).contains("l, line 3: \"ftp\" addresses are not supported"),
                 qPrintable(problems(*list)));
        QCOMPARE(list->problems.size(), 3U);
    }
    void readsAnInputFileOfAria2() {
        const auto list = read_list(
            "http://a/f\thttp://b/f\tftp://c/f\n  out=g.iso\n  dir=sub\n  checksum=sha-256=" + std::string(64, 'A') +
                "\n  header=X-Y: z\n  referer=http://r/\n  user-agent=me\n  split=5\n  max-connection-per-server=3\n"
                "  max-download-limit=50K\n  pause=true\n  gid=0123456789abcdef\n  bt-tracker=x\nhttp://d/\n",
            {"/down", true});
        QVERIFY(list && list->format == Format::aria2);
        QCOMPARE(list->entries.size(), 2U);
        const ListEntry& entry = list->entries[0];
        const queue::NewDownload& download = entry.download;
        QCOMPARE(download.url, std::string("http://a/f"));
        QCOMPARE(download.own.mirrors.size(), 1U);
        QCOMPARE(download.own.mirrors[0].url, std::string("http://b/f"));
        QCOMPARE(download.name, std::string("g.iso"));
        QCOMPARE(download.folder, std::string("/down/sub"));
        QCOMPARE(download.own.hashes.at(0).hex, std::string(64, 'a'));
        QCOMPARE(download.headers.at(0), std::string("X-Y: z"));
        QCOMPARE(download.referrer, std::string("http://r/"));
        QCOMPARE(download.user_agent, std::string("me"));
        QCOMPARE(download.own.connections, 3);
        QCOMPARE(download.own.speed, std::int64_t(51200));
        QVERIFY(download.paused);
        QCOMPARE(entry.notes.size(), 2U);  // the ftp mirror and bt-tracker
        QVERIFY(QString::fromStdString(entry.notes[0]).contains("bt-tracker=x"));
    }
    void aWrongValueLeavesTheDownloadOut() {
        const auto list = read_list("http://a/\n checksum=sha-256=12\nhttp://b/\n header=none\nhttp://c/\n split=no\n");
        QVERIFY(list->entries.empty());
        QVERIFY2(problems(*list).startsWith("l, line 1: the checksum"), qPrintable(problems(*list)));
        QCOMPARE(list->problems.size(), 3U);
    }
    void foldersOfOthersStayBelowTheChosenOne_data() {
        QTest::addColumn<QString>("dir");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<QString>("folder");
        QTest::newRow("relative") << "s/t" << false << "/d/s/t";
        QTest::newRow("absolute, trusted") << "/etc" << true << "/etc";
        QTest::newRow("absolute") << "/etc" << false << "";
        QTest::newRow("up") << "../x" << true << "";
        QTest::newRow("up in the middle") << "a/../../x" << true << "";
    }
    void foldersOfOthersStayBelowTheChosenOne() {
        QFETCH(QString, dir);
        QFETCH(bool, trusted);
        QFETCH(QString, folder);
        const auto list = read_list("http://a/\n dir=" + dir.toStdString() + "\n", {"/d", trusted});
        QCOMPARE(QString::fromStdString(list->entries.at(0).download.folder), folder);
        QCOMPARE(list->entries.at(0).notes.empty(), !folder.isEmpty());
    }
    void aNameWithAFolderStaysBelowToo() {
        const auto list = read_list("http://a/\n out=x/y\nhttp://b/\n out=../y\n", {"/d", true});
        QCOMPARE(list->entries.at(0).download.folder, std::string("/d/x"));
        QCOMPARE(list->entries.at(0).download.name, std::string("y"));
        QCOMPARE(list->entries.at(1).download.folder, std::string());
        QCOMPARE(list->entries.at(1).notes.size(), 1U);
    }
    void readsAMetalink() {
        const auto list = read_list(
            "<?xml version='1.0'?><metalink xmlns='urn:ietf:params:xml:ns:metalink'><file name='m.bin'><size>7</size>"
            "<hash type='sha-1'>da39a3ee5e6b4b0d3255bfef95601890afd80709</hash>"
            "<url priority='2'>http://b/m</url><url "
            "priority='1'>https://a/m</url><url>ftp://c/m</url></file></metalink>");
        QVERIFY(list && list->format == Format::metalink);
        const ListEntry& entry = list->entries.at(0);
        QCOMPARE(entry.download.url, std::string("https://a/m"));
        QCOMPARE(entry.download.name, std::string("m.bin"));
        QCOMPARE(entry.size, std::int64_t(7));
        QCOMPARE(entry.download.own.hashes.at(0).algorithm, std::string("sha-1"));
        QCOMPARE(entry.download.own.mirrors.size(), 1U);
        QCOMPARE(entry.notes.size(), 1U);
    }
    void whatBeginsAsAFormatAndIsNoneIsAnError() {
        for (const char* text : {"<?xml?><rss/>", "<metalink", "{", "{}", "{\"format\":\"sluice-session\"}",
                                 "{\"format\":\"sluice-session\",\"version\":2,\"downloads\":[]}"}) {
            const auto list = read_list(text);
            QVERIFY2(!list && !list.error().text().empty(), text);
        }
    }
    void isBounded() {
        QVERIFY(!read_list(std::string(most_list_bytes + 1, ' ')));
        std::string many;
        for (std::size_t i = 0; i < most_entries + 10; ++i) {
            many += "h.org/\n";
        }
        const auto list = read_list(many);
        QCOMPARE(list->entries.size(), most_entries);
        QCOMPARE(list->problems.size(), 1U);
        std::string bad;
        for (std::size_t i = 0; i < 3 * most_problems; ++i) {
            bad += "x y\n";
        }
        QCOMPARE(read_list(bad)->problems.size(), most_problems + 1);
    }
    void noSecretOfABadAddressIsRepeated() {
        const auto list = read_list("http://user:secret@/x\n");
        QVERIFY(!problems(*list).contains("secret"));
    }
    void tenThousandLinesAreReadInNoTime() {
        std::string text;
        for (int i = 0; i < 10'000; ++i) {
            text += "https://host" + std::to_string(i % 50) + ".example.org/pub/file-" + std::to_string(i) + ".iso\n";
        }
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(read_list(text)->entries.size(), 10'000U);
        qInfo("10,000 addresses: %lld ms", static_cast<long long>(timer.elapsed()));
    }
};

SL_TEST_CLASS(ListReaderTest)

}  // namespace sluice::lists

#include "list_reader_test.moc"
