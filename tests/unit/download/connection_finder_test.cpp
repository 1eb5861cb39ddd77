#include "engine/download/connection_finder.h"

#include <QTest>

#include <functional>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace std::chrono_literals;
using download::ConnectionFinder;

namespace {

/// A server and a line, told to the finder every 10 ms.
struct Line {
    ConnectionFinder finder;
    std::function<double(int connections, double seconds_since_step)> rate;
    double size = 1e12;
    Duration setup = 5ms;
    Instant now{1000s};
    double received = 0;
    int most_wanted = 1;
    int steps = 0;  ///< changes of what is wanted
    Instant stepped = now;
    int had = 0;

    explicit Line(int most) : finder(most) {}
    void run(Duration time, bool also_when_settled = false) {
        const Instant end = now + time;
        while (now < end && (also_when_settled || !finder.settled())) {
            now += 10ms;
            const int wanted = finder.wanted();
            if (wanted != had) {
                had = wanted;
                stepped = now;
                ++steps;
            }
            const bool there = now - stepped >= setup;
            received += rate(there ? wanted : wanted / 2, std::chrono::duration<double>(now - stepped).count()) * 0.01;
            finder.look({now, std::uint64_t(received), there ? wanted : wanted / 2,
                         std::uint64_t(std::max(size - received, 0.0))});
            most_wanted = std::max(most_wanted, finder.wanted());
        }
    }
};

}  // namespace

class ConnectionFinderTest : public QObject {
    Q_OBJECT

  private slots:
    void beginsWithOne() {
        const ConnectionFinder finder(8);
        QCOMPARE(finder.wanted(), 1);
        QVERIFY(!finder.settled());
    }

    void doublesWhileEachConnectionBringsItsOwn() {
        Line line(8);
        line.rate = [](int n, double) { return n * 2e6; };
        const Instant start = line.now;
        line.run(10s);
        QVERIFY(line.finder.settled());
        QCOMPARE(line.finder.wanted(), 8);
        QVERIFY(line.now - start <= 1500ms);
    }

    void staysAtOneThatFillsTheLine() {
        Line line(8);
        line.rate = [](int, double) { return 12.5e6; };
        line.run(10s);
        QVERIFY(line.finder.settled());
        QCOMPARE(line.finder.wanted(), 1);
        QCOMPARE(line.most_wanted, 2);
    }

    void goesBackToWhatPaid() {
        Line line(32);
        line.rate = [](int n, double) { return std::min(n, 4) * 2e6; };
        line.run(20s);
        QCOMPARE(line.finder.wanted(), 4);
        QCOMPARE(line.most_wanted, 8);
    }

    void slowStartIsNotTakenForGain() {
        Line line(8);
        // The line is filled by one connection, which needs a second to get there.
        double seconds = 0;
        line.rate = [&](int, double) {
            seconds += 0.01;
            return 12.5e6 * std::min(1.0, seconds);
        };
        line.run(20s);
        QCOMPARE(line.finder.wanted(), 1);
    }

    void newConnectionsGetTimeToGrow() {
        Line line(8);
        line.rate = [](int n, double since) { return n / 2 * 2e6 + (n - n / 2) * 2e6 * std::min(1.0, since); };
        line.run(30s);
        QCOMPARE(line.finder.wanted(), 8);
    }

    void aStepWhoseConnectionsNeverComeIsTakenBack() {
        Line line(8);
        line.setup = 1h;
        line.rate = [](int n, double) { return std::max(n, 1) * 1e6; };
        ConnectionFinder& finder = line.finder;
        Instant now{1000s};
        std::uint64_t received = 0;
        for (int i = 0; i < 1000 && !finder.settled(); ++i) {
            now += 10ms;
            received += 10'000;
            finder.look({now, received, 1, 1ULL << 40U});
        }
        QVERIFY(finder.settled());
        QCOMPARE(finder.wanted(), 1);
    }

    void aFileThatIsNearlyThereNeedsNoMore() {
        Line line(8);
        line.size = 2e6;
        line.rate = [](int n, double) { return n * 2e6; };
        line.run(5s);
        QCOMPARE(line.most_wanted, 1);
    }

    void searchesAgainWhenTheRateHasFallen() {
        Line line(8);
        // One connection fills the line until the first packets are lost; then each brings its own.
        double seconds = 0;
        line.rate = [&](int n, double) {
            seconds += 0.01;
            return seconds < 1.5 ? 12.5e6 : std::min(n * 1.4e6, 12.5e6);
        };
        line.run(1s);
        QVERIFY(line.finder.settled());
        QCOMPARE(line.finder.wanted(), 1);
        line.run(5s, true);
        QCOMPARE(line.finder.wanted(), 8);
    }

    void aShortDipIsNoReason() {
        Line line(8);
        double seconds = 0;
        line.rate = [&](int, double) {
            seconds += 0.01;
            return seconds > 3 && seconds < 3.4 ? 2e6 : 12.5e6;
        };
        line.run(8s, true);
        QCOMPARE(line.finder.wanted(), 1);
        QCOMPARE(line.steps, 3);  // the one at the start, up and back again
    }

    void triesAgainNowAndThenEverMoreRarely() {
        Line line(8);
        line.rate = [](int, double) { return 12.5e6; };
        line.run(400s, true);
        QCOMPARE(line.finder.wanted(), 1);
        QCOMPARE(line.most_wanted, 2);
        // Up and back at the start and after 10, 20, 40, 80, 80, 80 and 80 s.
        QVERIFY2(line.steps >= 1 + 2 * 7 && line.steps <= 1 + 2 * 8, qPrintable(QString::number(line.steps)));
    }

    void findsWhatTheServerAllowsLater() {
        Line line(8);
        double seconds = 0;
        line.rate = [&](int n, double) {
            seconds += 0.01;
            return seconds < 5 ? 3e6 : n * 3e6;
        };
        line.run(15s, true);
        QCOMPARE(line.finder.wanted(), 8);
    }

    void atTheMostThereIsNothingToWatch() {
        Line line(2);
        line.rate = [](int n, double) { return n * 2e6; };
        line.run(5s);
        QCOMPARE(line.finder.wanted(), 2);
        QVERIFY(!line.finder.next_look(line.now).has_value());
    }

    void aLimitEndsTheSearch() {
        Line line(8);
        line.rate = [](int n, double) { return n * 2e6; };
        line.run(700ms);
        QVERIFY(line.finder.wanted() > 2);
        line.finder.limit(2);
        QVERIFY(line.finder.settled());
        QCOMPARE(line.finder.wanted(), 2);
    }

    void aLimitAboveWhatIsWantedOnlyCaps() {
        Line line(8);
        line.finder.limit(4);
        line.rate = [](int n, double) { return n * 2e6; };
        line.run(10s);
        QCOMPARE(line.finder.wanted(), 4);
    }
};

SL_TEST_CLASS(ConnectionFinderTest)
#include "connection_finder_test.moc"
