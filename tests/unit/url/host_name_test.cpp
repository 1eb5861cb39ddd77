#include "engine/url/host_name.h"

#include <QTest>

#include "tests/support/test_class.h"

namespace url = sluice::url;

class HostNameTest : public QObject {
    Q_OBJECT

  private slots:
    void knowsWhatAHostMayHold();
    void convertsToAscii_data();
    void convertsToAscii();
    void convertsToUnicode();
};

void HostNameTest::knowsWhatAHostMayHold() {
    QVERIFY(url::is_host_name("example.org"));
    QVERIFY(url::is_host_name("a_b-c~d"));
    QVERIFY(
        url::is_host_name("b\xc3\xbc"
                          "cher"));
    QVERIFY(!url::is_host_name(""));
    for (const char c : std::string(" /:#?!@{}[]\\$'\"^`*<>=;,+&()|%\t\n\x01\x7f")) {
        QVERIFY2(!url::is_host_name(std::string("a") + c), &c);
    }
}

void HostNameTest::convertsToAscii_data() {
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("ascii");
    const auto row = [](const char* host, const char* ascii) {
        QTest::newRow(host) << QByteArray(host) << QByteArray(ascii);
    };
    row("Example.ORG", "example.org");
    row("b\xc3\xbc"
        "cher.example",
        "xn--bcher-kva.example");
    row("fa\xc3\x9f.de", "xn--fa-hia.de");
    row("\xe4\xbe\x8b\xe5\xad\x90.\xe6\xb5\x8b\xe8\xaf\x95", "xn--fsqu00a.xn--0zwm56d");
    // A full-width slash maps to a delimiter; invalid UTF-8; a label too long.
    row("a\xef\xbc\x8f\xc3\xbc", "");
    row("\xff", "");
    row("\xc3", "");
}

void HostNameTest::convertsToAscii() {
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, ascii);
    QCOMPARE(QByteArray::fromStdString(url::to_ascii_host(host.toStdString()).value_or("")), ascii);
}

void HostNameTest::convertsToUnicode() {
    QCOMPARE(*url::to_unicode_host("xn--bcher-kva.example"), std::string("b\xc3\xbc"
                                                                         "cher.example"));
    QCOMPARE(*url::to_unicode_host("example.org"), std::string("example.org"));
}

SL_TEST_CLASS(HostNameTest)
#include "host_name_test.moc"
