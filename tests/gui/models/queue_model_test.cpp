#include "gui/models/queue_model.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>

#include <map>
#include <numeric>
#include <random>

#include "tests/gui/fake_queue_service.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;
using queue::Id;
using queue::Row;
using queue::State;

namespace {

/// The same changes applied the slow and plain way.
struct Mirror {
    std::vector<Id> order;
    std::map<Id, Row> rows;

    void apply(const queue::ChangeSet& set) {
        for (const Id id : set.removed) {
            std::erase(order, id);
            rows.erase(id);
        }
        for (const Row& row : set.added) {
            order.push_back(row.id);
            rows[row.id] = row;
        }
        for (const auto& changed : set.changed) {
            if (rows.contains(changed.row.id)) {
                rows[changed.row.id] = changed.row;
            }
        }
        if (!set.order.empty()) {
            order = set.order;
        }
    }

    std::vector<Id> shown(const std::function<bool(const Row&)>& passes,
                          const std::function<bool(const Row&, const Row&)>& before) const {
        std::vector<Id> ids;
        std::copy_if(order.begin(), order.end(), std::back_inserter(ids), [&](Id id) { return passes(rows.at(id)); });
        std::stable_sort(ids.begin(), ids.end(), [&](Id a, Id b) { return before(rows.at(a), rows.at(b)); });
        return ids;
    }
};

Row randomRow(std::mt19937& random, Id id) {
    Row row;
    row.id = id;
    row.state = static_cast<State>(random() % queue::state_count);
    row.name = "n" + std::to_string(random() % 50);
    row.host = "h" + std::to_string(random() % 5);
    row.category = random() % 3 == 0 ? "" : "c" + std::to_string(random() % 3);
    row.url = "https://" + row.host + "/" + row.name;
    row.size = static_cast<std::int64_t>(random() % 1000) - 1;
    row.received = row.size > 0 ? static_cast<std::int64_t>(random()) % row.size : 0;
    row.speed = random() % 100;
    row.connections = static_cast<int>(random() % 4);
    row.retry_at = row.state == State::waiting ? 4'000'000'000 : 0;
    return row;
}

queue::ChangeSet randomSet(std::mt19937& random, Mirror& mirror, Id& next) {
    queue::ChangeSet set;
    std::vector<Id> left = mirror.order;
    for (const Id id : mirror.order) {
        if (random() % 12 == 0) {
            set.removed.push_back(id);
            std::erase(left, id);
        }
    }
    const auto fresh = random() % 6;
    for (unsigned i = 0; i < fresh; ++i) {
        set.added.push_back(randomRow(random, next++));
        left.push_back(set.added.back().id);
    }
    for (const Id id : left) {
        if (random() % 4 == 0) {
            set.changed.push_back({queue::field::all, randomRow(random, id)});
        }
    }
    if (random() % 5 == 0) {
        std::shuffle(left.begin(), left.end(), random);
        set.order = left;
    }
    return set;
}

std::vector<Id> idsOf(const QueueModel& model) {
    std::vector<Id> ids;
    for (int row = 0; row < model.rowCount(); ++row) {
        ids.push_back(model.idAt(row));
    }
    return ids;
}

std::shared_ptr<const std::vector<Row>> manyRows(int count, int active) {
    test::FakeQueueService fake(count, active, 7);
    std::uint64_t revision = 0;
    return fake.rows(revision);
}

}  // namespace

class QueueModelTest : public QObject {
    Q_OBJECT

