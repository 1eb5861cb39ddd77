#include "engine/download/range_map.h"

#include <QTest>

#include <random>

#include "tests/support/test_class.h"

using sluice::download::ByteRange;
using sluice::download::RangeMap;

namespace {

constexpr std::uint64_t space = 64;

/// The same set as single bytes.
using Bits = std::vector<bool>;

RangeMap map_of(const Bits& bits) {
    RangeMap map;
    for (std::uint64_t i = 0; i < bits.size(); ++i) {
        if (bits[i]) {
            map.add({i, i + 1});
        }
    }
    return map;
}

bool well_formed(const RangeMap& map) {
    const auto& ranges = map.ranges();
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        if (ranges[i].begin >= ranges[i].end || (i > 0 && ranges[i].begin <= ranges[i - 1].end)) {
            return false;
        }
    }
    return true;
}

}  // namespace

class RangeMapTest : public QObject {
    Q_OBJECT

  private slots:
    void agreesWithABitmapUnderRandomChanges() {
        for (unsigned seed = 0; seed < 200; ++seed) {
            std::mt19937 random(seed);
            RangeMap map;
            Bits bits(space);
            for (int step = 0; step < 60; ++step) {
                const ByteRange range{random() % space, random() % (space + 1)};
                const bool adding = random() % 3 != 0;
                adding ? map.add(range) : map.remove(range);
                for (std::uint64_t i = range.begin; i < range.end; ++i) {
                    bits[i] = adding;
                }
                QVERIFY(well_formed(map));
                QCOMPARE(map, map_of(bits));
                QCOMPARE(map.total(), static_cast<std::uint64_t>(std::count(bits.begin(), bits.end(), true)));
                const ByteRange asked{random() % space, random() % (space + 1)};
                bool all = true;
                for (std::uint64_t i = asked.begin; i < asked.end; ++i) {
                    all = all && bits[i];
                }
                QCOMPARE(map.contains(asked), all);
                Bits inverse = bits;
                inverse.flip();
                QCOMPARE(map.missing(space), map_of(inverse));
                const auto gap = static_cast<std::uint64_t>(std::find(bits.begin(), bits.end(), false) - bits.begin());
                QCOMPARE(map.prefix(), gap);
            }
        }
    }

    void commonIsWhatBothHold() {
        for (unsigned seed = 0; seed < 200; ++seed) {
            std::mt19937 random(seed);
            Bits a(space);
            Bits b(space);
            Bits both(space);
            for (std::size_t i = 0; i < space; ++i) {
                a[i] = random() % 2 != 0;
                b[i] = random() % 3 != 0;
                both[i] = a[i] && b[i];
            }
            QCOMPARE(map_of(a).common(map_of(b)), map_of(both));
        }
    }

    void ignoresEmptyAndReversedRanges() {
        RangeMap map;
        map.add({5, 5});
        map.add({7, 3});
        QVERIFY(map.empty());
        map.add({0, 10});
        map.remove({4, 4});
        map.remove({8, 2});
        QCOMPARE(map.total(), 10U);
        QVERIFY(map.contains({3, 3}));
    }

    void holdsRangesAtTheEndOfTheNumbers() {
        constexpr std::uint64_t top = ~0ULL;
        RangeMap map;
        map.add({top - 1, top});
        map.add({0, 1});
        QCOMPARE(map.total(), 2U);
        map.add({1, top - 1});
        QCOMPARE(map.ranges().size(), 1U);
        QCOMPARE(map.end(), top);
    }
};

SL_TEST_CLASS(RangeMapTest)
#include "range_map_test.moc"
