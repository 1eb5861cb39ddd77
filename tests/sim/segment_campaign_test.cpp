// Thousands of downloads over several connections in made-up worlds, with crashes. A failure names its seed;
// SLUICE_SIM_SEED=N replays that world.
#include <QtTest>

#include "tests/sim/campaign.h"
#include "tests/sim/download_world.h"
#include "tests/support/test_class.h"

namespace sluice::sim {

class SegmentCampaignTest : public QObject {
    Q_OBJECT

  private slots:
    void everySegmentedDownloadEndsByteIdenticalOrSaysWhy_data() { campaign_rows(10, 300); }
    void everySegmentedDownloadEndsByteIdenticalOrSaysWhy() { campaign_row(run_segmented_world); }
};
SL_TEST_CLASS(SegmentCampaignTest)

}  // namespace sluice::sim

#include "segment_campaign_test.moc"
