#include "engine/download/segment_map.h"

#include <QTest>

#include <random>

#include "tests/support/test_class.h"

using namespace sluice::download;
using Reach = SegmentMap::Reach;

class SegmentMapTest : public QObject {
    Q_OBJECT

  private slots:
    void everythingIsFreeAtFirst() {
        RangeMap held;
        held.add({10, 20});
        SegmentMap map(held);
        map.set_size(100);
        QCOMPARE(map.free().total(), 90U);
        QCOMPARE(map.missing(), 90U);
        QVERIFY(!map.complete());
    }

    void withoutASizeNothingIsEverComplete() {
        RangeMap held;
        held.add({0, 1000});
        SegmentMap map(held);
        QVERIFY(!map.complete());
        QCOMPARE(map.missing(), no_end);
        map.set_size(1000);
        QVERIFY(map.complete());
    }

    void anOpenClaimStopsWhereSomethingElseBegins() {
        RangeMap held;
        SegmentMap map(held);
        map.set_size(100);
        map.claim(1, {0, 100}, Reach::open);
        QCOMPARE(map.end_of(*map.find(1)), 100U);
        map.claim(2, {80, 100}, Reach::exact);
        QCOMPARE(map.end_of(*map.find(1)), 80U);
        held.add({80, 90});
        map.advance(2, 90);
        QCOMPARE(map.end_of(*map.find(1)), 80U);
        held.add({50, 60});
        QCOMPARE(map.end_of(*map.find(1)), 50U);
        QVERIFY(map.free().contains({60, 80}));
        held.add({0, 50});
        map.advance(1, 50);
        QCOMPARE(map.rest_of(*map.find(1)), 0U);
    }

    void anOpenClaimThatReachedAnotherHasNothingLeft() {
        RangeMap held;
        SegmentMap map(held);
        map.set_size(100);
        map.claim(1, {0, 60}, Reach::open);
        map.claim(2, {60, 100}, Reach::open);
        held.add({0, 60});
        map.advance(1, 60);
        QCOMPARE(map.rest_of(*map.find(1)), 0U);
        QCOMPARE(map.rest_of(*map.find(2)), 40U);
    }

    void anOpenClaimGetsBackWhatOthersLetGo() {
        RangeMap held;
        SegmentMap map(held);
        map.set_size(100);
        map.claim(1, {0, 100}, Reach::open);
        map.claim(2, {60, 100}, Reach::exact);
        map.release(2);
        QCOMPARE(map.end_of(*map.find(1)), 100U);
        QVERIFY(map.free().empty());
    }

    void aCutClaimGivesUpItsTail() {
        RangeMap held;
        SegmentMap map(held);
        map.set_size(100);
        map.claim(1, {0, 100}, Reach::exact);
        held.add({0, 30});
        map.advance(1, 30);
        map.cut(1, 60);
        QCOMPARE(map.rest_of(*map.find(1)), 30U);
        QCOMPARE(map.free().total(), 40U);
        map.cut(1, 10);  // not before what it has brought
        QCOMPARE(map.end_of(*map.find(1)), 30U);
    }

    void whatIsReleasedIsFreeAgain() {
        RangeMap held;
        SegmentMap map(held);
        map.set_size(100);
        map.claim(1, {0, 50}, Reach::exact);
        held.add({0, 20});
        map.advance(1, 20);
        map.release(1);
        QCOMPARE(map.free().total(), 80U);
        QVERIFY(map.find(1) == nullptr);
    }

    void theRestLeavesOutWhatIsHeld() {
        RangeMap held;
        held.add({40, 60});
        SegmentMap map(held);
        map.set_size(100);
        map.claim(1, {30, 70}, Reach::exact);
        QCOMPARE(map.rest_of(*map.find(1)), 20U);
    }

    void secondClaimsAreSeenFromBothSides() {
        RangeMap held;
        SegmentMap map(held);
        map.set_size(100);
        map.claim(1, {0, 50}, Reach::exact);
        map.claim(2, {50, 100}, Reach::exact);
        QVERIFY(!map.is_doubled(*map.find(1)));
        map.claim(3, {10, 50}, Reach::second);
        QVERIFY(map.is_doubled(*map.find(1)));
        QVERIFY(map.is_doubled(*map.find(3)));
        QVERIFY(!map.is_doubled(*map.find(2)));
    }

    void freeBytesAndClaimsAreAlwaysAllThatIsMissing() {
        for (unsigned seed = 1; seed <= 2000; ++seed) {
            std::mt19937 random(seed);
            const auto below = [&](std::uint64_t n) { return n == 0 ? 0 : random() % n; };
            constexpr std::uint64_t size = 200;
            RangeMap held;
            SegmentMap map(held);
            map.set_size(size);
            for (int step = 0; step < 60; ++step) {
                const int worker = static_cast<int>(below(4));
                const Claim* claim = map.find(worker);
                switch (below(4)) {
                    case 0: {
                        const RangeMap free = map.free();
                        if (!free.empty() && claim == nullptr) {
                            const ByteRange gap = free.ranges()[below(free.ranges().size())];
                            map.claim(worker, {gap.begin, gap.begin + 1 + below(gap.size())},
                                      below(3) == 0 ? Reach::open : Reach::exact);
                        }
                        break;
                    }
                    case 1:
                        if (claim != nullptr && map.rest_of(*claim) > 0) {
                            const std::uint64_t to = claim->position + 1 + below(map.end_of(*claim) - claim->position);
                            held.add({claim->position, to});
                            map.advance(worker, to);
                        }
                        break;
                    case 2:
                        if (claim != nullptr && map.end_of(*claim) > claim->position) {
                            map.cut(worker, claim->position + below(map.end_of(*claim) - claim->position));
                        }
                        break;
                    default:
                        if (below(4) == 0) {
                            map.release(worker);
                        }
                }
                RangeMap sum = map.free();
                std::uint64_t total = sum.total();
                for (const Claim& one : map.claims()) {
                    total += map.rest_of(one);
                    sum.add({one.position, map.end_of(one)});
                }
                QCOMPARE(total, map.missing());
                sum.add_all(held);
                QVERIFY(sum.contains({0, size}));
            }
        }
    }
};

SL_TEST_CLASS(SegmentMapTest)
#include "segment_map_test.moc"
