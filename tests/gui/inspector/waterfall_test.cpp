#include <QObject>
#include <QTest>

#include "gui/inspector/palette.h"
#include "gui/inspector/phase_chart.h"
#include "gui/inspector/waterfall_layout.h"
#include "tests/gui/inspector/samples.h"
#include "tests/support/test_class.h"

namespace sluice::test {

using namespace gui;

class WaterfallTest : public QObject {
    Q_OBJECT

  private slots:
    void phasesOfAFinishedRequestFollowEachOtherAndSumUp() {
        const auto details = finishedOverRedirects();
        for (const RequestRecord& record : details->requests) {
            const RequestPhases phases = phasesOf(record, 0);
            qint64 sum = 0;
            qint64 end = 0;
            for (const PhaseSpan& span : phases.spans) {
                QVERIFY(span.happened());
                QCOMPARE(span.start, end);
                QVERIFY(!span.open);
                sum += span.length();
                end = span.end;
            }
            QCOMPARE(sum, phases.total);
            QVERIFY(!phases.running);
            QCOMPARE(phases.setupEnd, qint64(record.marks.first_byte));
        }
    }

    void marksThatRunBackwardsAreClamped() {
        RequestRecord record;
        record.end_reason = "complete";
        record.marks.queued_end = 5;
        record.marks.dns_start = 100;
        record.marks.dns_end = 40;
        record.marks.request_start = 200;
        record.marks.request_end = 300;
        record.marks.first_byte = 250;
        record.marks.last_byte = 240;
        for (const PhaseSpan& span : phasesOf(record, 0).spans) {
            QVERIFY(!span.happened() || (span.start >= 0 && span.length() >= 0));
        }
    }

