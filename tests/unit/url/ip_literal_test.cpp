#include "engine/url/ip_literal.h"

#include <QTest>

#include "tests/support/test_class.h"

class IpLiteralTest : public QObject {
    Q_OBJECT

  private slots:
    void readsIpv4_data();
    void readsIpv4();
    void shortensIpv6_data();
    void shortensIpv6();
};

void IpLiteralTest::readsIpv4_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("normal");
    const auto row = [](const char* text, const char* normal) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(normal);
    };
    row("1.2.3.4", "1.2.3.4");
    row("0.0.0.0", "0.0.0.0");
    row("255.255.255.255", "255.255.255.255");
    row("1.2.3", "1.2.0.3");
    row("1.2.65535", "1.2.255.255");
    row("1.2.65536", "");
    row("1.2", "1.0.0.2");
    row("1.16777215", "1.255.255.255");
    row("1.16777216", "");
    row("1", "0.0.0.1");
    row("4294967295", "255.255.255.255");
    row("4294967296", "");
    row("0x10.010.8.0xff", "16.8.8.255");
    row("00", "0.0.0.0");
    row("08", "");
    row("0x", "");
    row("0xg", "");
    row("1.2.3.256", "");
    row("256.2.3.4", "");
    row("1.2.3.4.5", "");
    row("1.2.3.4.", "");
    row(".1.2.3.4", "");
    row("1..2", "");
    row("", "");
    row("-1", "");
    row("+1", "");
    row("1.2.3.4x", "");
    row("a.b", "");
}

void IpLiteralTest::readsIpv4() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, normal);
    const auto result = sluice::url::normalize_ipv4(text.toStdString());
    QCOMPARE(QByteArray::fromStdString(result.value_or("")), normal);
}

void IpLiteralTest::shortensIpv6_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("normal");
    const auto row = [](const char* text, const char* normal) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(normal);
    };
    row("::", "::");
    row("::1", "::1");
    row("1::", "1::");
    row("0:0:0:0:0:0:0:0", "::");
    row("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8");
    row("0001:0:0:0:0:0:0:000A", "1::a");
    row("ABCD::EF", "abcd::ef");
    row("1:0:0:2:0:0:0:3", "1:0:0:2::3");
    row("1:0:0:2:0:0:3:4", "1::2:0:0:3:4");
    row("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7");
    row("0:0:1:2:3:4:5:6", "::1:2:3:4:5:6");
    row("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::");
    row("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0");
    row("::ffff:1.2.3.4", "::ffff:1.2.3.4");
    row("::ffff:0102:0304", "::ffff:1.2.3.4");
    row("::1.2.3.4", "::102:304");
    row("1:2:3:4:5:6:7.8.9.10", "1:2:3:4:5:6:708:90a");
    row("", "");
    row(":", "");
    row(":::", "");
    row("1", "");
    row("1:2:3:4:5:6:7", "");
    row("1:2:3:4:5:6:7:8:9", "");
    row("1::2::3", "");
    row("1:2:3:4::5:6:7:8", "");
    row("12345::", "");
    row("g::", "");
    row("1:", "");
    row(":1:2:3:4:5:6:7", "");
    row("1:2:3:4:5:6:7:", "");
    row("::1.2.3", "");
    row("::1.2.3.256", "");
    row("::1.2.3.04", "");
    row("::1.2.3.4.5", "");
    row("1.2.3.4::", "");
    row("::1.2.3.4:5", "");
    row("1:2:3:4:5:6:7:1.2.3.4", "");
}

void IpLiteralTest::shortensIpv6() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, normal);
    const auto result = sluice::url::normalize_ipv6(text.toStdString());
    QCOMPARE(QByteArray::fromStdString(result.value_or("")), normal);
}

SL_TEST_CLASS(IpLiteralTest)
#include "ip_literal_test.moc"
