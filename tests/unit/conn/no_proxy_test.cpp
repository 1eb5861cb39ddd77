#include "engine/conn/no_proxy.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

class NoProxyTest : public QObject {
    Q_OBJECT
  private slots:
    void findsTheHost_data();
    void findsTheHost();
};

void NoProxyTest::findsTheHost_data() {
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<bool>("bypasses");
    const auto row = [](const QByteArray& host, const QByteArray& list, bool bypasses) {
        QTest::newRow((host + " in '" + list + "'").constData()) << host << list << bypasses;
    };
    row("a.example.com", "", false);
    row("a.example.com", "*", true);
    row("", "*", false);
    row("a.example.com", " *", false);
    row("a.example.com", "foo,*", false);
    row("a.example.com", "*.example.com", false);
    row("example.com", "example.com", true);
    row("a.example.com", "example.com", true);
    row("a.b.example.com", "example.com", true);
    row("a.example.com", "xample.com", false);
    row("notexample.com", "example.com", false);
    row("example.com", "a.example.com", false);
    row("a.example.com", "com", true);
    row("example.com", ".example.com", true);
    row("a.example.com", ".example.com", true);
    row("a.example.com", "..example.com", false);
    row("a.example.com", ".", false);
    row("a.example.com", "EXAMPLE.Com", true);
    row("example.com.", "example.com", true);
    row("a.example.com", "example.com.", true);
    row("a.example.com", "foo, example.com", true);
    row("a.example.com", "foo example.com", true);
    row("a.example.com", "foo\texample.com", true);
    row("a.example.com", ",,foo,,example.com,,", true);
    row("a.example.com", "foo,bar", false);
    row("a.example.com", "example.com:80", false);
    row("127.0.0.1", "127.0.0.1", true);
    row("127.0.0.1", "127.0.0.1:80", false);
    row("127.0.0.1", "0.0.1", false);
    row("127.0.0.1", ".127.0.0.1", false);
    row("127.0.0.1", "127.0.0.0/8", true);
    row("128.0.0.1", "127.0.0.0/8", false);
    row("127.0.0.1", "127.0.0.1/32", true);
    row("127.0.0.2", "127.0.0.1/32", false);
    row("192.0.2.130", "192.0.2.128/25", true);
    row("192.0.2.127", "192.0.2.128/25", false);
    row("192.0.2.127", "192.0.2.200/24", true);
    row("8.8.8.8", "0.0.0.0/0", true);
    row("127.0.0.1", "127.0.0.1/33", false);
    row("127.0.0.1", "127.0.0.0/", false);
    row("127.0.0.1", "127.0.0.0/x", false);
    row("127.0.0.1", "127.0.0.0/-8", false);
    row("127.0.0.1", "::1", false);
    row("2001:db8::1", "2001:db8::/32", true);
    row("[2001:db8::1]", "2001:db8::/32", true);
    row("2001:db9::1", "2001:db8::/32", false);
    row("2001:db8::1", "2001:db8::1", true);
    row("2001:db8::1", "2001:0db8:0:0::1", true);
    row("2001:db8::1", "[2001:db8::1]", true);
    row("2001:db8::1", "::/0", true);
    row("2001:db8:8000::1", "2001:db8:8000::/33", true);
    row("2001:db8:7fff::1", "2001:db8:8000::/33", false);
    row("2001:db8::1", "2001:db8::/129", false);
    row("2001:db8::1", "192.0.2.0/0", false);
}

void NoProxyTest::findsTheHost() {
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, list);
    QTEST(sluice::conn::bypasses_proxy(host.toStdString(), list.toStdString()), "bypasses");
}

SL_TEST_CLASS(NoProxyTest)
#include "no_proxy_test.moc"
