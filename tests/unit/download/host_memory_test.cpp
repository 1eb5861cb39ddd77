#include "engine/download/host_memory.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::download;

namespace {
constexpr std::int64_t now = 1'700'000'000;
const std::string host = "a.test:80";
}  // namespace

class HostMemoryTest : public QObject {
    Q_OBJECT

  private slots:
    void remembersUntilTheLessonExpires() {
        HostMemory memory;
        memory.learn(host, 4, "it answered 429 at the fifth", now);
        QCOMPARE(memory.find(host, now + 10)->connections, 4);
        QCOMPARE(memory.find(host, now + 10)->reason, std::string("it answered 429 at the fifth"));
        QVERIFY(!memory.find(host, now + HostMemory::lifetime_s));
        QVERIFY(!memory.find("b.test:80", now));
        QCOMPARE(memory.list(now).size(), 1U);
        QVERIFY(memory.list(now + HostMemory::lifetime_s).empty());
    }

    void theSmallerNumberCounts() {
        HostMemory memory;
        memory.learn(host, 4, "", now);
        memory.learn(host, 6, "", now);
        QCOMPARE(memory.find(host, now)->connections, 4);
        memory.learn(host, 2, "", now);
        QCOMPARE(memory.find(host, now)->connections, 2);
        memory.learn(host, 6, "", now + HostMemory::lifetime_s);
        QCOMPARE(memory.find(host, now + HostMemory::lifetime_s)->connections, 6);
        memory.learn("b.test:80", 0, "", now);
        QVERIFY(!memory.find("b.test:80", now));
    }

    void whatWorkedDisprovesIt() {
        HostMemory memory;
        memory.learn(host, 4, "", now);
        memory.disprove(host, 4);
        QVERIFY(memory.find(host, now));
        memory.disprove(host, 5);
        QVERIFY(!memory.find(host, now));
    }

    void everyChangeIsTold() {
        HostMemory memory;
        std::vector<std::string> told;
        memory.on_change([&](const std::string& name, const HostLesson* lesson) {
            told.push_back(name + (lesson != nullptr ? " " + std::to_string(lesson->connections) : " forgotten"));
        });
        memory.restore("b.test:80", {3, "", now, now + 100});
        memory.learn(host, 4, "", now);
        memory.forget(host);
        memory.forget(host);
        memory.clear();
        QCOMPARE(told, (std::vector<std::string>{host + " 4", host + " forgotten", "b.test:80 forgotten"}));
        QVERIFY(memory.list(now).empty());
    }

    void aBudgetCountsByHostAndInAll() {
        ConnectionBudget budget({2, 3});
        QVERIFY(budget.has_room(host));
        budget.take(host);
        budget.take(host);
        QVERIFY(!budget.has_room(host));
        QVERIFY(budget.has_room("b.test:80"));
        budget.take("b.test:80");
        QVERIFY(!budget.has_room("c.test:80"));
        QVERIFY(!budget.is_over(host));
        budget.take("c.test:80");
        QVERIFY(budget.is_over(host));
        budget.give("c.test:80");
        budget.give("nobody:80");
        QCOMPARE(budget.in_use(), 3);
        budget.give(host);
        QVERIFY(budget.has_room(host));
    }
};

SL_TEST_CLASS(HostMemoryTest)
#include "host_memory_test.moc"