  private slots:
    void followsRandomChangesLikeAMirror_data() {
        QTest::addColumn<int>("seed");
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("sort");
        int seed = 1;
        for (const char* filter : {"", "state:active", "n1", "host:h2"}) {
            for (const int sort : {-1, int(Column::name), int(Column::size), int(Column::speed)}) {
                QTest::addRow("%s/%d", filter, sort) << seed++ << QString::fromLatin1(filter) << sort;
            }
        }
    }
    void followsRandomChangesLikeAMirror() {
        QFETCH(int, seed);
        QFETCH(QString, filter);
        QFETCH(int, sort);
        std::mt19937 random(static_cast<unsigned>(seed));
        Mirror mirror;
        QueueModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setFilter(filter, {});
        model.sort(sort, Qt::DescendingOrder);
        const auto passes = [&](const Row& row) {
            RowStore store;
            const auto slot = store.insert(row);
            return RowFilter(filter, {}).passes(store, store.at(slot));
        };
        const auto before = [sort](const Row& a, const Row& b) {
            switch (sort) {
                case int(Column::name):
                    return a.name > b.name;
                case int(Column::size):
                    return a.size > b.size;
                case int(Column::speed): {
                    const auto speed = [](const Row& row) { return row.state == State::active ? row.speed : 0.0; };
                    return speed(a) > speed(b);
                }
                default:
                    return false;
            }
        };
        Id next = 1;
        for (int round = 0; round < 20; ++round) {
            const queue::ChangeSet set = randomSet(random, mirror, next);
            mirror.apply(set);
            model.apply(set);
            // Live columns are sorted once a second; sorting now must give the mirror's order.
            model.sort(sort, Qt::DescendingOrder);
            QCOMPARE(idsOf(model), mirror.shown(passes, before));
            for (int row = 0; row < model.rowCount(); ++row) {
                QCOMPARE(model.rowOf(model.idAt(row)), row);
            }
            int active = 0;
            std::int64_t received = 0;
            double speed = 0;
            for (const auto& [id, row] : mirror.rows) {
                active += row.state == State::active ? 1 : 0;
                received += row.received;
                speed += row.state == State::active ? row.speed : 0;
            }
            QCOMPARE(model.store().countOf(State::active), active);
            QCOMPARE(model.store().totals().received, received);
            QCOMPARE(model.store().totals().speed, speed);
            QCOMPARE(model.store().totals().rows, static_cast<std::int64_t>(mirror.rows.size()));
        }
    }

    void announcesOnlyVisibleRowsAndChangedColumns() {
        QueueModel model;
        model.reset(manyRows(1000, 1000));
        model.setVisibleRows(10, 19);
        queue::ChangeSet set;
        for (int row = 0; row < 1000; ++row) {
            Row changed;
            changed.id = model.idAt(row);
            changed.state = State::active;
            changed.speed = 5;
            set.changed.push_back({queue::field::speed, changed});
        }
        QSignalSpy spy(&model, &QAbstractItemModel::dataChanged);
        model.apply(set);
        QCOMPARE(spy.size(), 1);
        const auto first = spy.at(0).at(0).toModelIndex();
        const auto last = spy.at(0).at(1).toModelIndex();
        QCOMPARE(first.row(), 10);
        QCOMPARE(last.row(), 19);
        QCOMPARE(first.column(), int(Column::speed));
        QCOMPARE(last.column(), int(Column::left));
    }

