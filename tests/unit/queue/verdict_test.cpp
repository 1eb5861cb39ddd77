#include "engine/queue/verdict.h"

#include <QTest>

#include "engine/base/kinds.h"
#include "engine/base/result.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::queue;
using namespace std::chrono_literals;

namespace {

class Chance final : public sys::Random {
  public:
    std::uint64_t next() override { return value++; }
    std::uint64_t value = 0;
};

download::Outcome failed(Kind kind, std::int64_t gained = 0) {
    download::Outcome outcome;
    outcome.error = fail(kind).value();
    outcome.gained = gained;
    return outcome;
}

}  // namespace

class VerdictTest : public QObject {
    Q_OBJECT

  private slots:
    void backsOffWithinAQuarter() {
        Chance chance;
        for (int attempt = 1; attempt <= 20; ++attempt) {
            const Duration whole = std::min<Duration>(std::chrono::seconds(1LL << std::min(attempt - 1, 20)), 300s);
            Duration least = Duration::max();
            Duration most{0};
            for (int i = 0; i < 501; ++i) {
                const Duration time = back_off(attempt, chance);
                least = std::min(least, time);
                most = std::max(most, time);
            }
            QVERIFY(least == whole * 3 / 4);
            QVERIFY(most == whole * 5 / 4);
        }
    }
    void givesEveryKindAnEnd() {
        Chance chance;
        for (int k = 1; k < static_cast<int>(Kind::count_); ++k) {
            const Kind kind = static_cast<Kind>(k);
            const base::Retry how = base::facts_of(kind).retry;
            int retries = 0;
            Verdict verdict;
            for (int attempt = 1; attempt <= 5; ++attempt) {
                verdict = judge(failed(kind), retries, 5, chance);
                retries = verdict.retries;
                if (verdict.state == State::failed || verdict.again_in == Duration(0)) {
                    break;
                }
            }
            if (verdict.phase == Phase::retry_later || verdict.phase == Phase::no_network) {
                QVERIFY2(how == base::Retry::transient, kind_name(kind));
                QCOMPARE(verdict.retries, 5);
                QVERIFY(verdict.again_in == Duration(1h));
            } else if (verdict.state == State::failed) {
                QVERIFY2(how != base::Retry::transient, kind_name(kind));
                QCOMPARE(verdict.retries, how == base::Retry::once ? 5 : 1);
            } else {
                QVERIFY(verdict.again_in == Duration(0));  // a person, or space, must come first
            }
        }
    }
    void refillsWithEveryNewByte() {
        Chance chance;
        const Verdict verdict = judge(failed(Kind::net_reset, 1), 4, 5, chance);
        QVERIFY(verdict.state == State::waiting);
        QCOMPARE(verdict.retries, 1);
        QVERIFY(verdict.again_in <= Duration(1250ms));
    }
    void obeysRetryAfter() {
        Chance chance;
        download::Outcome busy = failed(Kind::http_busy);
        busy.retry_after = 90s;
        QVERIFY(judge(busy, 0, 5, chance).again_in == Duration(90s));
        busy.retry_after = 7200s;
        QVERIFY(judge(busy, 9, 5, chance).again_in == Duration(7200s));
    }
    void waitsForWhatIsNeeded_data() {
        QTest::addColumn<int>("need");
        QTest::addColumn<int>("phase");
        using download::Need;
        QTest::newRow("address") << static_cast<int>(Need::new_address) << static_cast<int>(Phase::new_address_needed);
        QTest::newRow("decision") << static_cast<int>(Need::decision) << static_cast<int>(Phase::changed_on_server);
        QTest::newRow("login") << static_cast<int>(Need::login) << static_cast<int>(Phase::login_needed);
        QTest::newRow("space") << static_cast<int>(Need::space) << static_cast<int>(Phase::no_space);
    }
    void waitsForWhatIsNeeded() {
        QFETCH(int, need);
        QFETCH(int, phase);
        Chance chance;
        download::Outcome outcome = failed(Kind::http_status);
        outcome.need = static_cast<download::Need>(need);
        const Verdict verdict = judge(outcome, 3, 5, chance);
        QVERIFY(verdict.state == State::waiting);
        QVERIFY(verdict.phase == static_cast<Phase>(phase));
        QCOMPARE(verdict.retries, 3);  // no attempt is used up by what a person must do
    }
    void doesNotAskAgainWhatWasRefused_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("again");
        for (const int status : {400, 403, 405, 406, 416, 451}) {
            QTest::addRow("%d", status) << status << false;
        }
        for (const int status : {408, 421, 423, 425, 500, 502, 504, 520, 522}) {
            QTest::addRow("%d", status) << status << true;
        }
    }
    void doesNotAskAgainWhatWasRefused() {
        QFETCH(int, status);
        Chance chance;
        download::Outcome outcome;
        ErrorArgs args;
        args.status = status;
        outcome.error = fail(Kind::http_status, std::move(args)).value();
        QTEST(judge(outcome, 0, 5, chance).state == State::waiting, "again");
        outcome.retry_after = std::chrono::seconds(3);
        QVERIFY(judge(outcome, 0, 5, chance).state == State::waiting);  // the server says when
    }
    void triesAgainWhatStalledOrBroke() {
        Chance chance;
        for (const Kind kind : {Kind::net_stalled, Kind::net_reset, Kind::net_closed_early, Kind::tls_handshake}) {
            const Verdict verdict = judge(failed(kind), 0, 5, chance);
            QVERIFY2(verdict.state == State::waiting, kind_name(kind));
            QVERIFY2(verdict.phase == Phase::retry_later, kind_name(kind));
        }
    }
    void saysThatTheNetworkIsGone() {
        Chance chance;
        QVERIFY(judge(failed(Kind::net_unreachable), 0, 5, chance).phase == Phase::no_network);
        QVERIFY(judge(failed(Kind::net_refused), 0, 5, chance).phase == Phase::retry_later);
    }
};

SL_TEST_CLASS(VerdictTest)
#include "verdict_test.moc"
