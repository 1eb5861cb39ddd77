#include "engine/download/rate_tree.h"

#include <QTest>
#include <queue>

#include <map>
#include <random>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::download;
using namespace std::chrono_literals;

namespace {

/// Receivers that take what they may, each as fast as the network gives it, in simulated time.
struct Simulation {
    struct Receiver {
        std::unique_ptr<RateTree::Leaf> leaf;
        double network = 1e9;  ///< bytes per second it could get
        std::int64_t got = 0;
        Instant idle_until{};
    };

    Receiver& add(const std::vector<std::string>& names, double network = 1e9) {
        receivers.push_back(std::make_unique<Receiver>());
        receivers.back()->leaf = tree.join(names);
        receivers.back()->network = network;
        wakes.emplace(now, receivers.size() - 1);
        return *receivers.back();
    }

    void run(Duration time) {
        const Instant end = now + time;
        while (!wakes.empty() && wakes.begin()->first <= end) {
            const std::size_t index = wakes.begin()->second;
            now = wakes.begin()->first;
            wakes.erase(wakes.begin());
            Receiver& r = *receivers[index];
            const std::size_t may = r.leaf->allowance(now, 65536);
            Duration pause = 1ms;
            if (may == 0) {
                pause = r.leaf->wait(now);
            } else {
                r.leaf->spent(may);
                r.got += static_cast<std::int64_t>(may);
                pause = std::chrono::duration_cast<Duration>(
                    std::chrono::duration<double>(static_cast<double>(may) / r.network));
            }
            // Timers are never exact.
            const Duration late = std::chrono::microseconds(may == 0 ? random() % 3000 : 0);
            wakes.emplace(now + pause + late, index);
        }
        now = end;
    }
    std::int64_t total() const {
        std::int64_t sum = 0;
        for (const auto& r : receivers) {
            sum += r->got;
        }
        return sum;
    }

    RateTree tree;
    std::vector<std::unique_ptr<Receiver>> receivers;
    std::multimap<Instant, std::size_t> wakes;
    Instant now{1s};
    std::mt19937 random{7};
};

}  // namespace

class RateTreeTest : public QObject {
    Q_OBJECT

  private slots:
    void aLimitHoldsWithin2PercentOver5Seconds_data() {
        QTest::addColumn<int>("receivers");
        QTest::addColumn<qint64>("limit");
        for (const int receivers : {1, 8, 32}) {
            for (const qint64 limit : {20'000LL, 1'000'000LL, 50'000'000LL}) {
                QTest::addRow("%d at %lld", receivers, limit) << receivers << limit;
            }
        }
    }
    void aLimitHoldsWithin2PercentOver5Seconds() {
        QFETCH(int, receivers);
        QFETCH(qint64, limit);
        Simulation sim;
        sim.tree.set_limit(RateTree::everything, limit);
        for (int i = 0; i < receivers; ++i) {
            sim.add({"download/" + std::to_string(i)});
        }
        sim.run(1s);
        for (int window = 0; window < 3; ++window) {
            const std::int64_t before = sim.total();
            sim.run(5s);
            const double ratio = static_cast<double>(sim.total() - before) / (5.0 * static_cast<double>(limit));
            QVERIFY2(ratio > 0.98 && ratio < 1.02, QByteArray::number(ratio).constData());
        }
    }

    void nobodyStarvesAndSharesAreFair() {
        Simulation sim;
        sim.tree.set_limit(RateTree::everything, 1'000'000);
        for (int i = 0; i < 10; ++i) {
            sim.add({"download/" + std::to_string(i)});
        }
        sim.run(20s);
        for (const auto& receiver : sim.receivers) {
            QVERIFY2(receiver->got > 1'600'000 && receiver->got < 2'400'000, QByteArray::number(qint64(receiver->got)));
        }
    }

    void whatOneDoesNotUseTheOthersGet() {
        Simulation sim;
        sim.tree.set_limit(RateTree::everything, 1'000'000);
        auto& slow = sim.add({"download/1"}, 50'000);
        auto& fast = sim.add({"download/2"});
        sim.run(20s);
        QVERIFY(slow.got > 800'000);
        QVERIFY2(fast.got > 18'000'000, QByteArray::number(qint64(fast.got)));
        QVERIFY(sim.total() < 20'400'000);
    }

    void everyLevelCounts() {
        Simulation sim;
        sim.tree.set_limit(RateTree::everything, 1'000'000);
        sim.tree.set_limit("category/video", 400'000);
        sim.tree.set_limit("host/a", 300'000);
        sim.tree.set_limit("download/1", 100'000);
        auto& one = sim.add({"category/video", "host/a", "download/1"});
        auto& two = sim.add({"category/video", "host/a", "download/2"});
        auto& three = sim.add({"category/video", "host/b", "download/3"});
        auto& four = sim.add({"category/other", "host/b", "download/4"});
        sim.run(20s);
        const auto rate = [](const Simulation::Receiver& r) { return static_cast<double>(r.got) / 20.0; };
        QVERIFY2(rate(one) < 102'000 && rate(one) > 90'000, QByteArray::number(rate(one)));
        QVERIFY2(rate(one) + rate(two) < 306'000, QByteArray::number(rate(one) + rate(two)));
        const double video = rate(one) + rate(two) + rate(three);
        QVERIFY2(video < 408'000 && video > 380'000, QByteArray::number(video));
        QVERIFY2(rate(four) > 560'000, QByteArray::number(rate(four)));
        QVERIFY(sim.total() < 20'400'000);
    }

    void aChangeCountsWithin200Milliseconds() {
        Simulation sim;
        sim.tree.set_limit(RateTree::everything, 1'000);
        sim.add({"download/1"});
        sim.run(5s);
        sim.tree.set_limit(RateTree::everything, 10'000'000);
        std::int64_t before = sim.total();
        sim.run(200ms);
        sim.run(1s);
        QVERIFY2(sim.total() - before > 9'500'000, QByteArray::number(qint64(sim.total() - before)));
        sim.tree.set_limit(RateTree::everything, 100'000);
        sim.run(200ms);
        before = sim.total();
        sim.run(5s);
        QVERIFY2(sim.total() - before < 510'000, QByteArray::number(qint64(sim.total() - before)));
    }

    void withoutALimitEverythingPasses() {
        RateTree tree;
        const auto leaf = tree.join({"download/1"});
        QVERIFY(!leaf->limited());
        QCOMPARE(leaf->allowance(Instant(1s), 1'000'000), std::size_t(1'000'000));
        leaf->spent(1'000'000);
        QCOMPARE(leaf->allowance(Instant(1s), 1'000'000), std::size_t(1'000'000));
        tree.set_limit("download/1", 1000);
        QVERIFY(leaf->limited());
        QCOMPARE(tree.limit("download/1"), std::int64_t(1000));
        QCOMPARE(tree.limit("unknown"), std::int64_t(0));
    }

    void aLimitSetBeforeAnybodyJoinsIsKept() {
        RateTree tree;
        tree.set_limit("host/a", 1000);
        { const auto leaf = tree.join({"host/a", "download/1"}); }
        QCOMPARE(tree.limit("host/a"), std::int64_t(1000));
        const auto leaf = tree.join({"host/a"});
        QVERIFY(leaf->limited());
    }
};

SL_TEST_CLASS(RateTreeTest)
#include "rate_tree_test.moc"
