#ifndef Q_MOC_RUN  // which stumbles over what <compare> includes
#include "engine/sys/address.h"
#endif

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

class SysAddressTest : public QObject {
    Q_OBJECT
  private slots:
    void literalsComeBackAsText_data();
    void literalsComeBackAsText();
};

void SysAddressTest::literalsComeBackAsText_data() {
    QTest::addColumn<QString>("literal");
    QTest::addColumn<QString>("ip");
    QTest::addColumn<QString>("text");
    QTest::newRow("short numbers") << "1.2.3.4"
                                   << "1.2.3.4"
                                   << "1.2.3.4:80";
    QTest::newRow("zeros") << "0.0.0.0"
                           << "0.0.0.0"
                           << "0.0.0.0:80";
    QTest::newRow("long numbers") << "255.255.255.255"
                                  << "255.255.255.255"
                                  << "255.255.255.255:80";
    QTest::newRow("mixed") << "10.0.199.7"
                           << "10.0.199.7"
                           << "10.0.199.7:80";
    QTest::newRow("version 6") << "2001:0db8::0001"
                               << "2001:db8::1"
                               << "[2001:db8::1]:80";
    QTest::newRow("with a zone") << "fe80::1%7"
                                 << "fe80::1%7"
                                 << "[fe80::1%7]:80";
}

void SysAddressTest::literalsComeBackAsText() {
    QFETCH(QString, literal);
    const auto address = sluice::sys::Address::parse(literal.toStdString(), 80);
    QVERIFY(address.has_value());
    QTEST(QString::fromStdString(address->ip()), "ip");
    QTEST(QString::fromStdString(address->text()), "text");
}

SL_TEST_CLASS(SysAddressTest)
#include "address_test.moc"
