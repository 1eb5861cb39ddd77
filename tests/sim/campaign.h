#pragma once

#include <QtTest>

#include <cstdio>

#include "tests/sim/transfer_world.h"

namespace sluice::sim {

/// Rows "first", "count" of seeds for a campaign; with SLUICE_SIM_SEED set only that one world.
inline void campaign_rows(int blocks, int worlds_per_block) {
    QTest::addColumn<qulonglong>("first");
    QTest::addColumn<int>("count");
    if (const QByteArray seed = qgetenv("SLUICE_SIM_SEED"); !seed.isEmpty()) {
        QTest::addRow("seed %s", seed.constData()) << seed.toULongLong() << 1;
        return;
    }
    for (int block = 0; block < blocks; ++block) {
        const int first = 1 + block * worlds_per_block;
        QTest::addRow("seeds %d to %d", first, first + worlds_per_block - 1) << qulonglong(first) << worlds_per_block;
    }
}

/// Runs the worlds of the present row; every broken promise is printed with its seed.
inline void campaign_row(WorldReport (*run_world)(std::uint64_t)) {
    QFETCH(qulonglong, first);
    QFETCH(int, count);
    WorldReport sum;
    QString failures;
    for (qulonglong seed = first; seed < first + static_cast<qulonglong>(count); ++seed) {
        const WorldReport report = run_world(seed);
        if (!report.failure.empty()) {
            std::fprintf(stderr, "SLUICE_SIM_SEED=%llu: %s\n", seed, report.failure.c_str());
            failures += QString("seed %1: %2\n").arg(seed).arg(QString::fromStdString(report.failure));
        }
        sum.transfers += report.transfers;
        sum.complete += report.complete;
        sum.failed += report.failed;
        sum.cancelled += report.cancelled;
        sum.parallel += report.parallel;
    }
    std::printf("%d started: %d ends complete, %d failed cleanly, %d cancelled or crashed, %d in parallel\n",
                sum.transfers, sum.complete, sum.failed, sum.cancelled, sum.parallel);
    QVERIFY2(failures.isEmpty(), qPrintable(failures));
    if (count > 1) {
        QVERIFY(sum.complete > 0);
        QVERIFY(sum.failed > 0);
        QVERIFY(sum.cancelled > 0);
    }
}

}  // namespace sluice::sim
