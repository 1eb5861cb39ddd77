#include "engine/async/timer_heap.h"

#include <QObject>
#include <QTest>

#include <random>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::async;

class TimerHeapTest : public QObject {
    Q_OBJECT
  private slots:
    void firesInOrderOfTimeThenOfArming();
    void agreesWithASortedListUnderRandomChanges();
    void destroyedTimersLeaveTheHeap();
    void timersOutliveTheirHeap();
};

namespace {
Instant at(int ns) {
    return Instant(Duration(ns));
}
}  // namespace

void TimerHeapTest::firesInOrderOfTimeThenOfArming() {
    TimerHeap heap;
    TimerNode a, b, c, d;
    heap.arm(a, at(5));
    heap.arm(b, at(3));
    heap.arm(c, at(5));
    heap.arm(d, at(9));
    heap.arm(d, at(1));  // moved
    QCOMPARE(heap.pop_due(at(0)), static_cast<TimerNode*>(nullptr));
    for (TimerNode* expected : {&d, &b, &a, &c}) {
        QCOMPARE(heap.pop_due(at(5)), expected);
        QVERIFY(!expected->armed());
    }
    QCOMPARE(heap.size(), std::size_t(0));
}

void TimerHeapTest::agreesWithASortedListUnderRandomChanges() {
    std::mt19937 random(7);
    TimerHeap heap;
    std::vector<TimerNode> timers(200);
    for (int round = 0; round < 5000; ++round) {
        TimerNode& timer = timers[random() % timers.size()];
        if (random() % 3 == 0) {
            timer.cancel();
        } else {
            heap.arm(timer, at(static_cast<int>(random() % 1000)));
        }
        const TimerNode* next = heap.next();
        for (const TimerNode& other : timers) {
            QVERIFY(!other.armed() || (next != nullptr && next->due() <= other.due()));
        }
    }
    Instant last{};
    while (TimerNode* timer = heap.pop_due(at(1000))) {
        QVERIFY(timer->due() >= last);
        last = timer->due();
    }
}

void TimerHeapTest::destroyedTimersLeaveTheHeap() {
    TimerHeap heap;
    TimerNode stays;
    heap.arm(stays, at(2));
    {
        TimerNode goes;
        heap.arm(goes, at(1));
    }
    QCOMPARE(heap.size(), std::size_t(1));
    QCOMPARE(heap.pop_due(at(9)), &stays);
}

void TimerHeapTest::timersOutliveTheirHeap() {
    TimerNode timer;
    {
        TimerHeap heap;
        heap.arm(timer, at(1));
    }
    QVERIFY(!timer.armed());
    timer.cancel();
}

SL_TEST_CLASS(TimerHeapTest)
#include "timer_heap_test.moc"
