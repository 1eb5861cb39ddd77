#include <QTest>

#include "tests/support/test_class.h"
#include "tests/unit/queue/queue_harness.h"

using namespace sluice;
using namespace sluice::queue;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {
constexpr std::int64_t midnight = 1'893'456'000;  // where the clock begins, a Tuesday
constexpr std::int64_t hour = 3600;
}  // namespace

class QueueTimesTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        harness_ = std::make_unique<QueueHarness>();
        harness_->open();
    }
    void cleanup() {
        QVERIFY(harness_->sets_fit);
        harness_.reset();
    }

    void waitsForItsOwnTime() {
        const Id id = add_at(midnight + hour);
        QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
        QCOMPARE(h().row(id)->retry_at, midnight + hour);
        QCOMPARE(own_start(id), midnight + hour);
        h().pass(59min);
        QVERIFY(h().runner().started.empty());
        h().pass(61s);
        QVERIFY(h().becomes(id, State::active));
        QCOMPARE(h().row(id)->retry_at, std::int64_t(0));
        QCOMPARE(own_start(id), std::int64_t(0));
    }
    void aPastTimeIsNoneAtAll() {
        const Id id = add_at(midnight - hour);
        QVERIFY(h().becomes(id, State::active));
    }
    void survivesARestart_data() {
        QTest::addColumn<bool>("killed");
        QTest::newRow("ended") << false;
        QTest::newRow("killed") << true;
    }
    void survivesARestart() {
        QFETCH(bool, killed);
        const Id id = add_at(midnight + hour);
        QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
        killed ? h().crash() : h().shut_down();
        h().open();
        QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
        QCOMPARE(own_start(id), midnight + hour);
        h().pass(30min);
        QVERIFY(h().runner().started.empty());
        h().pass(31min);
        QVERIFY(h().becomes(id, State::active));
    }
    void beginsAtOnceIfItsTimePassedMeanwhile() {
        const Id id = add_at(midnight + hour);
        QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
        h().shut_down();
        h().clock().sleep(2h);
        h().open();
        QVERIFY(h().becomes(id, State::active));
    }
    void isReadOffTheWallWhenTheClockIsSet() {
        const Id id = add_at(midnight + 10 * hour);
        QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
        h().clock().set_wall(h().clock().wall() + 11h);
        h().pass(61s);
        QVERIFY(h().becomes(id, State::active));
    }
    void aClockSetBackMakesItWaitLonger() {
        const Id id = add_at(midnight + hour);
        QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
        h().clock().set_wall(h().clock().wall() - 1h);
        h().pass(61min);
        QVERIFY(h().state(id) == State::waiting);
        h().pass(61min);
        QVERIFY(h().becomes(id, State::active));
    }
    void canBeGivenLaterAndTakenAway() {
        const Id id = h().add(url);
        QVERIFY(h().becomes(id, State::active));
        set(id, midnight + hour);
        QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
        set(id, midnight + 2 * hour);
        QVERIFY(h().run_until([&] { return h().row(id)->retry_at == midnight + 2 * hour; }));
        set(id, 0);
        QVERIFY(h().becomes(id, State::active));
    }
    void aPausedOneKeepsItsTime() {
        const Id id = add_at(midnight + hour);
        QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
        h().queue().pause({id});
        QVERIFY(h().becomes(id, State::paused));
        h().shut_down();
        h().open();
        QVERIFY(h().becomes(id, State::paused));
        h().queue().resume({id});
        QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
        QCOMPARE(h().row(id)->retry_at, midnight + hour);
    }
    void resumingOneThatWaitsForItsTimeBeginsItNow() {
        const Id id = add_at(midnight + hour);
        QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
        h().queue().resume({id});
        QVERIFY(h().becomes(id, State::active));
    }
    void takesNoPlaceInTheQueueMeanwhile() {
        h().allow(1);
        const Id late = add_at(midnight + hour);
        const Id now = h().add("http://h/now");
        QVERIFY(h().becomes(now, State::active));
        QVERIFY(h().becomes(late, State::waiting, Phase::schedule));
        QCOMPARE(h().row(late)->place, 0);
    }
    void theLaterOfBothTimesIsTold() {
        Limits limits;
        limits.schedule = *WeekSchedule::parse("Tue 00:00-02:00 stop");
        h().queue().set_limits(limits);
        const Id early = add_at(midnight + hour);
        const Id late = add_at(midnight + 3 * hour);
        QVERIFY(h().becomes(early, State::waiting, Phase::schedule));
        QVERIFY(h().becomes(late, State::waiting, Phase::schedule));
        QCOMPARE(h().row(early)->retry_at, midnight + 2 * hour);
        QCOMPARE(h().row(late)->retry_at, midnight + 3 * hour);
        limits.schedule = {};
        h().queue().set_limits(limits);
        QVERIFY(h().run_until([&] { return h().row(early)->retry_at == midnight + hour; }));
    }
    void aWeekThatNeverOpensHasNoTime() {
        Limits limits;
        limits.schedule = *WeekSchedule::parse("Mon-Sun 00:00-24:00 stop");
        h().queue().set_limits(limits);
        const Id id = h().add(url);
        QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
        QCOMPARE(h().row(id)->retry_at, std::int64_t(0));
        h().shut_down();
        h().open();
        QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
        h().queue().set_limits({});
        QVERIFY(h().becomes(id, State::active));
    }
    void whatIsRestoredWhileTheScheduleStopsWaitsToo() {
        const Id id = h().add(url);
        QVERIFY(h().becomes(id, State::active));
        h().queue().remove({id});
        h().settle();
        Limits limits;
        limits.schedule = *WeekSchedule::parse("Tue 00:00-02:00 stop");
        h().queue().set_limits(limits);
        h().queue().restore({id});
        QVERIFY(h().run_until([&] { return h().row(id) != nullptr; }));
        QVERIFY(h().becomes(id, State::waiting, Phase::schedule));
    }

  private:
    QueueHarness& h() { return *harness_; }
    Id add_at(std::int64_t start_at) {
        const std::size_t before = h().mirror().size();
        NewDownload download;
        download.url = url;
        download.own.start_at = start_at;
        h().queue().add({download});
        return h().run_until([&] { return h().mirror().size() > before; }) ? h().mirror().back().id : 0;
    }
    void set(Id id, std::int64_t start_at) {
        Edit edit;
        edit.start_at = start_at;
        h().queue().edit({id}, edit);
    }
    std::int64_t own_start(Id id) {
        std::shared_ptr<const Details> got;
        h().queue().details(id, [&](std::shared_ptr<const Details> details) { got = std::move(details); });
        return h().run_until([&] { return got != nullptr; }) ? got->own.start_at : -1;
    }
    const std::string url = "http://h/a";
    std::unique_ptr<QueueHarness> harness_;
};

SL_TEST_CLASS(QueueTimesTest)

#include "queue_times_test.moc"
