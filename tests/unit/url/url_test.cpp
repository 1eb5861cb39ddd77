#include <sluice/url.h>

#include <QTest>

#include "tests/support/test_class.h"

using sluice::Url;

class UrlTest : public QObject {
    Q_OBJECT

  private slots:
    void givesWhatTheEngineNeeds_data();
    void givesWhatTheEngineNeeds();
    void comparesOrigins_data();
    void comparesOrigins();
    void hidesCredentials();
    void requestTargetIsFitForTheRequestLine_data();
    void requestTargetIsFitForTheRequestLine();
};

void UrlTest::givesWhatTheEngineNeeds_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QByteArray>("authority");
    QTest::addColumn<QByteArray>("zone");
    const auto row = [](const char* text, const char* host, int port, const char* authority, const char* zone = "") {
        QTest::newRow(text) << QByteArray(text) << QByteArray(host) << port << QByteArray(authority)
                            << QByteArray(zone);
    };
    row("http://Example.ORG/", "example.org", 80, "example.org");
    row("https://example.org/", "example.org", 443, "example.org");
    row("http://example.org:80/", "example.org", 80, "example.org");
    row("https://example.org:80/", "example.org", 80, "example.org:80");
    row("http://[2001:db8::1]:8080/", "2001:db8::1", 8080, "[2001:db8::1]:8080");
    row("http://[fe80::1%25eth0]/", "fe80::1", 80, "[fe80::1]", "eth0");
    row("http://b\xc3\xbc"
        "cher.example/",
        "xn--bcher-kva.example", 80, "xn--bcher-kva.example");
    row("http://B\xc3\x9c"
        "cher.example/",
        "xn--bcher-kva.example", 80, "xn--bcher-kva.example");
    row("http://u:p@127.1/", "127.0.0.1", 80, "127.0.0.1");
}

void UrlTest::givesWhatTheEngineNeeds() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, host);
    QFETCH(int, port);
    QFETCH(QByteArray, authority);
    QFETCH(QByteArray, zone);
    const auto url = Url::parse(text.toStdString());
    QVERIFY(url.has_value());
    QCOMPARE(QByteArray::fromStdString(url->host()), host);
    QCOMPARE(int(url->port_or_default()), port);
    QCOMPARE(QByteArray::fromStdString(url->authority()), authority);
    QCOMPARE(QByteArray::fromStdString(url->zone_id()), zone);
}

void UrlTest::comparesOrigins_data() {
    QTest::addColumn<QByteArray>("a");
    QTest::addColumn<QByteArray>("b");
    QTest::addColumn<bool>("same");
    const auto row = [](const char* a, const char* b, bool same) {
        QTest::addRow("%s %s", a, b) << QByteArray(a) << QByteArray(b) << same;
    };
    row("http://a/x", "http://a/y?z", true);
    row("http://a/", "http://A:80/", true);
    row("http://u:p@a/", "http://a/", true);
    row("http://a/", "https://a/", false);
    row("http://a:443/", "https://a/", false);
    row("http://a/", "http://a:81/", false);
    row("http://a/", "http://b/", false);
    row("http://a/", "http://x.a/", false);
    row("http://[::1]/", "http://[0:0:0:0:0:0:0:1]/", true);
    row("http://[fe80::1%25a]/", "http://[fe80::1%25b]/", false);
    row("http://127.0.0.1/", "http://0x7f.1/", true);
    row("http://b\xc3\xbc"
        "cher.example/",
        "http://xn--bcher-kva.example/", true);
}

void UrlTest::comparesOrigins() {
    QFETCH(QByteArray, a);
    QFETCH(QByteArray, b);
    QFETCH(bool, same);
    const Url first = *Url::parse(a.toStdString());
    const Url second = *Url::parse(b.toStdString());
    QCOMPARE(first.same_origin(second), same);
    QCOMPARE(second.same_origin(first), same);
}

void UrlTest::hidesCredentials() {
    const Url url = *Url::parse("https://user:secret@h:8/p?q#f");
    QVERIFY(url.has_credentials());
    QCOMPARE(url.without_credentials(), std::string("https://h:8/p?q#f"));
    QVERIFY(!Url::parse("https://h/user:secret@x")->has_credentials());
    QVERIFY(Url::parse("https://u@h/")->has_credentials());
    QCOMPARE(Url().without_credentials(), std::string());
}

void UrlTest::requestTargetIsFitForTheRequestLine_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char* text, const char* target) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(target);
    };
    row("http://h", "/");
    row("http://h?q", "/?q");
    row("http://h/?", "/?");
    row("http://h/a/b?c=d#e", "/a/b?c=d");
    row("http://h/a b?c d", "/a%20b?c%20d");
    row("http://h/\xc3\xbc?\xc3\xbc", "/%C3%BC?%C3%BC");
    row("http://h/%2f|\"<>", "/%2F|\"<>");
}

void UrlTest::requestTargetIsFitForTheRequestLine() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, target);
    const auto url = Url::parse(text.toStdString(), sluice::url_flag::allow_space);
    QVERIFY(url.has_value());
    QCOMPARE(QByteArray::fromStdString(url->request_target()), target);
}

SL_TEST_CLASS(UrlTest)
#include "url_test.moc"
