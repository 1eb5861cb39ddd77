#include "engine/queue/speed_meter.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::queue;
using namespace std::chrono_literals;

class SpeedMeterTest : public QObject {
    Q_OBJECT

  private slots:
    void showsASteadyRate() {
        SpeedMeter meter;
        run(meter, 10s, 1'000'000);
        QVERIFY(std::abs(meter.now() - 1'000'000) < 1000);
        QCOMPARE(meter.seconds_for(5'000'000), std::int64_t{5});
        QCOMPARE(meter.seconds_for(5'000'001), std::int64_t{6});
    }
    void weighsTheNewestMost() {
        SpeedMeter meter;
        run(meter, 10s, 1'000'000);
        const auto before = bytes_;
        // One second at twice the rate: of the weights of three seconds it holds 5/9.
        for (int i = 0; i < 4; ++i) {
            now_ += 250ms;
            bytes_ += 500'000;
            meter.add(now_, bytes_);
        }
        QVERIFY(bytes_ > before);
        QVERIFY(std::abs(meter.now() - (1'000'000 + 1'000'000 * 5.0 / 9)) < 2000);
    }
    void fallsToNothingWithinThreeSeconds() {
        SpeedMeter meter;
        run(meter, 5s, 1'000'000);
        for (int i = 0; i < 13; ++i) {
            now_ += 250ms;
            meter.add(now_, bytes_);
        }
        QCOMPARE(meter.now(), 0.0);
        QVERIFY(meter.peak() > 990'000);
    }
    void knowsNoTimeLeftAtFirst() {
        SpeedMeter meter;
        meter.start(now_);
        QCOMPARE(meter.seconds_for(1), std::int64_t{-1});
        meter.add(now_ + 5s, 0);
        QCOMPARE(meter.seconds_for(1), std::int64_t{-1});
        QCOMPARE(meter.seconds_for(-5), std::int64_t{-1});
    }
    void countsNothingOfAnEarlierRun() {
        SpeedMeter meter;
        run(meter, 5s, 1'000'000);
        now_ += 60s;
        meter.start(now_);
        QCOMPARE(meter.now(), 0.0);
        meter.add(now_ + 1s, 500'000);
        QVERIFY(std::abs(meter.now() - 500'000) < 1);
    }
    void survivesAStandingClockAndFallingCounts() {
        SpeedMeter meter;
        meter.start(now_);
        meter.add(now_, 1000);
        meter.add(now_ + 1s, 500);
        QVERIFY(meter.now() >= 0);
    }
    void keepsAtMostSixHundredSamples() {
        SpeedMeter meter;
        run(meter, 3600s, 1'000'000);
        const auto& curve = meter.curve();
        QVERIFY(curve.size() < 600 && curve.size() > 200);
        for (std::size_t i = 1; i < curve.size(); ++i) {
            QVERIFY(curve[i].at_s > curve[i - 1].at_s);
            QVERIFY(std::abs(curve[i].bytes_per_second - 1'000'000) < 10'000);
        }
        QVERIFY(curve.back().at_s > 3500);
    }

  private:
    void run(SpeedMeter& meter, Duration time, std::int64_t rate) {
        meter.start(now_);
        bytes_ = 0;
        for (Duration passed{0}; passed < time; passed += 250ms) {
            now_ += 250ms;
            bytes_ += rate / 4;
            meter.add(now_, bytes_);
        }
    }
    Instant now_{1000s};
    std::int64_t bytes_ = 0;
};

SL_TEST_CLASS(SpeedMeterTest)
#include "speed_meter_test.moc"
