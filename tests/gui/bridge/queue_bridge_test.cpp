#include "gui/bridge/queue_bridge.h"

#include <QSignalSpy>
#include <QTest>

#include <thread>

#include "tests/gui/fake_queue_service.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using queue::State;

class QueueBridgeTest : public QObject {
    Q_OBJECT

  private slots:
    void nothingTicksWhileNothingChanges() {
        test::FakeQueueService fake(10, 2, 1);
        QueueBridge bridge(fake);
        bridge.load();
        bridge.setExposed(true);
        QTest::qWait(700);
        const int takes = fake.takes;
        QTest::qWait(1300);
        QCOMPARE(fake.takes, takes);
    }

    void nothingTicksWhileNobodyLooks() {
        test::FakeQueueService fake(10, 2, 1);
        QueueBridge bridge(fake);
        QSignalSpy spy(&bridge, &QueueBridge::changesTaken);
        bridge.load();
        fake.step(1);
        QTest::qWait(700);
        QCOMPARE(fake.takes, 0);
        bridge.setExposed(true);
        QCOMPARE(spy.size(), 1);
        bridge.setExposed(false);
        fake.step(1);
        QTest::qWait(700);
        QCOMPARE(spy.size(), 1);
        bridge.setExposed(true);
        QCOMPARE(spy.size(), 2);
    }

    void oneThatIsFollowedHiddenLooksOnceASecond() {
        test::FakeQueueService fake(10, 2, 1);
        QueueBridge bridge(fake);
        const QSignalSpy spy(&bridge, &QueueBridge::changesTaken);
        bridge.load();
        bridge.setFollowedHidden(true);
        fake.step(1);
        QTRY_COMPARE(spy.size(), 1);
        const int takes = fake.takes;
        QTest::qWait(400);
        fake.step(1);
        QCOMPARE(fake.takes, takes);  // not before a second is over
        QTRY_COMPARE_WITH_TIMEOUT(spy.size(), 2, 3000);
        bridge.setFollowedHidden(false);
        fake.step(1);
        QTest::qWait(1300);
        QCOMPARE(spy.size(), 2);
    }

    void changedLimitsAreTold() {
        test::FakeQueueService fake;
        QueueBridge bridge(fake);
        bridge.load();
        bridge.setExposed(true);
        const QSignalSpy told(&bridge, &QueueBridge::limitsChanged);
        queue::Limits limits;
        limits.speed = 5;
        fake.set_limits(limits);
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(bridge.limits().speed, std::int64_t{5});
    }

    void changesArriveAfterOneCallFromAnotherThread() {
        test::FakeQueueService fake(10, 2, 1);
        QueueBridge bridge(fake);
        bridge.load();
        bridge.setExposed(true);
        QTest::qWait(700);  // an empty take: it sleeps
        QSignalSpy spy(&bridge, &QueueBridge::changesTaken);
        std::thread engine([&fake] { fake.step(1); });
        engine.join();
        QTRY_COMPARE(spy.size(), 1);
    }

    void aGapInTheRevisionsLoadsTheWholeList() {
        test::FakeQueueService fake(10, 2, 1);
        QueueBridge bridge(fake);
        QSignalSpy loads(&bridge, &QueueBridge::rowsReset);
        QSignalSpy changes(&bridge, &QueueBridge::changesTaken);
        bridge.load();
        QCOMPARE(loads.size(), 1);
        fake.step(1);
        fake.skipRevision();
        bridge.setExposed(true);
        QCOMPARE(loads.size(), 2);
        QCOMPARE(changes.size(), 0);
        fake.step(1);
        QTRY_COMPARE(changes.size(), 1);  // and in step again
        QCOMPARE(loads.size(), 2);
    }

    void commandsAreSeenSoon() {
        test::FakeQueueService fake(10, 2, 1);
        QueueBridge bridge(fake);
        bridge.load();
        bridge.setExposed(true);
        QSignalSpy spy(&bridge, &QueueBridge::changesTaken);
        bridge.pause({1});
        QTRY_VERIFY_WITH_TIMEOUT(spy.size() >= 1, 5000);
        QCOMPARE(fake.commands.back().name, std::string("pause"));
        QCOMPARE(fake.commands.back().ids, std::vector<queue::Id>{1});
    }

    void watchedDetailsComeAgainWhileItRuns() {
        test::FakeQueueService fake(3, 1, 1);
        QueueBridge bridge(fake);
        bridge.load();
        bridge.setExposed(true);
        QSignalSpy spy(&bridge, &QueueBridge::detailsArrived);
        bridge.watch(1);
        QTRY_VERIFY_WITH_TIMEOUT(spy.size() >= 3, 10'000);
        bridge.watch(0);
        QTest::qWait(50);
        const auto seen = spy.size();
        QTest::qWait(1200);
        QCOMPARE(spy.size(), seen);
    }

    void detailsOfARestingDownloadComeOnce() {
        test::FakeQueueService fake(3, 0, 1);
        fake.change(2, queue::field::state, [](queue::Row& row) { row.state = State::paused; });
        QueueBridge bridge(fake);
        bridge.load();
        bridge.setExposed(true);
        QSignalSpy spy(&bridge, &QueueBridge::detailsArrived);
        bridge.watch(2);
        QTRY_COMPARE(spy.size(), 1);
        QTest::qWait(1200);
        QCOMPARE(spy.size(), 1);
        fake.change(2, queue::field::state, [](queue::Row& row) { row.state = State::failed; });
        QTRY_COMPARE(spy.size(), 2);
    }

    void answersAfterItsEndAreDropped() {
        test::FakeQueueService fake(3, 1, 1);
        auto bridge = std::make_unique<QueueBridge>(fake);
        bridge->setExposed(true);
        bridge->watch(1);
        bridge.reset();
        fake.step(1);
        QTest::qWait(50);
    }
};

SL_TEST_CLASS(QueueBridgeTest)
#include "queue_bridge_test.moc"
