#include "engine/download/speed_estimate.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace std::chrono_literals;
using download::SpeedEstimate;

namespace {
constexpr Instant start{1000s};

/// `bytes` every `pace` for `time`.
Instant feed(SpeedEstimate& speed, Instant from, Duration time, Duration pace, std::uint64_t bytes) {
    Instant now = from;
    for (; now < from + time; now += pace) {
        speed.add(now, bytes);
    }
    return now;
}
bool near(double value, double wanted) {
    return value > wanted * 0.85 && value < wanted * 1.15;
}
}  // namespace

class SpeedEstimateTest : public QObject {
    Q_OBJECT

  private slots:
    void isUnknownUntilSomethingCouldBeMeasured() {
        SpeedEstimate speed;
        QCOMPARE(speed.rate(start), 0.0);
        speed.add(start, 1'000'000);
        QCOMPARE(speed.rate(start + 10ms), 0.0);
    }

    void measuresASteadyStream_data() {
        QTest::addColumn<qint64>("milliseconds");
        for (const int ms : {100, 300, 1000, 1900, 2100, 7000}) {
            QTest::addRow("%d ms", ms) << qint64(ms);
        }
    }
    void measuresASteadyStream() {
        QFETCH(qint64, milliseconds);
        SpeedEstimate speed;
        speed.begin(start);
        const Instant now = feed(speed, start, milliseconds * 1ms, 5ms, 10'000);
        QVERIFY2(near(speed.rate(now), 2e6), qPrintable(QString::number(speed.rate(now))));
    }

    void followsAChangeWithinTwoSeconds() {
        SpeedEstimate speed;
        Instant now = feed(speed, start, 5s, 5ms, 10'000);
        now = feed(speed, now, 2s, 5ms, 1'000);
        QVERIFY2(near(speed.rate(now), 2e5), qPrintable(QString::number(speed.rate(now))));
    }

    void silenceCounts() {
        SpeedEstimate speed;
        const Instant now = feed(speed, start, 3s, 5ms, 10'000);
        QVERIFY(near(speed.rate(now + 1s), 1e6));
        QVERIFY(speed.rate(now + 3s) <= 1);
        QVERIFY(speed.rate(now + 3s) > 0);
        QVERIFY(speed.silence(now + 3s) >= 3s);
    }

    void theNextPieceGoesOnMeasuringUnlessItIsLongAgo() {
        SpeedEstimate speed;
        const Instant now = feed(speed, start, 3s, 5ms, 10'000);
        speed.begin(now + 100ms);
        QVERIFY(speed.rate(now + 100ms) > 1e6);
        speed.begin(now + 10s);
        QCOMPARE(speed.rate(now + 10s), 0.0);
    }
};

SL_TEST_CLASS(SpeedEstimateTest)
#include "speed_estimate_test.moc"
