#include "engine/queue/change_log.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>

#include "tests/support/test_class.h"

using namespace sluice::queue;

namespace {

Row row_of(Id id, std::int64_t received = 0) {
    Row row;
    row.id = id;
    row.received = received;
    return row;
}

/// What a front end does with a set; fails the test if it does not fit.
void apply(std::vector<Row>& list, ChangeSet set) {
    const auto at = [&list](Id id) {
        return std::find_if(list.begin(), list.end(), [id](const Row& row) { return row.id == id; });
    };
    for (const Id id : set.removed) {
        QVERIFY(at(id) != list.end());
        list.erase(at(id));
    }
    for (const Row& row : set.added) {
        QVERIFY(at(row.id) == list.end());
        list.push_back(row);
    }
    for (const auto& changed : set.changed) {
        QVERIFY(at(changed.row.id) != list.end());
        QVERIFY(changed.mask != 0);
        *at(changed.row.id) = changed.row;
    }
    if (!set.order.empty()) {
        std::vector<Row> sorted;
        for (const Id id : set.order) {
            QVERIFY(at(id) != list.end());
            sorted.push_back(*at(id));
        }
        QCOMPARE(sorted.size(), list.size());
        list = std::move(sorted);
    }
}

}  // namespace

class ChangeLogTest : public QObject {
    Q_OBJECT

  private slots:
    void joinsChangesOfOneRow() {
        ChangeLog log;
        log.add(row_of(1));
        QCOMPARE(log.take().added.size(), std::size_t{1});
        log.change(field::progress, row_of(1, 5));
        log.change(field::speed, row_of(1, 7));
        const ChangeSet set = log.take();
        QCOMPARE(set.changed.size(), std::size_t{1});
        QCOMPARE(set.changed[0].mask, field::progress | field::speed);
        QCOMPARE(set.changed[0].row.received, std::int64_t{7});
    }
    void countsRevisions() {
        ChangeLog log;
        QCOMPARE(log.take().revision, std::uint64_t{1});
        QCOMPARE(log.take().revision, std::uint64_t{2});
        std::uint64_t revision = 0;
        log.rows(revision);
        QCOMPARE(log.take().revision, revision + 1);
    }
    void tellsNothingTwiceAfterRows() {
        ChangeLog log;
        log.add(row_of(1));
        std::uint64_t revision = 0;
        QCOMPARE(log.rows(revision)->size(), std::size_t{1});
        QVERIFY(log.take().empty());
    }
    void snapshotTakesNothingAway() {
        ChangeLog log;
        log.add(row_of(1));
        QCOMPARE(log.snapshot().size(), std::size_t{1});
        QCOMPARE(log.take().added.size(), std::size_t{1});
    }
    void forgetsWhatCameAndWentBetweenTwoTakes() {
        ChangeLog log;
        log.add(row_of(1));
        log.remove({1});
        QVERIFY(log.take().empty());
    }
    void callsOnceUntilAnEmptyTake() {
        ChangeLog log;
        int calls = 0;
        log.add(row_of(1));
        log.on_changed([&calls] { ++calls; });
        QCOMPARE(calls, 1);
        log.change(field::speed, row_of(1, 1));
        log.take();
        log.change(field::speed, row_of(1, 2));
        QCOMPARE(calls, 1);  // the reader still comes by itself
        log.take();
        log.take();
        log.change(0, row_of(1, 3));
        log.change(field::speed, row_of(9, 3));
        QCOMPARE(calls, 1);
        log.change(field::speed, row_of(1, 3));
        log.change(field::speed, row_of(1, 4));
        QCOMPARE(calls, 2);
    }
    void mirrorEqualsTheListAfterAnyCourse() {
        std::mt19937 random(11);
        ChangeLog log;
        std::vector<Row> mirror;
        Id next = 1;
        for (int step = 0; step < 5000; ++step) {
            const auto& order = log.order();
            const auto pick = [&] { return order.empty() ? Id{0} : order[random() % order.size()]; };
            switch (random() % 6) {
                case 0:
                    log.add(row_of(next++));
                    break;
                case 1:
                    log.change(field::progress, row_of(pick(), static_cast<std::int64_t>(random() % 1000)));
                    break;
                case 2:
                    log.remove({pick(), pick()});
                    break;
                case 3: {  // undo within or after a take
                    const Id id = pick();
                    log.remove({id});
                    if (id != 0) {
                        log.add(row_of(id));
                    }
                    break;
                }
                case 4: {
                    auto shuffled = order;
                    std::shuffle(shuffled.begin(), shuffled.end(), random);
                    log.set_order(shuffled);
                    break;
                }
                default:
                    apply(mirror, log.take());
                    const auto rows = log.snapshot();
                    QCOMPARE(mirror.size(), rows.size());
                    for (std::size_t i = 0; i < rows.size(); ++i) {
                        QCOMPARE(mirror[i].id, rows[i].id);
                        QCOMPARE(mirror[i].received, rows[i].received);
                    }
            }
        }
    }
};

SL_TEST_CLASS(ChangeLogTest)
#include "change_log_test.moc"
