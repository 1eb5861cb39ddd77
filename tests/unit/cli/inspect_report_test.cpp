#include "engine/cli/inspect_report.h"

#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::cli {

class InspectReportTest : public QObject {
    Q_OBJECT

  private slots:
    void tellsEveryRequestAndHidesSecrets() {
        Info info;
        info.http.effective_url = "http://a.test/";
        RequestRecord record;
        record.method = "GET";
        record.url = "http://a.test/";
        record.status = 200;
        record.marks.dns_start = 1'000'000;
        record.marks.dns_end = 3'000'000;
        record.request_head = "GET / HTTP/1.1\r\nAuthorization: Basic c2VjcmV0\r\n\r\n";
        record.response_head = "HTTP/1.1 200 OK\r\nSet-Cookie: s=c2VjcmV0\r\nX-A: b\r\n\r\n";
        info.requests.push_back(record);
        for (const std::string& report : {inspect_text(info, Error()), inspect_json(info, Error())}) {
            QVERIFY(report.find("http://a.test/") != std::string::npos);
            QVERIFY(report.find("lookup") != std::string::npos);
            QVERIFY(report.find("X-A: b") != std::string::npos);
            QVERIFY(report.find("c2VjcmV0") == std::string::npos);
        }
    }
};
SL_TEST_CLASS(InspectReportTest)

}  // namespace sluice::cli

#include "inspect_report_test.moc"