    void runningRequestGrowsWithTheClock() {
        const RequestRecord record = runningUnknownSize()->requests.front();
        const RequestPhases early = phasesOf(record, 1'000'000'000);
        const RequestPhases late = phasesOf(record, 2'000'000'000);
        QVERIFY(early.running);
        QVERIFY(early.of(Phase::transfer).open);
        QCOMPARE(late.total - early.total, qint64(1'000'000'000));
        QCOMPARE(late.of(Phase::waiting).length(), early.of(Phase::waiting).length());
    }

    void missingPhasesSayWhy_data() {
        QTest::addColumn<int>("source");
        QTest::addColumn<bool>("reused");
        QTest::addColumn<QString>("word");
        QTest::newRow("cached") << int(NameSource::cached) << false << "cached";
        QTest::newRow("literal") << int(NameSource::literal) << false << "number";
        QTest::newRow("override") << int(NameSource::override_list) << false << "given";
        QTest::newRow("reused") << int(NameSource::none) << true << "Reused connection 7 (0 ms)";
    }
    void missingPhasesSayWhy() {
        QFETCH(int, source);
        QFETCH(bool, reused);
        QFETCH(QString, word);
        RequestRecord record;
        record.name_source = static_cast<NameSource>(source);
        record.reused = reused;
        record.connection_id = 7;
        record.url = "http://example.org/";
        record.marks.connect_start = reused ? -1 : 1;
        record.marks.connect_end = reused ? -1 : 2;
        const RequestPhases phases = phasesOf(record, 0);
        QVERIFY2(phases.of(Phase::dns).missing.contains(word), qPrintable(phases.of(Phase::dns).missing));
        if (reused) {
            QCOMPARE(phases.of(Phase::tls).missing, phases.of(Phase::dns).missing);
        } else {
            QCOMPARE(phases.of(Phase::tls).missing, "Not encrypted");
            QVERIFY(phases.of(Phase::connect).missing.isEmpty());
        }
    }

    void splitAxisGivesBothPartsTheirOwnScale() {
        const qint64 setup = 100'000'000;
        const qint64 total = 20'000'000'000;
        const TimeAxis axis(AxisMode::split, setup, total, 50, 400);
        QCOMPARE(axis.x(0), 50.0);
        QCOMPARE(axis.x(total), 450.0);
        QVERIFY(axis.breakAt() > axis.x(setup));
        QVERIFY(axis.x(setup) > 50 + 400 * 0.4);
        QVERIFY(axis.beginX(setup) > axis.breakAt());
        QVERIFY(qAbs((axis.x(setup / 2) - 50) * 2 - (axis.x(setup) - 50)) < 0.01);
    }

    void axisNeverRunsBackwards_data() {
        QTest::addColumn<int>("mode");
        QTest::newRow("split") << int(AxisMode::split);
        QTest::newRow("linear") << int(AxisMode::linear);
        QTest::newRow("log") << int(AxisMode::logarithmic);
    }
    void axisNeverRunsBackwards() {
        QFETCH(int, mode);
        for (const auto& [setup, total] :
             {std::pair<qint64, qint64>{0, 0}, {5, 5}, {100'000'000, 22'000'000'000}, {3'000'000, 4'000'000}, {9, 1}}) {
            const TimeAxis axis(static_cast<AxisMode>(mode), setup, total, 10, 300);
            double before = 10;
            for (int step = 0; step <= 50; ++step) {
                const double x = axis.x(total * step / 50);
                QVERIFY(x >= before - 1e-9 && x <= 310.001);
                before = x;
            }
            QCOMPARE(axis.x(-1), 10.0);
            for (const TimeAxis::Tick& tick : axis.ticks()) {
                QVERIFY(tick.x >= 10 && tick.x <= 310.001 && !tick.label.isEmpty());
            }
        }
    }

    void shortTransferNeedsNoBreak() {
        QVERIFY(TimeAxis(AxisMode::split, 100, 150, 0, 100).breakAt() < 0);
        QVERIFY(TimeAxis(AxisMode::split, 100, 15000, 0, 100).breakAt() > 0);
    }

    void barsStayInsideTheChartAndInOrder() {
        PhaseChart chart;
        chart.resize(600, 220);
        const auto details = finishedOverRedirects();
        chart.setRequest(details->requests.back(), 0, AxisMode::split);
        const auto lines = chart.lines();
        QCOMPARE(lines.size(), std::size_t(phaseCount + 1));
        QVERIFY(lines[2].hatched);
        QVERIFY(lines[2].name.contains(QStringLiteral("2001:6b0")));
        QCOMPARE(lines[2].note, "slower");
        double before = 0;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            QVERIFY(lines[i].bar.width() >= 2);
            QVERIFY(lines[i].bar.left() >= before - 0.01);
            QVERIFY(lines[i].bar.right() < chart.width());
            QVERIFY(!lines[i].figure.isEmpty());
            if (i != 2) {
                before = lines[i].bar.left();
            }
        }
        QCOMPARE(lines.back().figure, "22.48 s");
        QVERIFY(chart.accessibleDescription().contains(QStringLiteral("DNS 12.4 ms")));
    }

    void coloursHaveContrastOnBothSchemes() {
        QPalette light;
        light.setColor(QPalette::Window, QColor(0xef, 0xef, 0xef));
        QPalette dark;
        dark.setColor(QPalette::Window, QColor(0x2b, 0x2c, 0x30));
        const auto check = [](const QPalette& palette, std::initializer_list<QColor> backs) {
            const Colours& colours = coloursFor(palette);
            for (const QColor& back : backs) {
                for (const QColor& phase : colours.phases) {
                    QVERIFY2(contrast(phase, back) >= 3, qPrintable(phase.name() + back.name()));
                }
                for (const QColor& text :
                     {colours.active, colours.done, colours.failed, colours.warning, colours.muted}) {
                    QVERIFY2(contrast(text, back) >= 4.5, qPrintable(text.name() + back.name()));
                }
            }
            for (int a = 0; a < phaseCount; ++a) {
                for (int b = 0; b < a; ++b) {
                    QVERIFY(colours.phases[std::size_t(a)] != colours.phases[std::size_t(b)]);
                }
            }
        };
        check(light, {QColor(Qt::white), QColor(0xf7, 0xf7, 0xf7), QColor(0xef, 0xef, 0xef)});
        check(dark, {QColor(0x1f, 0x21, 0x24), QColor(0x26, 0x28, 0x2b), QColor(0x2b, 0x2c, 0x30)});
        QVERIFY(contrast(Qt::black, Qt::white) > 20.9);
    }
};

SL_TEST_CLASS(WaterfallTest)

}  // namespace sluice::test

#include "waterfall_test.moc"
