#include "engine/queue/order.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>

#include "tests/support/test_class.h"

using namespace sluice::queue;

namespace {

std::vector<Ranked> list_of(int count) {
    std::vector<Ranked> out;
    for (int i = 1; i <= count; ++i) {
        out.push_back({i * rank_gap, i});
    }
    return out;
}

std::vector<Id> ids_of(const std::vector<Ranked>& list) {
    std::vector<Id> out;
    for (const Ranked& ranked : list) {
        out.push_back(ranked.id);
    }
    return out;
}

}  // namespace

class OrderTest : public QObject {
    Q_OBJECT

  private slots:
    void movesToAPlace_data() {
        QTest::addColumn<QList<qint64>>("moved");
        QTest::addColumn<int>("place");
        QTest::addColumn<QList<qint64>>("expected");
        QTest::newRow("to the top") << QList<qint64>{4} << 0 << QList<qint64>{4, 1, 2, 3, 5};
        QTest::newRow("to the end") << QList<qint64>{2} << 4 << QList<qint64>{1, 3, 4, 5, 2};
        QTest::newRow("beyond the end") << QList<qint64>{2} << 99 << QList<qint64>{1, 3, 4, 5, 2};
        QTest::newRow("before the start") << QList<qint64>{2} << -7 << QList<qint64>{2, 1, 3, 4, 5};
        QTest::newRow("several keep their order") << QList<qint64>{5, 1} << 1 << QList<qint64>{2, 1, 5, 3, 4};
        QTest::newRow("all") << QList<qint64>{1, 2, 3, 4, 5} << 3 << QList<qint64>{1, 2, 3, 4, 5};
        QTest::newRow("unknown") << QList<qint64>{77} << 0 << QList<qint64>{1, 2, 3, 4, 5};
    }
    void movesToAPlace() {
        QFETCH(QList<qint64>, moved);
        QFETCH(int, place);
        QFETCH(QList<qint64>, expected);
        auto list = list_of(5);
        const auto changed = move_in_order(list, {moved.begin(), moved.end()}, place);
        const auto ids = ids_of(list);
        QVERIFY(std::equal(ids.begin(), ids.end(), expected.begin(), expected.end()));
        QVERIFY(std::is_sorted(list.begin(), list.end()));
        QVERIFY(changed.size() <= static_cast<std::size_t>(moved.size()));
    }
    void staysAListThroughRandomMoves() {
        std::mt19937 random(7);
        auto list = list_of(40);
        auto mirror = ids_of(list);
        for (int i = 0; i < 3000; ++i) {
            const Id id = 1 + static_cast<Id>(random() % 40);
            const int place = static_cast<int>(random() % 4);
            std::map<Id, std::int64_t> ranks;
            for (const Ranked& ranked : list) {
                ranks[ranked.id] = ranked.rank;
            }
            for (const Ranked& changed : move_in_order(list, {id}, place)) {
                ranks[changed.id] = changed.rank;
            }
            std::erase(mirror, id);
            mirror.insert(mirror.begin() + place, id);
            QVERIFY(ids_of(list) == mirror);
            std::vector<Ranked> told;  // what the caller was told is enough to have the same list
            for (const auto& [known, rank] : ranks) {
                told.push_back({rank, known});
            }
            std::sort(told.begin(), told.end());
            QVERIFY(told == list);
        }
    }
};

SL_TEST_CLASS(OrderTest)
#include "order_test.moc"
