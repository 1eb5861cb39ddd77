// Thousands of downloads in made-up worlds, with crashes. A failure names its seed; SLUICE_SIM_SEED=N replays that
// world.
#include <QtTest>

#include "tests/sim/campaign.h"
#include "tests/sim/download_world.h"
#include "tests/support/test_class.h"

namespace sluice::sim {

class DownloadCampaignTest : public QObject {
    Q_OBJECT

  private slots:
    void everyDownloadEndsByteIdenticalOrSaysWhy_data() { campaign_rows(10, 300); }
    void everyDownloadEndsByteIdenticalOrSaysWhy() { campaign_row(run_download_world); }
};
SL_TEST_CLASS(DownloadCampaignTest)

}  // namespace sluice::sim

#include "download_campaign_test.moc"
