#include <QTest>

#include "tests/support/test_class.h"
#include "tests/unit/queue/queue_harness.h"

using namespace sluice;
using namespace sluice::queue;
using namespace sluice::test;
using namespace std::chrono_literals;

class QueueRetryTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        harness_ = std::make_unique<QueueHarness>();
        harness_->open();
        id_ = h().add(url);
        QVERIFY(runs());
    }
    void cleanup() {
        QVERIFY(harness_->sets_fit);
        harness_.reset();
    }

    void triesFiveTimesThenHourly() {
        for (int attempt = 1; attempt <= 4; ++attempt) {
            h().runner().end(url, failed_with(Kind::net_refused));
            QVERIFY(h().becomes(id_, State::waiting, Phase::retry_later));
            QCOMPARE(h().row(id_)->retries, attempt);
            QVERIFY(h().row(id_)->error.kind == Kind::net_refused);
            QVERIFY(h().row(id_)->retry_at > 0);
            h().pass(std::chrono::seconds((1 << (attempt - 1)) * 2));
            QVERIFY(runs());
        }
        h().runner().end(url, failed_with(Kind::net_refused));
        QVERIFY(h().becomes(id_, State::waiting, Phase::retry_later));
        QCOMPARE(h().row(id_)->retries, 5);
        h().pass(3500s);
        QVERIFY(h().runner().find(url) == nullptr);
        h().pass(150s);
        QVERIFY(runs());
    }
    void failsForGoodWhatDoesNotPass() {
        h().runner().end(url, failed_with(Kind::http_gone));
        QVERIFY(h().becomes(id_, State::failed));
        h().pass(7200s);
        QVERIFY(h().runner().find(url) == nullptr);
        h().queue().retry({id_});
        QVERIFY(runs());
        QVERIFY(h().becomes(id_, State::active));
        QVERIFY(!h().row(id_)->error);
    }
    void neverGivesUpWhileBytesArrive() {
        for (int i = 0; i < 12; ++i) {
            h().runner().end(url, failed_with(Kind::net_reset, 1));
            QVERIFY(h().becomes(id_, State::waiting));
            QCOMPARE(h().row(id_)->retries, 1);
            h().pass(2s);
            QVERIFY(runs());
        }
    }
    void waitsAsLongAsTheServerAsks() {
        auto busy = failed_with(Kind::http_busy);
        busy.retry_after = 90s;
        h().runner().end(url, busy);
        QVERIFY(h().becomes(id_, State::waiting));
        h().pass(85s);
        QVERIFY(h().runner().find(url) == nullptr);
        h().pass(10s);
        QVERIFY(runs());
    }
    void goesOnWhenTheMachineWakes() {
        auto busy = failed_with(Kind::http_busy);
        busy.retry_after = 600s;
        h().runner().end(url, busy);
        QVERIFY(h().becomes(id_, State::waiting));
        h().clock().sleep(700s);
        h().pass(61s);
        QVERIFY(runs());
    }
    void goesOnWhenSpaceIsFree() {
        auto full = failed_with(Kind::disk_full, 0, download::Need::space);
        ErrorArgs args;
        args.bytes = 5'000'000;
        full.error = fail(Kind::disk_full, args).value();
        h().runner().end(url, full);
        QVERIFY(h().becomes(id_, State::waiting, Phase::no_space));
        h().runner().space = 4'999'999;
        h().pass(100s);
        QVERIFY(h().runner().find(url) == nullptr);
        h().runner().space = 5'000'000;
        h().pass(40s);
        QVERIFY(runs());
    }
    void goesOnWhenTheNetworkIsBack() {
        h().runner().end(url, failed_with(Kind::net_unreachable));
        QVERIFY(h().becomes(id_, State::waiting, Phase::no_network));
        h().queue().network_changed();
        QVERIFY(runs());
    }
    void leavesTheSlotToOthersWhileItWaits() {
        for (const char* other : {"http://h/b", "http://h/c", "http://h/d", "http://h/e"}) {
            h().add(other);
        }
        QVERIFY(h().runner().find("http://h/e") == nullptr);
        h().runner().end(url, failed_with(Kind::net_refused));
        QVERIFY(h().run_until([this] { return h().runner().find("http://h/e") != nullptr; }));
    }
    void keepsItsPlaceWhileItWaits() {
        h().add("http://h/b", true);
        h().runner().end(url, failed_with(Kind::net_refused));
        QVERIFY(h().becomes(id_, State::waiting));
        QCOMPARE(h().mirror().front().id, id_);
        h().pass(2s);
        QVERIFY(runs());
        QCOMPARE(h().mirror().front().id, id_);
    }
    void keepsTheTimeOfTheNextAttempt() {
        auto busy = failed_with(Kind::http_busy);
        busy.retry_after = 600s;
        h().runner().end(url, busy);
        QVERIFY(h().becomes(id_, State::waiting));
        h().settle();
        h().drop();
        h().clock().advance(300s);
        h().open();
        h().pass(200s);
        QVERIFY(h().state(id_) == State::waiting);
        h().pass(120s);
        QVERIFY(runs());
    }
    void stopsWaitingWhenPaused() {
        h().runner().end(url, failed_with(Kind::net_refused));
        QVERIFY(h().becomes(id_, State::waiting));
        h().queue().pause({id_});
        QVERIFY(h().becomes(id_, State::paused));
        h().pass(7200s);
        QVERIFY(h().runner().find(url) == nullptr);
    }

  private:
    static constexpr const char* url = "http://h/a";
    QueueHarness& h() { return *harness_; }
    bool runs() {
        return h().run_until([this] { return h().runner().find(url) != nullptr; });
    }
    std::unique_ptr<QueueHarness> harness_;
    Id id_ = 0;
};

SL_TEST_CLASS(QueueRetryTest)
#include "queue_retry_test.moc"
