#include "engine/download/metalink.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::download;

namespace {

/// The extended example of RFC 5854, 1.1, shortened, with a digest of the right length.
const char* const version4 = R"(<?xml version="1.0" encoding="UTF-8"?>
<metalink xmlns="urn:ietf:params:xml:ns:metalink">
  <published>2009-05-15T12:23:23Z</published>
  <origin dynamic="true">http://example.com/example.ext.meta4</origin>
  <file name="example.ext">
    <size>14471447</size>
    <identity>Example</identity>
    <version>1.0</version>
    <language>en</language>
    <publisher name="Company Inc." url="http://example.com"/>
    <description>A description of the example file for download.</description>
    <hash type="md5">83b1a04f18d6782cfe0407edadac377f</hash>
    <hash type="sha-256">F0AD929CD259957E160EA442EB80986B5F01aa0aa0aa0aa0aa0aa0aa0aa0aa0a</hash>
    <hash type="tiger">abc</hash>
    <pieces length="7235724" type="sha-1">
      <hash>d96b9a4b92a899c2099b7b31bddb5ca423bb9b30</hash>
      <hash>10d68f4b1119014c123da2a0a6baf5c8a6d5ba1e</hash>
    </pieces>
    <url location="DE" priority="2">ftp://ftp.example.com/example.ext</url>
    <url location="fr" priority="1">http://example.com/example.ext</url>
    <url>https://example.net/example.ext</url>
    <metaurl mediatype="torrent" priority="1">http://example.com/example.ext.torrent</metaurl>
    <signature mediatype="application/pgp-signature">
-----BEGIN PGP SIGNATURE-----
-----END PGP SIGNATURE-----
    </signature>
  </file>
</metalink>)";

const char* const version3 = R"(<?xml version="1.0"?>
<metalink version="3.0" xmlns="http://www.metalinker.org/" origin="http://example.org/a.metalink" type="dynamic">
  <publisher><name>Somebody</name></publisher>
  <files>
    <file name="folder/a.iso">
      <size>3</size>
      <verification>
        <hash type="sha1">a9993e364706816aba3e25717850c26c9cd0d89d</hash>
        <pieces length="2" type="sha1">
          <hash piece="0">a9993e364706816aba3e25717850c26c9cd0d89d</hash>
          <hash piece="1">a9993e364706816aba3e25717850c26c9cd0d89d</hash>
        </pieces>
      </verification>
      <resources>
        <url type="http" location="us" preference="50">http://slow/a.iso</url>
        <url type="bittorrent" preference="100">magnet:?xt=urn:x</url>
        <url type="https" preference="90">https://fast/a.iso</url>
      </resources>
    </file>
    <file name="b.iso"><resources><url>http://h/b.iso</url></resources></file>
  </files>
</metalink>)";

std::string one(const std::string& inside, const std::string& name = "a") {
    return "<metalink xmlns=\"urn:ietf:params:xml:ns:metalink\"><file name=\"" + name + "\">" + inside +
           "<url>http://h/a</url></file></metalink>";
}

}  // namespace

class MetalinkTest : public QObject {
    Q_OBJECT

