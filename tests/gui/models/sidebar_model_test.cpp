#include "gui/models/sidebar_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

#include "gui/models/queue_model.h"
#include "tests/gui/fake_queue_service.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::gui;

class SidebarModelTest : public QObject {
    Q_OBJECT

    static int countOf(const SidebarModel& sidebar, const SidebarChoice& choice) {
        return sidebar.index(sidebar.rowOf(choice)).data(SidebarModel::countRole).toInt();
    }

  private slots:
    void countsAreThoseOfTheRows() {
        test::FakeQueueService fake(500, 20, 3);
        std::uint64_t revision = 0;
        QueueModel model;
        SidebarModel sidebar(model);
        QAbstractItemModelTester tester(&sidebar, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.reset(fake.rows(revision));
        sidebar.refresh();
        fake.remove({3, 4, 5, 40, 41});
        fake.pause({1, 2});
        model.apply(fake.take());
        sidebar.refresh();
        QCOMPARE(countOf(sidebar, {}), 495);
        std::map<std::string, int> hosts, categories;
        std::map<queue::State, int> states;
        for (const auto& [id, row] : fake.all()) {
            ++hosts[row.host];
            ++categories[row.category];
            ++states[row.state];
        }
        for (const auto& [host, count] : hosts) {
            QCOMPARE(countOf(sidebar, {SidebarChoice::Kind::host, {}, host}), count);
        }
        for (const auto& [category, count] : categories) {
            QCOMPARE(countOf(sidebar, {SidebarChoice::Kind::category, {}, category}), count);
        }
        QCOMPARE(countOf(sidebar, {SidebarChoice::Kind::state, queue::State::failed, {}}),
                 states[queue::State::failed]);
        QCOMPARE(countOf(sidebar, {SidebarChoice::Kind::state, queue::State::waiting, {}}),
                 states[queue::State::waiting]);
    }

    void atMostTwentyHostsTheBusiestFirst() {
        test::FakeQueueService fake;
        for (int i = 0; i < 300; ++i) {
            queue::Row row;
            row.name = "f";
            row.host = "host" + std::to_string(i * i % 30);
            fake.put(row);
        }
        std::uint64_t revision = 0;
        QueueModel model;
        SidebarModel sidebar(model);
        model.reset(fake.rows(revision));
        sidebar.refresh();
        int hosts = 0, before = 1'000'000;
        for (int row = 0; row < sidebar.rowCount(); ++row) {
            if (!sidebar.isHeading(row) && sidebar.choiceAt(row).kind == SidebarChoice::Kind::host) {
                const int count = sidebar.index(row).data(SidebarModel::countRole).toInt();
                QVERIFY(count <= before);
                before = count;
                ++hosts;
            }
        }
        QVERIFY(hosts > 0 && hosts <= 20);
    }

    void aScreenReaderHearsTheCount() {
        QueueModel model;
        SidebarModel sidebar(model);
        const int row = sidebar.rowOf({SidebarChoice::Kind::state, queue::State::failed, {}});
        QCOMPARE(sidebar.index(row).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Failed, 0"));
    }

    void countsArriveByThemselves() {
        test::FakeQueueService fake(10, 0, 1);
        std::uint64_t revision = 0;
        QueueModel model;
        SidebarModel sidebar(model);
        model.reset(fake.rows(revision));
        QTRY_COMPARE(countOf(sidebar, {}), 10);
    }
};

SL_TEST_CLASS(SidebarModelTest)
#include "sidebar_model_test.moc"
