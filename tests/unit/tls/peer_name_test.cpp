#include "engine/tls/peer_name.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;

class PeerNameTest : public QObject {
    Q_OBJECT
  private slots:
    void normalises_data() {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("address");
        QTest::newRow("name") << "example.org"
                              << "example.org" << false;
        QTest::newRow("capitals") << "Example.ORG"
                                  << "example.org" << false;
        QTest::newRow("dot at the end") << "example.org."
                                        << "example.org" << false;
        QTest::newRow("umlaut") << "bücher.example"
                                << "xn--bcher-kva.example" << false;
        QTest::newRow("sharp s, non-transitional") << "straße.example"
                                                   << "xn--strae-oqa.example" << false;
        QTest::newRow("v4") << "192.0.2.1"
                            << "192.0.2.1" << true;
        QTest::newRow("v6") << "2001:db8::1"
                            << "2001:db8::1" << true;
        QTest::newRow("v6 in brackets") << "[2001:db8::1]"
                                        << "2001:db8::1" << true;
        QTest::newRow("v6 with scope") << "fe80::1%eth0"
                                       << "fe80::1" << true;
        QTest::newRow("almost an address") << "192.0.2.1.example"
                                           << "192.0.2.1.example" << false;
    }
    void normalises() {
        QFETCH(QString, host);
        QFETCH(QString, text);
        QFETCH(bool, address);
        const auto name = tls::peer_name(host.toStdString());
        QVERIFY(name.has_value());
        QCOMPARE(QString::fromStdString(name->text), text);
        QCOMPARE(name->is_address, address);
    }
    void refusesWhatIsNoName_data() {
        QTest::addColumn<QByteArray>("host");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a dot") << QByteArray(".");
        QTest::newRow("too long") << QByteArray(254, 'a');
        QTest::newRow("zero byte") << QByteArray("a\0b.example", 11);
        QTest::newRow("not UTF-8") << QByteArray("b\xff.example");
        QTest::newRow("label too long in IDNA") << QByteArray("ü") + QByteArray(70, 'a') + ".example";
    }
    void refusesWhatIsNoName() {
        QFETCH(QByteArray, host);
        const auto name = tls::peer_name(host.toStdString());
        QVERIFY(!name.has_value());
        QCOMPARE(name.error().kind, Kind::dns_not_found);
    }
};

SL_TEST_CLASS(PeerNameTest)
#include "peer_name_test.moc"