  private slots:
    void readsVersion4() {
        const auto link = parse_metalink(version4);
        QVERIFY2(link, link ? "" : link.error().text().c_str());
        QCOMPARE(link->origin, std::string("http://example.com/example.ext.meta4"));
        QVERIFY(link->dynamic);
        QCOMPARE(link->files.size(), std::size_t(1));
        const MetalinkFile& file = link->files.front();
        QCOMPARE(file.name, std::string("example.ext"));
        QCOMPARE(file.size, std::int64_t(14471447));
        QCOMPARE(file.hashes.size(), std::size_t(2));
        QCOMPARE(file.hashes[0].algorithm, std::string("sha-256"));
        QCOMPARE(file.hashes[0].hex, std::string("f0ad929cd259957e160ea442eb80986b5f01aa0aa0aa0aa0aa0aa0aa0aa0aa0a"));
        QCOMPARE(file.hashes[1].algorithm, std::string("md5"));
        QCOMPARE(file.pieces.size(), std::size_t(1));
        QCOMPARE(file.pieces[0].length, std::int64_t(7235724));
        QCOMPARE(file.pieces[0].hex.size(), std::size_t(2));
        QCOMPARE(file.sources.size(), std::size_t(3));
        QCOMPARE(file.sources[0].url, std::string("http://example.com/example.ext"));
        QCOMPARE(file.sources[1].location, std::string("de"));
        QCOMPARE(file.sources[2].priority, 999'999);
        QCOMPARE(file.unusable, std::vector<std::string>{"http://example.com/example.ext.torrent"});
        QCOMPARE(file.publisher, std::string("Company Inc."));
        QCOMPARE(file.version, std::string("1.0"));
        QVERIFY(file.signature.starts_with("-----BEGIN PGP"));
    }

    void version3NumbersItsPieces_data() {
        QTest::addColumn<QString>("numbers");
        QTest::addColumn<bool>("good");
        QTest::newRow("in order") << "0 1" << true;
        QTest::newRow("turned round") << "1 0" << true;
        QTest::newRow("one missing") << "0 2" << false;
        QTest::newRow("one twice") << "1 1" << false;
        QTest::newRow("far away") << "0 4294967296" << false;
    }
    void version3NumbersItsPieces() {
        QFETCH(QString, numbers);
        QFETCH(bool, good);
        const QStringList number = numbers.split(' ');
        const std::string first(40, 'a'), second(40, 'b');
        const std::string text =
            "<metalink><files><file name='f'><size>3</size><verification><pieces length='2' "
            "type='sha1'><hash piece='" +
            number[0].toStdString() + "'>" + (number[0] == "1" ? second : first) + "</hash><hash piece='" +
            number[1].toStdString() + "'>" + (number[1] == "1" ? second : first) +
            "</hash></pieces></verification><resources><url>http://h/f</url></resources></file>"
            "</files></metalink>";
        const auto link = parse_metalink(text);
        QCOMPARE(link.has_value(), good);
        if (good) {
            QCOMPARE(link->files[0].pieces.at(0).hex, (std::vector<std::string>{first, second}));
        }
    }

    void readsVersion3() {
        const auto link = parse_metalink(version3);
        QVERIFY2(link, link ? "" : link.error().text().c_str());
        QCOMPARE(link->origin, std::string("http://example.org/a.metalink"));
        QVERIFY(link->dynamic);
        QCOMPARE(link->files.size(), std::size_t(2));
        const MetalinkFile& file = link->files.front();
        QCOMPARE(file.name, std::string("a.iso"));
        QCOMPARE(file.sources.size(), std::size_t(2));
        QCOMPARE(file.sources[0].url, std::string("https://fast/a.iso"));
        QCOMPARE(file.sources[0].priority, 11);
        QCOMPARE(file.unusable, std::vector<std::string>{"magnet:?xt=urn:x"});
        QCOMPARE(file.hashes[0].algorithm, std::string("sha-1"));
        QCOMPARE(file.pieces[0].hex.size(), std::size_t(2));
        QCOMPARE(link->files[1].size, std::int64_t(-1));
    }

    void aNameNeverLeavesItsFolder_data() {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("up") << QByteArray("../../etc/passwd") << QByteArray("passwd");
        QTest::newRow("absolute") << QByteArray("/etc/passwd") << QByteArray("passwd");
        QTest::newRow("backslashes") << QByteArray("..\\..\\x.exe") << QByteArray("x.exe");
        QTest::newRow("only up") << QByteArray("a/..") << QByteArray();
        QTest::newRow("folder") << QByteArray("a/") << QByteArray();
    }
    void aNameNeverLeavesItsFolder() {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, kept);
        const auto link = parse_metalink(one("", name.toStdString()));
        QCOMPARE(bool(link), !kept.isEmpty());
        if (link) {
            QCOMPARE(link->files[0].name, kept.toStdString());
        }
    }

    void prefixesOfTheNamespaceDoNotMatter() {
        const auto link = parse_metalink(
            "<m:metalink xmlns:m=\"urn:ietf:params:xml:ns:metalink\"><m:file name=\"a\">"
            "<m:url>http://h/a</m:url></m:file></m:metalink>");
        QVERIFY(link);
        QCOMPARE(link->files[0].sources.size(), std::size_t(1));
    }

    void refusesWhatIsWrong_data() {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<QByteArray>("word");
        const auto row = [](const char* word, const std::string& xml) {
            QTest::newRow(word) << QByteArray::fromStdString(xml) << QByteArray(word);
        };
        row("byte", "<metalink><file");
        row("something else", "<html/>");
        row("no file", "<metalink/>");
        row("without a name", one("", ""));
        row("usable address", "<metalink><file name=\"a\"><url>magnet:x</url></file></metalink>");
        row("not a number", one("<size>-5</size>"));
        row("is not a sha-256", one("<hash type=\"sha-256\">abc</hash>"));
        row("is not a md5", one("<hash type=\"md5\">zzb1a04f18d6782cfe0407edadac377f</hash>"));
        row("without a length", one("<pieces type=\"md5\"><hash>83b1a04f18d6782cfe0407edadac377f</hash></pieces>"));
        row("a digest of a piece", one("<pieces type=\"md5\" length=\"5\"><hash>8</hash></pieces>"));
        row("1 piece digests, not 2", one("<size>6</size><pieces type=\"md5\" length=\"5\"><hash>"
                                          "83b1a04f18d6782cfe0407edadac377f</hash></pieces>"));
    }
    void refusesWhatIsWrong() {
        QFETCH(QByteArray, xml);
        QFETCH(QByteArray, word);
        const auto link = parse_metalink(xml.toStdString());
        QVERIFY(!link);
        QVERIFY2(QByteArray::fromStdString(link.error().text()).contains(word), link.error().text().c_str());
    }

    void entitiesAreNotExpanded() {
        const auto link = parse_metalink("<!DOCTYPE metalink [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" +
                                         one("<description>&x;</description>"));
        QVERIFY(!link || link->files[0].description == "&x;");
    }
};

SL_TEST_CLASS(MetalinkTest)
#include "metalink_test.moc"
