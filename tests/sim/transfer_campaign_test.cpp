// Thousands of transfers in made-up worlds. A failure names its seed; SLUICE_SIM_SEED=N replays that world alone.
#include <QtTest>

#include "tests/sim/campaign.h"
#include "tests/support/test_class.h"

namespace sluice::sim {

class TransferCampaignTest : public QObject {
    Q_OBJECT

  private slots:
    void everyTransferEndsRightOrFailsCleanly_data() { campaign_rows(20, 200); }
    void everyTransferEndsRightOrFailsCleanly() { campaign_row(run_transfer_world); }
};
SL_TEST_CLASS(TransferCampaignTest)

}  // namespace sluice::sim

#include "transfer_campaign_test.moc"
