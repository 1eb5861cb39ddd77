#include "engine/conn/local_end.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::conn;

class LocalEndTest : public QObject {
    Q_OBJECT
  private slots:
    void readsInterfaces_data();
    void readsInterfaces();
    void refusesInterfaces_data();
    void refusesInterfaces();
    void keepsPortsInRange_data();
    void keepsPortsInRange();
};

void LocalEndTest::readsInterfaces_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("device");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("either");
    QTest::newRow("empty") << QByteArray("") << QByteArray("") << QByteArray("") << false;
    QTest::newRow("name") << QByteArray("eth0") << QByteArray("eth0") << QByteArray("eth0") << true;
    QTest::newRow("address") << QByteArray("127.0.0.2") << QByteArray("127.0.0.2") << QByteArray("127.0.0.2") << true;
    QTest::newRow("device") << QByteArray("if!eth0") << QByteArray("eth0") << QByteArray("") << false;
    QTest::newRow("host") << QByteArray("host!a.test") << QByteArray("") << QByteArray("a.test") << false;
    QTest::newRow("both") << QByteArray("ifhost!eth0!a.test") << QByteArray("eth0") << QByteArray("a.test") << false;
    QTest::newRow("other mark") << QByteArray("IF!eth0") << QByteArray("IF!eth0") << QByteArray("IF!eth0") << true;
}

void LocalEndTest::readsInterfaces() {
    QFETCH(QByteArray, text);
    const auto end = parse_interface(text.toStdString());
    QVERIFY(end.has_value());
    QTEST(QByteArray::fromStdString(end->device), "device");
    QTEST(QByteArray::fromStdString(end->host), "host");
    QTEST(end->device_or_host, "either");
    QCOMPARE(end->any(), text.isEmpty());
}

void LocalEndTest::refusesInterfaces_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"if!", "host!", "ifhost!", "ifhost!a", "ifhost!a!", "ifhost!!b"}) {
        QTest::newRow(text) << QByteArray(text);
    }
    QTest::newRow("long") << QByteArray(513, 'a');
    QTest::newRow("NUL") << QByteArray("a\0b", 3);
}

void LocalEndTest::refusesInterfaces() {
    QFETCH(QByteArray, text);
    const auto end = parse_interface(text.toStdString());
    QVERIFY(!end);
    QCOMPARE(end.error().code, Code::bad_function_argument);
    QCOMPARE(end.error().kind, Kind::option_syntax);
}

void LocalEndTest::keepsPortsInRange_data() {
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("expected_first");
    QTest::addColumn<int>("expected_count");
    QTest::newRow("any") << 0 << 5 << 0 << 1;
    QTest::newRow("one") << 5000 << 1 << 5000 << 1;
    QTest::newRow("none is one") << 5000 << 0 << 5000 << 1;
    QTest::newRow("some") << 5000 << 20 << 5000 << 20;
    QTest::newRow("to the last") << 65'530 << 6 << 65'530 << 6;
    QTest::newRow("beyond the last") << 65'530 << 7 << 65'530 << 6;
    QTest::newRow("the last") << 65'535 << 9 << 65'535 << 1;
    QTest::newRow("too large") << 65'536 << 1 << 0 << 1;
    QTest::newRow("negative") << -1 << 1 << 0 << 1;
}

void LocalEndTest::keepsPortsInRange() {
    QFETCH(int, first);
    QFETCH(int, count);
    const PortRange range = port_range(first, count);
    QTEST(static_cast<int>(range.first), "expected_first");
    QTEST(range.count, "expected_count");
}

SL_TEST_CLASS(LocalEndTest)
#include "local_end_test.moc"
