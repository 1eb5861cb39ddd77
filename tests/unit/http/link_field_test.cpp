#include "engine/http/link_field.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::http;

namespace {

std::vector<Link> read(const std::string& value) {
    const HeaderList headers = {{"Link", value}};
    return links_of(headers);
}

}  // namespace

class LinkFieldTest : public QObject {
    Q_OBJECT

  private slots:
    // The fields of the examples in RFC 6249 2, 3 and 5.
    void mirrorsComeInTheOrderTheyAreToBeTried() {
        const HeaderList headers = {
            {"Link", "<http://www2.example.com/example.ext>; rel=duplicate"},
            {"Link", "<ftp://ftp.example.com/example.ext>; rel=duplicate; pri=2; geo=US"},
            {"Link", "<http://example.com/example.ext.torrent>; rel=describedby; type=\"application/x-bittorrent\""},
            {"Link",
             "<http://a.example.com/x>; rel=duplicate; pri=1; geo=gb, "
             "<http://b.example.com/x>; rel=duplicate; pri=9; pref"},
        };
        const auto mirrors = mirror_links(links_of(headers));
        QCOMPARE(mirrors.size(), std::size_t(4));
        QCOMPARE(mirrors[0], (MirrorLink{"http://b.example.com/x", 9, "", true}));
        QCOMPARE(mirrors[1], (MirrorLink{"http://a.example.com/x", 1, "gb", false}));
        QCOMPARE(mirrors[2], (MirrorLink{"ftp://ftp.example.com/example.ext", 2, "us", false}));
        QCOMPARE(mirrors[3], (MirrorLink{"http://www2.example.com/example.ext", 999'999, "", false}));
    }
    void descriptionsHaveTheirType() {
        const auto links = read(
            "<x.torrent>; rel=describedby; type=\"application/x-bittorrent\", "
            "</x.meta4>; rel=\"index DescribedBy\"; type=\"application/metalink4+xml\", <y>; rel=describedby");
        QCOMPARE(descriptions(links, "application/metalink4+xml"), std::vector<std::string>{"/x.meta4"});
    }

    void oddOnesAreReadAsFarAsTheyGo_data() {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("targets");
        QTest::newRow("comma and semicolon within") << "<a,b;c>; title=\"x, <no>; y\"; rel=duplicate, <d>;rel=next"
                                                    << "a,b;c d";
        QTest::newRow("escaped quote") << "<a>; title=\"\\\", <no>\", <b>"
                                       << "a b";
        QTest::newRow("empty members") << ", ,<a> , ,<b>"
                                       << "a b";
        QTest::newRow("no bracket") << "<a>, b, <c>"
                                    << "a";
        QTest::newRow("open bracket") << "<a>, <b"
                                      << "a";
        QTest::newRow("open quote") << "<a>; title=\"x, <b>"
                                    << "a";
        QTest::newRow("nothing") << ""
                                 << "";
    }
    void oddOnesAreReadAsFarAsTheyGo() {
        QFETCH(QString, value);
        std::string targets;
        for (const Link& link : read(value.toStdString())) {
            targets += (targets.empty() ? "" : " ") + link.target;
        }
        QTEST(QString::fromStdString(targets), "targets");
    }

    void whatSpeaksOfSomethingElseIsNoMirror() {
        QVERIFY(mirror_links(read("<a>; rel=duplicate; anchor=\"/other\"")).empty());
        QVERIFY(mirror_links(read("<a>; rel=duplicates, <>; rel=duplicate, <b>")).empty());
        QCOMPARE(mirror_links(read("<a>; REL=\"next Duplicate\"; pri=0")).at(0), (MirrorLink{"a", 999'999, "", false}));
    }
    void thereIsAnEndOfThem() {
        std::string value;
        for (std::size_t i = 0; i <= most_links; ++i) {
            value += "<a>,";
        }
        QCOMPARE(read(value).size(), most_links);
    }
};

SL_TEST_CLASS(LinkFieldTest)

#include "link_field_test.moc"
