#include "engine/url/percent.h"

#include <sluice/url.h>

#include <QTest>

#include "tests/support/test_class.h"

using sluice::url::encode;
using sluice::url::Keep;

class PercentTest : public QObject {
    Q_OBJECT

  private slots:
    void encodes();
    void decodes();
    void everyByteSurvives();
    void refusesHiddenBytes();
    void raisesEscapes();
};

void PercentTest::encodes() {
    QCOMPARE(sluice::url_encode("aZ09-._~ /?\xc3\xbc%"), std::string("aZ09-._~%20%2F%3F%C3%BC%25"));
    QCOMPARE(encode("a/b c", Keep::slashes), std::string("a/b%20c"));
    QCOMPARE(encode("a b=c=d&e", Keep::first_equals), std::string("a+b=c%3Dd%26e"));
    QCOMPARE(encode("a b=c&d=/", Keep::query), std::string("a+b=c&d=%2F"));
    QCOMPARE(encode("/a b?%20\xff\n\x7f|", Keep::written), std::string("/a%20b?%20%FF%0A%7F|"));
}

void PercentTest::decodes() {
    QCOMPARE(sluice::url_decode("a%20b+c%C3%bc"), std::string("a b+c\xc3\xbc"));
    QCOMPARE(sluice::url_decode("%"), std::string("%"));
    QCOMPARE(sluice::url_decode("%4"), std::string("%4"));
    QCOMPARE(sluice::url_decode("%zz%41%"), std::string("%zzA%"));
    QCOMPARE(sluice::url_decode("%2541"), std::string("%41"));
    QCOMPARE(sluice::url_decode("%00").size(), std::size_t(1));
}

void PercentTest::everyByteSurvives() {
    std::string all;
    for (int i = 0; i < 256; ++i) {
        all += static_cast<char>(i);
    }
    QCOMPARE(sluice::url_decode(sluice::url_encode(all)), all);
}

void PercentTest::refusesHiddenBytes() {
    QVERIFY(!sluice::url::decode_visible("a%0ab", false));
    QVERIFY(!sluice::url::decode_visible("%1f", false));
    QCOMPARE(*sluice::url::decode_visible("a+b%2b%20", true), std::string("a b+ "));
    QCOMPARE(*sluice::url::decode_visible("a+b", false), std::string("a+b"));
}

void PercentTest::raisesEscapes() {
    QCOMPARE(sluice::url::raise_escapes("%aa%Bc%d%e/%fg%%ab"), std::string("%AA%Bc%d%e/%fg%%AB").replace(4, 2, "BC"));
}

SL_TEST_CLASS(PercentTest)
#include "percent_test.moc"
