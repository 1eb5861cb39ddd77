#include "engine/download/segment_plan.h"

#include <QTest>

#include <cmath>
#include <random>

#include "tests/support/test_class.h"

using namespace sluice::download;
using Reach = SegmentMap::Reach;
using What = PlannedStep::What;

namespace {

constexpr std::uint64_t MiB = 1024 * 1024;

/// One connection of the model: what it really does, and what has been measured of it.
struct ModelWorker {
    double rate = 1;
    double setup = 0.01;
    double waits = 0;  ///< until the first byte of its present piece
    double silence = 0;
    double carry = 0;  ///< parts of bytes
    bool measured = false;
    bool reconnects = false;  ///< its connection was cut
};

/// A download in model time: connections with speeds of their own that change, stall and come back.
struct Model {
    PieceRules rules;
    RangeMap held;
    SegmentMap map{held};
    std::vector<ModelWorker> workers;
    std::mt19937_64 random;
    double time = 0;
    std::uint64_t fresh = 0;
    std::uint64_t doubled = 0;
    int pieces = 0;
    int cuts = 0;

    explicit Model(std::uint64_t seed) : random(seed) {}
    double between(double low, double high) { return low + (high - low) * double(random() % 100'000) / 100'000; }

    std::vector<Standing> standings() const {
        std::vector<Standing> crew;
        for (std::size_t i = 0; i < workers.size(); ++i) {
            const ModelWorker& w = workers[i];
            const double seen = w.silence > 2 ? 1 : w.rate;
            crew.push_back({int(i), w.measured ? std::max(seen, 1.0) : 0, w.measured ? w.setup : 0, w.silence});
        }
        return crew;
    }
    void give_out() {
        for (std::size_t i = 0; i < workers.size(); ++i) {
            const int id = int(i);
            const Claim* own = map.find(id);
            if (own != nullptr && map.rest_of(*own) == 0) {
                map.release(id);
                own = nullptr;
            }
            if (own != nullptr) {
                continue;
            }
            const PlannedStep step = next_step(map, standings(), id, rules, doubled);
            if (step.what == What::wait) {
                continue;
            }
            QVERIFY(step.range.begin < step.range.end && step.range.end <= map.size());
            if (step.what == What::take_over) {
                map.cut(step.victim, step.range.begin);
                workers[std::size_t(step.victim)].reconnects = true;
                ++cuts;
            }
            if (step.what != What::second) {  // nobody else may be at it
                RangeMap wanted;
                wanted.add(step.range);
                for (const Claim& claim : map.claims()) {
                    if (!claim.open && !claim.second) {
                        RangeMap taken;
                        taken.add({claim.position, map.end_of(claim)});
                        QVERIFY(wanted.common(taken).empty());
                    }
                }
            }
            map.claim(id, step.range,
                      step.what == What::second ? Reach::second
                      : step.open               ? Reach::open
                                                : Reach::exact);
            ModelWorker& w = workers[i];
            w.waits = w.setup * (w.reconnects ? 3 : 1);
            w.reconnects = false;
            w.silence = 0;
            ++pieces;
        }
    }
    /// Everybody brings what he can in `step` seconds.
    void advance(double step) {
        time += step;
        for (std::size_t i = 0; i < workers.size(); ++i) {
            ModelWorker& w = workers[i];
            const Claim* claim = map.find(int(i));
            if (claim == nullptr) {
                continue;
            }
            const double works = std::max(0.0, step - w.waits);
            w.waits = std::max(0.0, w.waits - step);
            w.carry += works * w.rate;
            const auto have = std::min<std::uint64_t>(std::uint64_t(w.carry), map.end_of(*claim) - claim->position);
            w.silence = have > 0 ? 0 : w.silence + step;
            w.measured = w.measured || have > 0;
            bring(int(i), *claim, have);
            w.carry = have > 0 ? std::fmod(w.carry, 1.0) : w.carry;
        }
    }
    void bring(int worker, const Claim& claim, std::uint64_t bytes) {
        const ByteRange range{claim.position, claim.position + bytes};
        RangeMap came;
        came.add(range);
        const std::uint64_t known = came.common(held).total();
        doubled += known;
        fresh += bytes - known;
        held.add(range);
        map.advance(worker, range.end);
    }
    double ideal(std::uint64_t size) const {
        double sum = 0;
        for (const ModelWorker& w : workers) {
            sum += w.rate;
        }
        return double(size) / sum;
    }
};

}  // namespace

class SegmentPlanTest : public QObject {
    Q_OBJECT