    void aTickOverAHundredThousandRowsTouchesOnlyWhatChanged() {
        QueueModel model;
        model.reset(manyRows(100'000, 500));
        QCOMPARE(model.rowCount(), 100'000);
        model.sort(int(Column::speed), Qt::DescendingOrder);
        model.setVisibleRows(0, 30);
        QSignalSpy layouts(&model, &QAbstractItemModel::layoutChanged);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        queue::ChangeSet set;
        for (int row = 0; row < 500; ++row) {
            Row changed;
            changed.id = model.idAt(row);
            changed.state = State::active;
            changed.speed = 1'000'000 - row * 1000;
            set.changed.push_back({queue::field::speed | queue::field::progress, changed});
        }
        for (int tick = 0; tick < 20; ++tick) {
            model.apply(set);
        }
        QCOMPARE(resets.size(), 0);
        QCOMPARE(layouts.size(), 0);
        QVERIFY2(changes.size() <= 20, "one run of rows per tick");
    }

    void sortedByALiveColumnSortsAnewOnceASecond() {
        QueueModel model;
        model.reset(manyRows(50, 50));
        model.sort(int(Column::speed), Qt::DescendingOrder);
        bool held = true;
        model.setResortHold([&held] { return held; });
        QSignalSpy layouts(&model, &QAbstractItemModel::layoutChanged);
        Row last;
        last.id = model.idAt(49);
        last.state = State::active;
        last.speed = 1e12;
        queue::ChangeSet set;
        set.changed.push_back({queue::field::speed, last});
        model.apply(set);
        model.apply(set);
        QCOMPARE(layouts.size(), 0);
        QTest::qWait(1300);
        QCOMPARE(layouts.size(), 0);  // a mouse button is down
        held = false;
        QTRY_COMPARE_WITH_TIMEOUT(layouts.size(), 1, 5000);
        QCOMPARE(model.idAt(0), last.id);
    }

    void selectionFollowsItsRowsThroughSorting() {
        QueueModel model;
        model.reset(manyRows(200, 20));
        QItemSelectionModel selection(&model);
        const Id wanted = model.idAt(150);
        selection.select(model.index(150, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        model.sort(int(Column::size), Qt::AscendingOrder);
        QCOMPARE(selection.selectedRows().size(), 1);
        QCOMPARE(model.idAt(selection.selectedRows().first().row()), wanted);
    }

    void tellsOfThoseThatEndedJustNow() {
        test::FakeQueueService fake;
        std::vector<Id> ids;
        for (const State state : {State::done, State::failed, State::active, State::active, State::paused}) {
            Row row;
            row.name = "a";
            row.state = state;
            ids.push_back(fake.put(row));
        }
        QueueModel model;
        std::vector<Id> told;
        connect(&model, &QueueModel::ended, this,
                [&](const std::vector<Id>& ended) { told.insert(told.end(), ended.begin(), ended.end()); });
        std::uint64_t revision = 0;
        model.reset(fake.rows(revision));
        fake.take();
        QVERIFY(told.empty());
        const auto go = [&](std::size_t which, State state) {
            fake.change(ids[which], queue::field::state, [state](Row& row) { row.state = state; });
        };
        go(0, State::done);  // another fact of a done one
        go(1, State::queued);
        go(2, State::done);
        go(3, State::failed);
        model.apply(fake.take());
        QVERIFY((told == std::vector<Id>{ids[2], ids[3]}));
        go(1, State::failed);
        model.apply(fake.take());
        QCOMPARE(told.back(), ids[1]);
    }

    void emptyCellsStayEmpty() {
        QueueModel model;
        auto rows = std::make_shared<std::vector<Row>>();
        for (const State state : {State::failed, State::paused, State::done, State::queued}) {
            Row row;
            row.id = static_cast<Id>(rows->size()) + 1;
            row.state = state;
            row.name = "x";
            row.speed = 5000;  // left over from before
            row.left_s = 12;
            rows->push_back(row);
        }
        model.reset(rows);
        for (int row = 0; row < model.rowCount(); ++row) {
            QVERIFY(model.index(row, int(Column::speed)).data().toString().isEmpty());
            QVERIFY(model.index(row, int(Column::left)).data().toString().isEmpty());
            QVERIFY(model.index(row, int(Column::connections)).data().toString().isEmpty());
        }
    }

    void aScreenReaderGetsASentence() {
        QueueModel model;
        auto rows = std::make_shared<std::vector<Row>>(1);
        Row& row = rows->front();
        row.id = 1;
        row.name = "debian.iso";
        row.state = State::active;
        row.phase = queue::Phase::downloading;
        row.size = 1000;
        row.received = 620;
        row.speed = 18.4 * 1024 * 1024;
        row.left_s = 14;
        model.reset(rows);
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("debian.iso, Downloading, 62 percent, 18.4 mebibytes per second, 14 s left"));
    }

    void changedTextsReplaceCachedOnes() {
        QueueModel model;
        model.reset(manyRows(3, 3));
        const QModelIndex cell = model.index(0, int(Column::name));
        const QString before = cell.data().toString();
        Row row;
        row.id = model.idAt(0);
        row.name = "renamed.bin";
        queue::ChangeSet set;
        set.changed.push_back({queue::field::name, row});
        model.apply(set);
        QVERIFY(cell.data().toString() != before);
        QVERIFY(cell.data().toString().contains(QLatin1String("renamed.bin")));
    }
};

SL_TEST_CLASS(QueueModelTest)
#include "queue_model_test.moc"
