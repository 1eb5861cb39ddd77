#include "engine/cli/retries.h"

#include <QtTest>

#include <cerrno>

#include "tests/support/test_class.h"

namespace sluice::cli {

using namespace std::chrono_literals;

class RetriesTest : public QObject {
    Q_OBJECT

    static curl::RetryPlan plan(int times) {
        curl::RetryPlan plan;
        plan.times = times;
        return plan;
    }

  private slots:
    void triesAgainAfterPassingFailuresOnly_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("again");
        QTest::newRow("timeout") << int(Code::operation_timedout) << 0 << true;
        QTest::newRow("name") << int(Code::couldnt_resolve_host) << 0 << true;
        QTest::newRow("refused") << int(Code::couldnt_connect) << 0 << false;
        QTest::newRow("reset") << int(Code::recv_error) << 0 << false;
        for (const int status : {408, 429, 500, 502, 503, 504, 522, 524}) {
            QTest::addRow("%d", status) << int(Code::ok) << status << true;
            QTest::addRow("failed %d", status) << int(Code::http_returned_error) << status << true;
        }
        QTest::newRow("404") << int(Code::http_returned_error) << 404 << false;
        QTest::newRow("501") << int(Code::ok) << 501 << false;
        QTest::newRow("200") << int(Code::ok) << 200 << false;
    }
    void triesAgainAfterPassingFailuresOnly() {
        QFETCH(int, code);
        QFETCH(int, status);
        const curl::RetryPlan one = plan(1);
        Retries retries(one, Instant{});
        QTEST(retries.after({Code(code), status, ECONNREFUSED, 0}, Instant{} + 1s).delay.has_value(), "again");
    }

    void flagsWidenWhatPasses() {
        curl::RetryPlan refused = plan(1);
        refused.refused_too = true;
        QVERIFY(Retries(refused, {}).after({Code::couldnt_connect, 0, ECONNREFUSED, 0}, {}).delay);
        QVERIFY(!Retries(refused, {}).after({Code::couldnt_connect, 0, ENETUNREACH, 0}, {}).delay);
        curl::RetryPlan all = plan(1);
        all.all_errors = true;
        QVERIFY(Retries(all, {}).after({Code::recv_error, 0, 0, 0}, {}).delay);
        QVERIFY(!Retries(all, {}).after({Code::ok, 404, 0, 0}, {}).delay);
    }

    void waitsTwiceAsLongEachTimeUpToTenMinutes() {
        const curl::RetryPlan many = plan(12);
        Retries retries(many, {});
        const int expected[] = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600};
        for (const int seconds : expected) {
            const auto verdict = retries.after({Code::ok, 503, 0, 0}, {});
            QCOMPARE(int(*verdict.delay / 1s), seconds);
        }
        QVERIFY(!retries.after({Code::ok, 503, 0, 0}, {}).delay);
        QCOMPARE(retries.made(), 12);
    }

    void saysWhatItDoes() {
        curl::RetryPlan delayed = plan(2);
        delayed.delay = 1500ms;
        Retries retries(delayed, {});
        QCOMPARE(retries.after({Code::ok, 503, 0, 0}, {}).message,
                 std::string("Problem: HTTP error. Will retry in 1.500 second. 2 retries left."));
        QCOMPARE(retries.after({Code::operation_timedout, 0, 0, 0}, {}).message,
                 std::string("Problem: timeout. Will retry in 1.500 second. 1 retry left."));
    }

    void obeysRetryAfterAndTheMostTime() {
        curl::RetryPlan limited = plan(9);
        limited.most_time = 10s;
        Retries retries(limited, Instant{});
        QCOMPARE(int(*retries.after({Code::ok, 503, 0, 5}, Instant{} + 1s).delay / 1s), 5);
        const auto verdict = retries.after({Code::ok, 503, 0, 9}, Instant{} + 2s);
        QVERIFY(!verdict.delay);
        QVERIFY(verdict.message.find("Retry-After") != std::string::npos);
        QVERIFY(!retries.after({Code::ok, 503, 0, 0}, Instant{} + 11s).delay);
    }
};
SL_TEST_CLASS(RetriesTest)

}  // namespace sluice::cli

#include "retries_test.moc"