  private slots:
    void oneWorkerAloneTakesTheWholeGap() {
        RangeMap held;
        held.add({100, 200});
        SegmentMap map(held);
        map.set_size(50 * MiB);
        const PlannedStep first = next_step(map, {{1}}, 1, {}, 0);
        QCOMPARE(int(first.what), int(What::piece));
        QVERIFY(first.range == (ByteRange{0, 100}));
        QVERIFY(!first.open);
        held.add({0, 100});
        const PlannedStep second = next_step(map, {{1}}, 1, {}, 0);
        QVERIFY(second.open);
        QCOMPARE(second.range.begin, 200U);
    }

    void theFirstRequestIsOpenWhileTheSizeIsUnknown() {
        RangeMap held;
        SegmentMap map(held);
        const PlannedStep step = next_step(map, {{1}}, 1, {}, 0);
        QVERIFY(step.open);
        QCOMPARE(step.range.end, no_end);
        map.claim(1, step.range, Reach::open);
        QCOMPARE(int(next_step(map, {{1}, {2}}, 2, {}, 0).what), int(What::wait));
    }

    void connectionsGivenShareAFileFromItsFarEnd() {
        RangeMap held;
        SegmentMap map(held);
        map.set_size(64 * MiB);
        map.claim(0, {0, 64 * MiB}, Reach::open);
        std::vector<Standing> crew(16);
        for (int i = 0; i < 16; ++i) {
            crew[std::size_t(i)].worker = i;
        }
        for (int i = 1; i < 16; ++i) {
            const PlannedStep step = next_step(map, crew, i, {}, 0);
            QCOMPARE(int(step.what), int(What::piece));
            QCOMPARE(step.range.begin, (64 - 4 * std::uint64_t(i)) * MiB);
            QCOMPARE(step.range.size(), 4 * MiB);
            map.claim(i, step.range, Reach::exact);
        }
        QCOMPARE(map.rest_of(*map.find(0)), 4 * MiB);
    }

    void aSmallFileIsNotCutIntoCrumbs() {
        RangeMap held;
        SegmentMap map(held);
        map.set_size(3 * MiB);
        map.claim(0, {0, 3 * MiB}, Reach::open);
        const std::vector<Standing> crew{{0}, {1}, {2}, {3}};
        int taken = 0;
        for (int i = 1; i < 4; ++i) {
            const PlannedStep step = next_step(map, crew, i, {}, 0);
            if (step.what == What::piece) {
                QCOMPARE(step.range.size(), MiB);
                map.claim(i, step.range, Reach::exact);
                ++taken;
            }
        }
        QCOMPARE(taken, 2);
    }

