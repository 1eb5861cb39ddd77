#include "engine/async/reactor.h"

#include <QObject>
#include <QTest>

#include <unistd.h>

#include <thread>

#include "engine/async/event.h"
#include "engine/async/first_of.h"
#include "engine/async/offload.h"
#include "engine/async/sleep.h"
#include "engine/async/task_group.h"
#include "engine/async/with_deadline.h"
#include "engine/sys/real_world.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::async;
using namespace std::chrono_literals;

namespace {

struct RecordingDoor : Door {
    void on_interest(sys::Fd fd, sys::Interest interest, void*) override { interests.emplace_back(fd, interest); }
    void on_timer(std::optional<Instant> when) override {
        due = when;
        ++timer_calls;
    }
    std::vector<std::pair<sys::Fd, sys::Interest>> interests;
    std::optional<Instant> due;
    int timer_calls = 0;
};

struct Bench {
    sys::RealWorld world;
    RecordingDoor door;
    Reactor reactor{world, door};
    /// Runs until the root has ended.
    void run(Root& root) {
        while (!root.finished()) {
            reactor.run();
            std::this_thread::sleep_for(100us);
        }
    }
};

Task<int> after(Reactor& reactor, Duration time, int value) {
    co_await SleepUntil(reactor, time);
    co_return value;
}

Task<void> read_twice(Reactor& reactor, int fd, int& reads) {
    for (int i = 0; i < 2; ++i) {
        co_await reactor.readable(fd);
        char byte = 0;
        reads += static_cast<int>(::read(fd, &byte, 1));
    }
}

}  // namespace

class ReactorTest : public QObject {
    Q_OBJECT
  private slots:
    void tellsOnlyNetChanges();
    void destroyingARootTakesItsInterestBack();
    void releaseTellsRemoveFirst();
    void firstOfCancelsTheLoser();
    void deadlinesCancel();
    void groupsGiveResultsInOrderOfEnd();
    void offloadedWorkComesBackAndOutlivesItsWaiter();
    void postsFromOtherThreadsRunHere();
    void eventsWakeAllThatWait();
};

void ReactorTest::tellsOnlyNetChanges() {
    Bench bench;
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    int reads = 0;
    Root root(bench.reactor, read_twice(bench.reactor, ends[0], reads));
    bench.reactor.run();
    QCOMPARE(bench.door.interests.size(), std::size_t(1));
    QCOMPARE(::write(ends[1], "x", 1), ssize_t(1));
    bench.reactor.ready(ends[0], sys::ready_in);
    bench.reactor.run();
    QCOMPARE(reads, 1);
    QCOMPARE(bench.door.interests.size(), std::size_t(1));  // waits again: nothing changed
    QCOMPARE(::write(ends[1], "x", 1), ssize_t(1));
    bench.reactor.ready(ends[0], sys::ready_in);
    bench.reactor.run();
    QCOMPARE(bench.door.interests.size(), std::size_t(2));
    QCOMPARE(bench.door.interests.back().second, sys::Interest::none);
    QVERIFY(root.finished());
    ::close(ends[0]);
    ::close(ends[1]);
}

void ReactorTest::destroyingARootTakesItsInterestBack() {
    Bench bench;
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    int reads = 0;
    {
        Root root(bench.reactor, read_twice(bench.reactor, ends[0], reads));
        bench.reactor.run();
    }
    bench.reactor.flush();
    QCOMPARE(bench.door.interests.back().second, sys::Interest::none);
    ::close(ends[0]);
    ::close(ends[1]);
}

void ReactorTest::releaseTellsRemoveFirst() {
    Bench bench;
    int ends[2];
    QCOMPARE(::pipe(ends), 0);
    int reads = 0;
    auto root = std::make_unique<Root>(bench.reactor, read_twice(bench.reactor, ends[0], reads));
    bench.reactor.run();
    root.reset();
    bench.reactor.release(ends[0]);
    QCOMPARE(bench.door.interests.back(), std::pair(ends[0], sys::Interest::remove));
    char byte = 0;
    QCOMPARE(::read(ends[0], &byte, 1), ssize_t(-1));
    QCOMPARE(errno, EBADF);
    const auto told = bench.door.interests.size();
    bench.reactor.flush();
    QCOMPARE(bench.door.interests.size(), told);
    ::close(ends[1]);
}

