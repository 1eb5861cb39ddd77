#include "engine/conn/connect_report.h"

#include <QObject>
#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::conn;
using namespace std::chrono_literals;

class ConnectReportTest : public QObject {
    Q_OBJECT
  private slots:
    void tunnelsStandInFrontOfTheirRequest();
};

void ConnectReportTest::tunnelsStandInFrontOfTheirRequest() {
    std::vector<RequestRecord> requests(2);
    requests[1].number = 1;
    requests[1].url = "http://h.test/";
    requests[1].proxy = "http://p:1";
    requests[1].remote_address = "192.0.2.1:1";
    ConnectListener listener;
    ConnectReport report(requests, Instant(1s), Instant(2s), listener);
    report.begin_tunnel("h.test:80", Instant(3s), {}).status = 407;
    report.begin_tunnel("h.test:80", Instant(5s), {}).status = 200;
    QCOMPARE(requests.size(), std::size_t(4));
    QCOMPARE(requests[1].status, 407);
    QCOMPARE(requests[2].status, 200);
    QCOMPARE(report.tunnel().status, 200);
    for (std::size_t i = 1; i < requests.size(); ++i) {
        QCOMPARE(requests[i].number, int(i));
    }
    QVERIFY(requests[1].to_proxy && requests[2].to_proxy && !requests[3].to_proxy);
    QCOMPARE(requests[1].started_ns, std::int64_t(2'000'000'000));
    QCOMPARE(requests[2].proxy, std::string("http://p:1"));
    QCOMPARE(requests[2].remote_address, std::string("192.0.2.1:1"));
    QCOMPARE(report.record().url, std::string("http://h.test/"));
    QCOMPARE(report.since_start(Instant(5s)), std::int64_t(3'000'000'000));
}

SL_TEST_CLASS(ConnectReportTest)
#include "connect_report_test.moc"
