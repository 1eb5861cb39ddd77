#include "gui/dialogs/address_list.h"

#include <QTest>

#include "gui/desktop/clipboard.h"
#include "tests/support/test_class.h"

using namespace sluice::gui;

class AddressListTest : public QObject {
    Q_OBJECT

  private slots:
    void understandsOneWord_data() {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("name");
        const auto row = [](const char* word, const char* url, const char* name) {
            QTest::newRow(word) << QString::fromUtf8(word) << QString::fromUtf8(url) << QString::fromUtf8(name);
        };
        row("https://example.org/a.iso", "https://example.org/a.iso", "a.iso");
        row("HTTP://EXAMPLE.org/a.iso", "http://example.org/a.iso", "a.iso");
        row("example.org/x/b.zip", "https://example.org/x/b.zip", "b.zip");
        row("https://example.org/a%20b.iso?x=1", "https://example.org/a%20b.iso?x=1", "a b.iso");
        row("https://example.org/", "https://example.org/", "");
        row("https://[2001:db8::1]:8080/f", "https://[2001:db8::1]:8080/f", "f");
        row("https:///nohost", "", "https:///nohost");
        row("magnet:?xt=urn:btih:0", "", "magnet:?xt=urn:btih:0");
        row("gopher://example.org/x", "", "gopher://example.org/x");
        row("word", "", "word");
    }
    void understandsOneWord() {
        QFETCH(QString, word);
        QFETCH(QString, url);
        QFETCH(QString, name);
        const auto lines = understandAddresses(word);
        QCOMPARE(lines.size(), std::size_t{1});
        QCOMPARE(lines[0].url, url);
        QCOMPARE(lines[0].name, name);
        QCOMPARE(lines[0].problem.isEmpty(), !url.isEmpty());
    }

    void saysWhatIsTwice() {
        const auto lines =
            understandAddresses(QStringLiteral("https://a.example/x\n\nhttps://a.example/x  https://a.example/y"));
        QCOMPARE(lines.size(), std::size_t{3});
        QVERIFY(lines[0].usable() && !lines[1].usable() && lines[2].usable());
        QVERIFY(!lines[1].problem.isEmpty());
    }

    void boundsTheNumberOfLines() {
        QString text;
        for (int i = 0; i < 12; ++i) {
            text += QStringLiteral("https://a.example/%1\n").arg(i);
        }
        const auto lines = understandAddresses(text, 10);
        QCOMPARE(lines.size(), std::size_t{11});
        QVERIFY(!lines.back().usable() && !lines.back().problem.isEmpty());
    }

    void knowsHeaderLines_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("right");
        QTest::newRow("plain") << "Accept: */*" << true;
        QTest::newRow("empty value") << "X-Empty:" << true;
        QTest::newRow("no colon") << "Accept" << false;
        QTest::newRow("blank in name") << "Accept Language: de" << false;
        QTest::newRow("no name") << ": x" << false;
        QTest::newRow("control") << QStringLiteral("A: b\x01") << false;
        QTest::newRow("line end") << QStringLiteral("A: b\rX: c") << false;
    }
    void knowsHeaderLines() {
        QFETCH(QString, line);
        QFETCH(bool, right);
        QCOMPARE(isHeaderLine(line), right);
    }

    void takesAddressesOutOfProse() {
        const QStringList found = addressesIn(
            QStringLiteral("see https://a.example/x and http://b.example/y or mailto:z https://a.example/x"));
        QCOMPARE(found, (QStringList{"https://a.example/x", "http://b.example/y"}));
        QVERIFY(addressesIn(QStringLiteral("nothing here")).isEmpty());
    }
};

SL_TEST_CLASS(AddressListTest)
#include "address_list_test.moc"