    void aPieceLastsSomeSecondsAtItsWorkersSpeed_data() {
        QTest::addColumn<double>("rate");
        QTest::addColumn<quint64>("size");
        QTest::newRow("slow") << 10e3 << quint64(MiB);
        QTest::newRow("middle") << 2e6 << quint64(8'000'000);
        QTest::newRow("fast") << 100e6 << quint64(64 * MiB);
    }
    void aPieceLastsSomeSecondsAtItsWorkersSpeed() {
        QFETCH(double, rate);
        QFETCH(quint64, size);
        RangeMap held;
        SegmentMap map(held);
        map.set_size(100'000 * MiB);
        const PlannedStep step = next_step(map, {{0, rate, 0.01, 0}, {1, rate, 0.01, 0}}, 0, {}, 0);
        QCOMPARE(step.range.begin, 0U);
        QCOMPARE(step.range.size(), std::uint64_t(size));
    }

    void aSlowTailIsSharedByAllWhoAreIdle() {
        RangeMap held;
        SegmentMap map(held);
        map.set_size(64 * MiB);
        held.add({0, 60 * MiB});
        map.claim(0, {60 * MiB, 64 * MiB}, Reach::exact);
        std::vector<Standing> crew{{0, 0.2 * MiB, 0.001, 0}};
        for (int i = 1; i < 16; ++i) {
            crew.push_back({i, 2.0 * MiB, 0.001, 0});
        }
        const PlannedStep step = next_step(map, crew, 1, {}, 0);
        QCOMPARE(int(step.what), int(What::take_over));
        QCOMPARE(step.victim, 0);
        QCOMPARE(step.range.end, 64 * MiB);
        const double share = 4.0 * 2.0 / (15 * 2.0 + 0.2);
        QVERIFY(std::abs(double(step.range.size()) / MiB - share) < 0.02);
    }

    void aTailThatIsNearlyDoneIsLeftAlone() {
        RangeMap held;
        SegmentMap map(held);
        map.set_size(4 * MiB);
        held.add({0, 4 * MiB - 150'000});
        map.claim(0, {4 * MiB - 150'000, 4 * MiB}, Reach::exact);
        const std::vector<Standing> crew{{0, 2e6, 0.01, 0}, {1, 2e6, 0.01, 0}};
        QCOMPARE(int(next_step(map, crew, 1, {}, 0).what), int(What::wait));
    }

    void aTakeOverCountsWhatItCosts() {
        RangeMap held;
        SegmentMap map(held);
        map.set_size(MiB);
        map.claim(0, {0, MiB}, Reach::exact);
        held.add({0, 1000});
        map.advance(0, 1000);
        const std::vector<Standing> near{{0, 1e6, 0.01, 0}, {1, 1e6, 0.01, 0}};
        QCOMPARE(int(next_step(map, near, 1, {}, 0).what), int(What::take_over));
        const std::vector<Standing> far{{0, 1e6, 0.9, 0}, {1, 1e6, 0.9, 0}};
        QCOMPARE(int(next_step(map, far, 1, {}, 0).what), int(What::wait));
    }

    void aStalledTailIsFetchedTwice() {
        RangeMap held;
        SegmentMap map(held);
        map.set_size(MiB);
        held.add({0, MiB - 50'000});
        map.claim(0, {MiB - 50'000, MiB}, Reach::exact);
        const std::vector<Standing> crew{{0, 1, 0.01, 3}, {1, 1e6, 0.01, 0}, {2, 1e6, 0.01, 0}};
        const PlannedStep step = next_step(map, crew, 1, {}, 0);
        QCOMPARE(int(step.what), int(What::second));
        QVERIFY(step.range == (ByteRange{MiB - 50'000, MiB}));
        map.claim(1, step.range, Reach::second);
        QCOMPARE(int(next_step(map, crew, 2, {}, 0).what), int(What::wait));
        const std::vector<Standing> all_stalled{{0, 1, 0.01, 3}, {1, 1, 0.01, 3}, {2, 1e6, 0.01, 0}, {3, 1e6, 0.01, 0}};
        QCOMPARE(int(next_step(map, all_stalled, 2, {}, 0).what), int(What::second));
        map.claim(2, step.range, Reach::second);
        QCOMPARE(int(next_step(map, all_stalled, 3, {}, 0).what), int(What::wait));
    }

    void whatIsFetchedTwiceIsBounded() {
        RangeMap held;
        SegmentMap map(held);
        map.set_size(MiB);
        held.add({0, MiB - 50'000});
        map.claim(0, {MiB - 50'000, MiB}, Reach::exact);
        const std::vector<Standing> crew{{0, 1, 0.01, 3}, {1, 1e6, 0.01, 0}};
        QCOMPARE(int(next_step(map, crew, 1, {}, 16 * MiB).what), int(What::wait));
    }

    /// Thousands of made-up downloads: speeds that differ a thousandfold, change, stall for good or for a while.
    void everyScheduleBringsEachByteOnceAndEndsInGoodTime_data() {
        QTest::addColumn<quint64>("first");
        for (quint64 first = 1; first <= 2000; first += 250) {
            QTest::addRow("seeds %llu to %llu", first, first + 249) << first;
        }
    }
    void everyScheduleBringsEachByteOnceAndEndsInGoodTime() {
        QFETCH(quint64, first);
        for (std::uint64_t seed = first; seed < first + 250; ++seed) {
            Model m(seed);
            const std::uint64_t size = 1 + m.random() % (200 * MiB);
            m.map.set_size(size);
            const std::size_t count = 1 + m.random() % 16;
            for (std::size_t i = 0; i < count; ++i) {
                ModelWorker w;
                w.rate = std::pow(10, m.between(4.5, 7.5));
                w.setup = std::pow(10, m.between(-3.5, -0.5));
                m.workers.push_back(w);
            }
            if (m.random() % 3 == 0) {  // going on: some of it is held
                for (int i = 0; i < 5; ++i) {
                    const std::uint64_t begin = m.random() % size;
                    m.held.add({begin, std::min(size, begin + m.random() % (20 * MiB))});
                }
            }
            const std::uint64_t had = m.held.total();
            const double ideal = m.ideal(size - had);
            const bool stalls = m.random() % 3 == 0 && count > 1;
            const std::size_t stalling = m.random() % count;
            const double stall_at = m.between(0, ideal);
            const double back_at = m.random() % 2 == 0 ? stall_at + m.between(1, 20) : 1e9;
            const double rate_before = m.workers[stalling].rate;
            const double step = std::max(0.02, ideal / 400);
            while (!m.map.complete() && m.time < 40 * ideal + 600) {
                if (stalls) {
                    const bool now = m.time >= stall_at && m.time < back_at;
                    m.workers[stalling].rate = now ? 0 : rate_before;
                }
                m.give_out();
                m.advance(step);
            }
            const QByteArray name = "seed " + QByteArray::number(qulonglong(seed));
            QVERIFY2(m.map.complete(), name + " never ends");
            QCOMPARE(m.fresh, size - had);
            QVERIFY2(m.doubled <= 17 * m.rules.twice, name + " fetched too much twice");
            if (!stalls) {
                double worst = 0;
                for (const ModelWorker& w : m.workers) {
                    worst = std::max(worst, w.setup);
                }
                // What the last pieces and their set-up may add to the best that is possible.
                // Where no speed was measured yet, a wrong guess costs the time it takes to see that it was one.
                const double bound = 1.15 * ideal + 2 * m.rules.silence + 8 * worst + 20 * step;
                QVERIFY2(m.time <= bound, name + ": " + QByteArray::number(m.time) + " s, ideal " +
                                              QByteArray::number(ideal) + ", bound " + QByteArray::number(bound));
            }
            QVERIFY2(m.cuts <= 12 * int(count) + 20, name + ": " + QByteArray::number(m.cuts) + " connections cut");
        }
    }

    void sixteenEqualConnectionsAreAllBusyToTheEnd() {
        Model m(1);
        m.map.set_size(64 * MiB);
        m.workers.assign(16, {2.0 * MiB, 0.001, 0, 0, 0, false, false});
        while (!m.map.complete() && m.time < 10) {
            m.give_out();
            m.advance(0.001);
        }
        QVERIFY2(m.time < 2.03, qPrintable(QString::number(m.time)));
        QCOMPARE(m.pieces, 16);
        QCOMPARE(m.doubled, 0U);
    }

    void oneOfSixteenTenTimesSlowerCostsLittle() {
        Model m(1);
        m.map.set_size(64 * MiB);
        m.workers.assign(16, {2.0 * MiB, 0.001, 0, 0, 0, false, false});
        m.workers[7].rate = 0.2 * MiB;
        while (!m.map.complete() && m.time < 30) {
            m.give_out();
            m.advance(0.001);
        }
        QVERIFY2(m.time < 1.15 * 64 / 30.2, qPrintable(QString::number(m.time)));
    }
};

SL_TEST_CLASS(SegmentPlanTest)
#include "segment_plan_test.moc"