void ReactorTest::firstOfCancelsTheLoser() {
    Bench bench;
    int won = 0;
    const auto race = [](Reactor& reactor, int& winner) -> Task<void> {
        auto first = co_await first_of(after(reactor, 1ms, 1), after(reactor, 1h, 2));
        winner = first.a ? *first.a : *first.b;
    };
    Root root(bench.reactor, race(bench.reactor, won));
    bench.run(root);
    QCOMPARE(won, 1);
    QCOMPARE(bench.reactor.timers().size(), std::size_t(0));
}

void ReactorTest::deadlinesCancel() {
    Bench bench;
    int hits = 0;
    const auto wait = [](Reactor& reactor, int& count) -> Task<void> {
        auto late = co_await with_deadline(after(reactor, 1h, 1), reactor.now() + 1ms);
        count += late ? 0 : 1;
        auto in_time = co_await with_deadline(after(reactor, 1ms, 1), reactor.now() + 1h);
        count += in_time ? 1 : 0;
        auto none = co_await with_deadline(after(reactor, 1ms, 1), std::nullopt);
        count += none ? 1 : 0;
    };
    Root root(bench.reactor, wait(bench.reactor, hits));
    bench.run(root);
    QCOMPARE(hits, 3);
    QCOMPARE(bench.reactor.timers().size(), std::size_t(0));
}

void ReactorTest::groupsGiveResultsInOrderOfEnd() {
    Bench bench;
    std::vector<int> order;
    const auto gather = [](Reactor& reactor, std::vector<int>& out) -> Task<void> {
        TaskGroup<int> group(reactor);
        group.start(0, after(reactor, 100ms, 30));
        group.start(1, after(reactor, 1ms, 10));
        group.start(2, after(reactor, 1h, 99));
        for (int i = 0; i < 2; ++i) {
            auto ended = co_await group.next();
            out.push_back(ended.value);
        }
    };
    Root root(bench.reactor, gather(bench.reactor, order));
    bench.run(root);
    QCOMPARE(order, (std::vector<int>{10, 30}));
    QCOMPARE(bench.reactor.timers().size(), std::size_t(0));
}

void ReactorTest::offloadedWorkComesBackAndOutlivesItsWaiter() {
    Bench bench;
    std::thread::id worker;
    const auto work = [](Reactor& reactor, std::thread::id& id) -> Task<void> {
        auto job = [] { return std::this_thread::get_id(); };
        id = co_await offload(reactor, reactor.world().workers(), job);
    };
    Root root(bench.reactor, work(bench.reactor, worker));
    bench.run(root);
    QVERIFY(worker != std::thread::id() && worker != std::this_thread::get_id());

    const auto ran = std::make_shared<std::atomic<int>>(0);
    const auto slow = [](Reactor& reactor, std::shared_ptr<std::atomic<int>> count) -> Task<void> {
        auto job = [count] {
            std::this_thread::sleep_for(20ms);
            return ++*count;
        };
        co_await offload(reactor, reactor.world().workers(), std::move(job));
    };
    {
        Root abandoned(bench.reactor, slow(bench.reactor, ran));
        bench.reactor.run();
        std::this_thread::sleep_for(5ms);
    }
    QTRY_COMPARE(ran->load(), 1);
    bench.reactor.run();
}

void ReactorTest::postsFromOtherThreadsRunHere() {
    Bench bench;
    bench.reactor.expect_posts(+1);
    bench.reactor.flush();
    QCOMPARE(bench.door.interests.size(), std::size_t(1));
    int sum = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([mailbox = bench.reactor.mailbox(), &sum] {
            for (int n = 0; n < 100; ++n) {
                mailbox->post([&sum] { ++sum; });
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    bench.reactor.ready(bench.door.interests.front().first, sys::ready_in);
    bench.reactor.run();
    QCOMPARE(sum, 400);
    bench.reactor.expect_posts(-1);
    bench.reactor.flush();
    QCOMPARE(bench.door.interests.back().second, sys::Interest::none);
}

void ReactorTest::eventsWakeAllThatWait() {
    Bench bench;
    Event event(bench.reactor);
    int woken = 0;
    const auto wait = [](Event& on, int& count) -> Task<void> {
        co_await on.wait();
        ++count;
    };
    Root one(bench.reactor, wait(event, woken));
    Root two(bench.reactor, wait(event, woken));
    bench.reactor.run();
    QCOMPARE(woken, 0);
    event.pulse();
    bench.reactor.run();
    QCOMPARE(woken, 2);
    QVERIFY(!event.is_set());
}

SL_TEST_CLASS(ReactorTest)
#include "reactor_test.moc"
