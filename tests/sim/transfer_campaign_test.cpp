// Thousands of transfers in made-up worlds. A failure names its seed; SLUICE_SIM_SEED=N replays that world alone.
#include <QtTest>

#include <cstdio>

#include "tests/sim/transfer_world.h"
#include "tests/support/test_class.h"

namespace sluice::sim {

class TransferCampaignTest : public QObject {
    Q_OBJECT
    static constexpr int blocks = 10;
    static constexpr int worlds_per_block = 250;

  private slots:
    void everyTransferEndsRightOrFailsCleanly_data() {
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
    void everyTransferEndsRightOrFailsCleanly() {
        QFETCH(qulonglong, first);
        QFETCH(int, count);
        int transfers = 0;
        int complete = 0;
        int failed = 0;
        QString failures;
        for (qulonglong seed = first; seed < first + static_cast<qulonglong>(count); ++seed) {
            const WorldReport report = run_transfer_world(seed);
            if (!report.failure.empty()) {
                std::fprintf(stderr, "SLUICE_SIM_SEED=%llu: %s\n", seed, report.failure.c_str());
                failures += QString("seed %1: %2\n").arg(seed).arg(QString::fromStdString(report.failure));
            }
            transfers += report.transfers;
            complete += report.complete;
            failed += report.failed;
        }
        std::printf("%d transfers: %d complete, %d failed cleanly\n", transfers, complete, failed);
        QVERIFY2(failures.isEmpty(), qPrintable(failures));
        if (count > 1) {
            QVERIFY(complete > 0);
            QVERIFY(failed > 0);
        }
    }
};
SL_TEST_CLASS(TransferCampaignTest)

}  // namespace sluice::sim

#include "transfer_campaign_test.moc"
