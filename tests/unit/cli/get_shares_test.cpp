#include "engine/cli/get_shares.h"

#include <QtTest>

#include <numeric>

#include "tests/support/test_class.h"

namespace sluice::cli {

class GetSharesTest : public QObject {
    Q_OBJECT

    using Shares = std::vector<std::int64_t>;

  private slots:
    void equalWhereAllUseTheirs() {
        QCOMPARE(fair_shares(900, {300, 300, 300}), (Shares{300, 300, 300}));
        QCOMPARE(fair_shares(900, {-1, -1, 300}), (Shares{300, 300, 300}));
        QCOMPARE(fair_shares(900, {0}), (Shares{900}));
        QCOMPARE(fair_shares(900, {}), Shares{});
    }
    void whatOneLeavesTheOthersGet() {
        const Shares shares = fair_shares(900, {40, 300, 300});
        QCOMPARE(shares, (Shares{50, 425, 425}));
    }
    void nobodyStarves() {
        for (const std::int64_t share : fair_shares(1000, {0, 0, 0, 500})) {
            QVERIFY(share >= 12);
        }
    }
    void neverMoreThanTheLimit() {
        std::uint64_t state = 1;
        for (int round = 0; round < 2000; ++round) {
            std::vector<double> speeds;
            for (std::uint64_t n = 0; n < 1 + state % 9; ++n) {
                state = state * 6364136223846793005ULL + 1442695040888963407ULL;
                speeds.push_back(static_cast<double>(static_cast<std::int64_t>(state >> 40U) % 2000) - 100);
            }
            const Shares shares = fair_shares(3000, speeds);
            QVERIFY(std::accumulate(shares.begin(), shares.end(), std::int64_t{0}) <= 3000);
            QVERIFY(*std::min_element(shares.begin(), shares.end()) > 0);
        }
    }
};
SL_TEST_CLASS(GetSharesTest)

}  // namespace sluice::cli

#include "get_shares_test.moc"
