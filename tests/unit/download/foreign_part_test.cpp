#include "engine/download/foreign_part.h"

#include <QTest>

#include "engine/download/file_name.h"
#include "engine/download/resume_check.h"
#include "tests/support/test_class.h"
#include "tests/unit/download/download_bench.h"

class ForeignPartTest : public QObject {
    Q_OBJECT

    static QString ranges(const RangeMap& map) {
        QStringList out;
        for (const ByteRange& range : map.ranges()) {
            out.append(QString("%1-%2").arg(range.begin).arg(range.end));
        }
        return out.join(' ');
    }

  private slots:
    void zerosAreGaps_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("held");
        const QByteArray x(1000, 'x');
        QTest::newRow("prefix") << x << "0-1000";
        QTest::newRow("zeros at the end") << x + QByteArray(7, '\0') << "0-1000";
        QTest::newRow("a hole") << x + QByteArray(4096, '\0') + x << "0-1000 5096-6096";
        QTest::newRow("a few zeros") << x + QByteArray(4095, '\0') + x << "0-6095";
        QTest::newRow("a hole in front") << QByteArray(5000, '\0') + x << "5000-6000";
        QTest::newRow("across a reading") << x + QByteArray(3'000'000, '\0') + x << "0-1000 3001000-3002000";
    }
    void zerosAreGaps() {
        QFETCH(QByteArray, content);
        QFETCH(QString, held);
        Bench b;
        b.disk.put("/d/a.part", content.toStdString());
        const auto found = look_at_foreign(b.disk, "/d/a.part");
        QVERIFY2(found, found ? "" : found.error().text().c_str());
        QCOMPARE(ranges(found->held), held);
        QCOMPARE(found->name, std::string("a"));
        QCOMPARE(b.disk.content("/d/a.part")->size(), static_cast<std::size_t>(content.size()));
    }
    void whatCannotBeUsedIsSaid() {
        Bench b;
        b.disk.put("/d/zeros", std::string(5000, '\0'));
        b.disk.put("/d/ours.part", "x");
        b.disk.put("/d/ours.part.sluice", "x");
        b.disk.put("/d/torn", "x");
        b.disk.put("/d/torn.aria2", "x");
        for (const char* path : {"/d/none", "/d/zeros", "/d/ours.part", "/d/torn", "/d"}) {
            const auto found = look_at_foreign(b.disk, path);
            QVERIFY2(!found && !found.error().text().empty(), path);
        }
    }
    void namesAreThoseOfTheFile() {
        QCOMPARE(finished_name("/d/a.iso.crdownload"), std::string("a.iso"));
        QCOMPARE(finished_name("/d/Unconfirmed 12.crdownload"), std::string());
        QCOMPARE(finished_name("/d/a.iso"), std::string("a.iso"));
        QCOMPARE(finished_name("/d/.part"), safe_name(".part", NameCare::typed));
    }
    void bothEndsAndPlacesBetweenAreCompared() {
        RangeMap held;
        held.add({10, 20});
        held.add({1'000'000, 1'100'000});
        held.add({100'000'000, 200'000'000});
        const auto probes = probes_of(held);
        RangeMap covered;
        for (const ByteRange& probe : probes) {
            QVERIFY(probe.begin < probe.end && probe.size() <= overlap_bytes);
            QVERIFY(held.contains(probe));
            covered.add(probe);
        }
        QVERIFY(covered.contains({10, 20}) && covered.contains({1'000'000, 1'100'000}));
        QVERIFY(covered.contains({100'000'000, 100'065'536}) && covered.contains({199'934'464, 200'000'000}));
        QCOMPARE(probes.size(), std::size_t(1 + 2 + 2 + 5));
    }
    void onlyTheLargestRangesOfManyAreKept() {
        std::string content;
        for (int i = 0; i < 200; ++i) {
            content += std::string(static_cast<std::size_t>(i + 1), 'x') + std::string(4096, '\0');
        }
        Bench b;
        b.disk.put("/d/a", content);
        const auto found = look_at_foreign(b.disk, "/d/a");
        QCOMPARE(found->held.ranges().size(), most_foreign_ranges);
        QCOMPARE(found->held.ranges().back().size(), 200ULL);
    }
    void aTakenNameGivesAnother() {
        Bench b;
        b.disk.put("/d/x.crdownload", "abc");
        b.disk.put("/d/x.part", "other");
        b.disk.put("/d/x (1)", "other");
        ForeignPlan plan;
        plan.folder = "/d";
        plan.resource.name = "x";
        const auto part = take_over(b.disk, *look_at_foreign(b.disk, "/d/x.crdownload"), plan);
        QVERIFY2(part, part ? "" : part.error().text().c_str());
        QCOMPARE(*part, std::string("/d/x (2).part"));
        QCOMPARE(*b.disk.content(*part), std::string("abc"));
        QVERIFY(!b.disk.content("/d/x.crdownload"));
    }
    void everyFailureOfTheDiskLeavesTheBytes() {
        for (int n = 0; n < 40; ++n) {
            Bench b;
            b.disk.put("/d/x", "abc");
            const auto foreign = look_at_foreign(b.disk, "/d/x");
            ForeignPlan plan;
            plan.folder = "/d";
            plan.resource.name = "x";
            b.disk.fail_after(n, EIO);
            const auto part = take_over(b.disk, *foreign, plan);
            b.disk.fail_after(1'000'000, 0);
            const auto there = b.disk.content("/d/x");
            const auto moved = b.disk.content("/d/x.part");
            QVERIFY((there && *there == "abc") || (moved && *moved == "abc"));
        }
    }
    void whatIsStillWrittenToIsNotTaken() {
        Bench b;
        b.disk.put("/d/x", "abc");
        const auto foreign = look_at_foreign(b.disk, "/d/x");
        b.disk.put("/d/x", "abcd");
        ForeignPlan plan;
        plan.folder = "/d";
        plan.resource.name = "x";
        const auto part = take_over(b.disk, *foreign, plan);
        QVERIFY(!part && part.error().kind == Kind::argument_bad);
        QCOMPARE(b.disk.files(), std::vector<std::string>{"/d/x"});
    }
};

SL_TEST_CLASS(ForeignPartTest)

#include "foreign_part_test.moc"
