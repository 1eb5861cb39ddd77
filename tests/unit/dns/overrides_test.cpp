#include "engine/dns/overrides.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::dns;

class DnsOverridesTest : public QObject {
    Q_OBJECT
  private slots:
    void readsLines_data();
    void readsLines();
    void refusesLines_data();
    void refusesLines();
    void findsTheDestination_data();
    void findsTheDestination();
};

void DnsOverridesTest::readsLines_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<int>("act");
    QTest::addColumn<QString>("addresses");
    QTest::newRow("one") << "A.test:80:192.0.2.1"
                         << "a.test" << 80 << 0 << "192.0.2.1:80";
    QTest::newRow("several") << "a:443:192.0.2.1,[2001:db8::1]"
                             << "a" << 443 << 0 << "192.0.2.1:443 [2001:db8::1]:443";
    QTest::newRow("expires") << "+a:80:192.0.2.1"
                             << "a" << 80 << 1 << "192.0.2.1:80";
    QTest::newRow("removes") << "-a:80"
                             << "a" << 80 << 2 << "";
    QTest::newRow("any host") << "*:80:192.0.2.1"
                              << "*" << 80 << 0 << "192.0.2.1:80";
    QTest::newRow("IPv6 host") << "[::1]:80:192.0.2.1"
                               << "::1" << 80 << 0 << "192.0.2.1:80";
    QTest::newRow("IPv6 address without brackets") << "a:80:2001:db8::1"
                                                   << "a" << 80 << 0 << "[2001:db8::1]:80";
}

void DnsOverridesTest::readsLines() {
    QFETCH(QString, line);
    const auto parsed = parse_override(line.toStdString());
    QVERIFY(parsed.has_value());
    QTEST(QString::fromStdString(parsed->host), "host");
    QTEST(static_cast<int>(parsed->port), "port");
    QTEST(static_cast<int>(parsed->act), "act");
    QStringList addresses;
    for (const auto& address : parsed->addresses) {
        addresses << QString::fromStdString(address.text());
    }
    QTEST(addresses.join(' '), "addresses");
}

void DnsOverridesTest::refusesLines_data() {
    QTest::addColumn<QString>("line");
    for (const char* line : {"", "a", "a:80", "a:80:", "a:x:192.0.2.1", "a:70000:192.0.2.1", "a:80:name",
                             ":80:192.0.2.1", "[::1:80:1.2.3.4"}) {
        QTest::newRow(line) << line;
    }
}

void DnsOverridesTest::refusesLines() {
    QFETCH(QString, line);
    const auto parsed = parse_override(line.toStdString());
    QVERIFY(!parsed.has_value());
    QCOMPARE(parsed.error().code, Code::setopt_option_syntax);
    QVERIFY(parsed.error().text().find(line.toStdString()) != std::string::npos);
}

void DnsOverridesTest::findsTheDestination_data() {
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("destination");
    QTest::newRow("all") << "a.test:80:b.test:8080"
                         << "b.test:8080";
    QTest::newRow("any host") << ":80:b.test:8080"
                              << "b.test:8080";
    QTest::newRow("any port") << "a.test::b.test:8080"
                              << "b.test:8080";
    QTest::newRow("same host") << "a.test:80::8080"
                               << "a.test:8080";
    QTest::newRow("same port") << "a.test:80:b.test:"
                               << "b.test:80";
    QTest::newRow("other host") << "c.test:80:b.test:8080"
                                << "a.test:80";
    QTest::newRow("other port") << "a.test:81:b.test:8080"
                                << "a.test:80";
    QTest::newRow("to IPv6") << "a.test:80:[::1]:8080"
                             << "::1:8080";
}

void DnsOverridesTest::findsTheDestination() {
    QFETCH(QString, rule);
    const auto parsed = parse_connect_to(rule.toStdString());
    QVERIFY(parsed.has_value());
    const Destination found = destination_of({*parsed}, "a.test", 80);
    QTEST(QString::fromStdString(found.host + ':' + std::to_string(found.port)), "destination");
}

SL_TEST_CLASS(DnsOverridesTest)
#include "overrides_test.moc"
