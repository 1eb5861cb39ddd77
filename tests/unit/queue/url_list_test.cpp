#include "engine/queue/url_list.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::queue;

class UrlListTest : public QObject {
    Q_OBJECT

  private slots:
    void readsWhatPeoplePaste() {
        const UrlList list = parse_url_list(
            "\xEF\xBB\xBFhttp://a/1\r\n\r\n  https://b/2  \n# a remark\n<ftp://c/3>\n"
            "example.org/file.iso\nlocalhost:8080/x");
        QCOMPARE(list.notices, std::vector<std::string>{});
        QCOMPARE(list.downloads.size(), std::size_t(5));
        QCOMPARE(list.downloads[0].urls, std::vector<std::string>{"http://a/1"});
        QCOMPARE(list.downloads[1].urls, std::vector<std::string>{"https://b/2"});
        QCOMPARE(list.downloads[2].urls, std::vector<std::string>{"ftp://c/3"});
        QCOMPARE(list.downloads[3].urls, std::vector<std::string>{"example.org/file.iso"});
        QCOMPARE(list.downloads[3].line, 6);
        QCOMPARE(list.downloads[4].urls, std::vector<std::string>{"localhost:8080/x"});
    }

    // The example of aria2(1), "Input File".
    void readsAnInputFileOfAria2() {
        const UrlList list = parse_url_list(
            "http://server/file.iso\thttp://mirror/file.iso\n"
            "  dir=/iso_images\n"
            "  out=file.img\n"
            "  header=A: 1\n"
            "  header=B: 2=3\n"
            "http://foo/bar\n");
        QCOMPARE(list.downloads.size(), std::size_t(2));
        QCOMPARE(list.downloads[0].urls.size(), std::size_t(2));
        QVERIFY(list.downloads[0].option("dir") == "/iso_images");
        QVERIFY(list.downloads[0].option("out") == "file.img");
        QCOMPARE(list.downloads[0].options_named("header").size(), std::size_t(2));
        QVERIFY(list.downloads[0].option("header") == "B: 2=3");
        QVERIFY(list.downloads[1].options.empty());
        QVERIFY(list.downloads[1].option("out").empty());
    }

    void saysWhatItLeavesOut() {
        const UrlList list = parse_url_list(" out=x\nnot an address\nhttp://a/1\n  out\nnext line\n  dir=/y\n");
        QCOMPARE(list.downloads.size(), std::size_t(1));
        QVERIFY(list.downloads[0].options.empty());
        const std::vector<std::string> wanted{
            "line 1: an option without an address above it", "line 2: not an address: \"not an address\"",
            "line 4: an option is \"name=value\"", "line 5: not an address: \"next line\"",
            "line 6: an option without an address above it"};
        QCOMPARE(list.notices, wanted);
    }

    void whatIsWrittenReadsBackTheSame() {
        const std::string text = "http://a/1\thttp://b/1\n out=one\n dir=/x\nhttp://c/2\n";
        const UrlList list = parse_url_list(text);
        QCOMPARE(write_url_list(list.downloads), text);
    }

    void nothingWrittenBreaksOutOfItsLine() {
        ListedDownload download;
        download.urls = {"http://a/\nhttp://evil/"};
        download.options = {{"out", "a\n dir=/etc"}};
        const UrlList list = parse_url_list(write_url_list({download}));
        QCOMPARE(list.downloads.size(), std::size_t(1));
        QCOMPARE(list.downloads[0].options.size(), std::size_t(1));
    }

    void anOptionMayHoldAnAddress() {
        const UrlList list = parse_url_list("http://a/\n  referer=http://b/?c=d\n header=X: y=z\n  http://c/?e=f\n");
        QCOMPARE(list.downloads.size(), std::size_t(2));
        QCOMPARE(list.downloads[0].option("referer"), std::string_view("http://b/?c=d"));
        QCOMPARE(list.downloads[0].option("header"), std::string_view("X: y=z"));
        QCOMPARE(list.downloads[1].urls, std::vector<std::string>{"http://c/?e=f"});
    }

    void takesAHundredThousandAtOnce() {
        std::string text;
        for (int i = 0; i < 100'000; ++i) {
            text += "http://example.org/file" + std::to_string(i) + "\n";
        }
        QCOMPARE(parse_url_list(text).downloads.size(), std::size_t(100'000));
    }

    void anythingIsReadWithoutHarm_data() {
        QTest::addColumn<QByteArray>("text");
        for (const QByteArray& text :
             {QByteArray(""), QByteArray("\n\n\n"), QByteArray("\t\t"), QByteArray(" \t=\n"), QByteArray("<>"),
              QByteArray("<"), QByteArray("\xff\xfe\0http://x", 11), QByteArray(100'000, 'a'), QByteArray("=\n =\n")}) {
            QTest::newRow(text.left(20).toPercentEncoding().constData()) << text;
        }
    }
    void anythingIsReadWithoutHarm() {
        QFETCH(QByteArray, text);
        const UrlList list = parse_url_list(text.toStdString());
        for (const ListedDownload& download : list.downloads) {
            QVERIFY(!download.urls.empty());
        }
    }
};

SL_TEST_CLASS(UrlListTest)
#include "url_list_test.moc"
