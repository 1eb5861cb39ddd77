#include "engine/conn/haproxy_line.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::conn;

class HaproxyLineTest : public QObject {
    Q_OBJECT
  private slots:
    void namesBothEnds_data();
    void namesBothEnds();
    void knowsNoAddresses();
};

void HaproxyLineTest::namesBothEnds_data() {
    QTest::addColumn<QByteArray>("local");
    QTest::addColumn<QByteArray>("remote");
    QTest::addColumn<QByteArray>("client");
    QTest::addColumn<QByteArray>("line");
    const auto row = [](const char* name, const char* local, const char* remote, const char* client, const char* line) {
        QTest::newRow(name) << QByteArray(local) << QByteArray(remote) << QByteArray(client) << QByteArray(line);
    };
    row("IPv4", "192.0.2.1", "192.0.2.7", "", "PROXY TCP4 192.0.2.1 192.0.2.7 51812 443\r\n");
    row("IPv6", "2001:db8::1", "2001:db8::7", "", "PROXY TCP6 2001:db8::1 2001:db8::7 51812 443\r\n");
    row("scope left out", "fe80::1%2", "fe80::7%2", "", "PROXY TCP6 fe80::1 fe80::7 51812 443\r\n");
    row("client", "192.0.2.1", "192.0.2.7", "198.51.100.9", "PROXY TCP4 198.51.100.9 192.0.2.7 51812 443\r\n");
    row("IPv6 client over IPv4", "192.0.2.1", "192.0.2.7", "2001:db8::9",
        "PROXY TCP6 2001:db8::9 ::ffff:192.0.2.7 51812 443\r\n");
    row("IPv4 client over IPv6", "2001:db8::1", "2001:db8::7", "198.51.100.9",
        "PROXY TCP6 ::ffff:198.51.100.9 2001:db8::7 51812 443\r\n");
}

void HaproxyLineTest::namesBothEnds() {
    QFETCH(QByteArray, local);
    QFETCH(QByteArray, remote);
    QFETCH(QByteArray, client);
    const auto line =
        haproxy_line(*sys::Address::parse(local.toStdString(), 51'812), *sys::Address::parse(remote.toStdString(), 443),
                     sys::Address::parse(client.toStdString(), 0));
    QTEST(QByteArray::fromStdString(line), "line");
    QVERIFY(line.size() <= 107);  // the longest that servers must take
}

void HaproxyLineTest::knowsNoAddresses() {
    QCOMPARE(haproxy_line_unknown(), std::string("PROXY UNKNOWN\r\n"));
}

SL_TEST_CLASS(HaproxyLineTest)
#include "haproxy_line_test.moc"
