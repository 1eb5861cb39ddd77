#include "engine/http/public_suffixes.h"

#include <QTest>

#include "tests/support/test_class.h"

using sluice::http::PublicSuffixes;

class PublicSuffixesTest : public QObject {
    Q_OBJECT

  private slots:
    void knowsWhatIsShared_data();
    void knowsWhatIsShared();
    void readsAListOfText();
    void refusesWhatIsNoList();
};

void PublicSuffixesTest::knowsWhatIsShared_data() {
    QTest::addColumn<QByteArray>("domain");
    QTest::addColumn<bool>("shared");
    const auto row = [](const char* domain, bool shared) { QTest::newRow(domain) << QByteArray(domain) << shared; };
    // After the test data of publicsuffix.org.
    row("com", true);
    row("example.com", false);
    row("b.example.com", false);
    row("uk.com", true);
    row("b.c.kobe.jp", false);
    row("c.kobe.jp", true);
    row("city.kobe.jp", false);
    row("ck", true);
    row("test.ck", true);
    row("www.ck", false);
    row("co.uk", true);
    row("github.io", true);
    row("xn--fiqs8s", true);
    row("xn--85x722f.com.cn", false);
    // What no rule names.
    row("localhost", true);
    row("intranet.example", false);
}

void PublicSuffixesTest::knowsWhatIsShared() {
    QFETCH(QByteArray, domain);
    QFETCH(bool, shared);
    QCOMPARE(PublicSuffixes::built_in()->contains(domain.toStdString()), shared);
}

void PublicSuffixesTest::readsAListOfText() {
    const auto list = PublicSuffixes::parse("// comment\ncom\n*.shared.test\n!mine.shared.test\n");
    QVERIFY(list != nullptr);
    QVERIFY(list->contains("a.shared.test"));
    QVERIFY(!list->contains("mine.shared.test"));
    QVERIFY(!list->contains("co.uk"));
}

void PublicSuffixesTest::refusesWhatIsNoList() {
    QVERIFY(PublicSuffixes::parse("") == nullptr);
    QVERIFY(PublicSuffixes::parse("// nothing\n") == nullptr);
    QVERIFY(PublicSuffixes::parse(".DAFSA@PSL_9   \nxx") == nullptr);
}

SL_TEST_CLASS(PublicSuffixesTest)
#include "public_suffixes_test.moc"
