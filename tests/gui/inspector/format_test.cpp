#include <QDateTime>
#include <QLocale>
#include <QObject>
#include <QTest>

#include <limits>

#include "gui/format/size.h"
#include "gui/format/text.h"
#include "gui/format/time.h"
#include "tests/support/test_class.h"

namespace sluice::test {

namespace format = gui::format;
using format::Units;

class FormatTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void cleanupTestCase() { QLocale::setDefault(QLocale::c()); }

    void sizesHaveThreeFiguresAndStepUpAtAThousand_data() {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<sluice::gui::format::Units>("units");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, qint64 bytes, Units units, const char* text) {
            QTest::newRow(name) << bytes << units << QString::fromUtf8(text);
        };
        row("unknown", -1, Units::iec, "");
        row("nothing", 0, Units::iec, "0 B");
        row("bytes", 999, Units::iec, "999 B");
        row("1000 bytes", 1000, Units::iec, "0.98 KiB");
        row("one KiB", 1024, Units::iec, "1.00 KiB");
        row("rounds to ten", 10235, Units::iec, "10.0 KiB");
        row("KiB below the step", 1023896, Units::iec, "999.9 KiB");
        row("KiB at the step", 1023999, Units::iec, "0.98 MiB");
        row("a disk image", 695205888, Units::iec, "663.0 MiB");
        row("a disk image in SI", 695205888, Units::si, "695.2 MB");
        row("kB has a small k", 1500, Units::si, "1.50 kB");
        row("GiB", 3124555612, Units::iec, "2.91 GiB");
        row("the largest", std::numeric_limits<qint64>::max(), Units::iec, "8.00 EiB");
    }
    void sizesHaveThreeFiguresAndStepUpAtAThousand() {
        QFETCH(qint64, bytes);
        QFETCH(sluice::gui::format::Units, units);
        QTEST(format::size(bytes, units), "text");
    }

    void partAndTotalShareOneUnit_data() {
        QTest::addColumn<qint64>("part");
        QTest::addColumn<qint64>("total");
        QTest::addColumn<QString>("text");
        QTest::newRow("usual") << qint64(432432742) << qint64(695205888) << "412.4 of 663.0 MiB";
        QTest::newRow("small part") << qint64(2048) << qint64(695205888) << "0.0 of 663.0 MiB";
        QTest::newRow("small total") << qint64(1288490189) << qint64(2899102925) << "1.20 of 2.70 GiB";
        QTest::newRow("bytes") << qint64(12) << qint64(512) << "12 of 512 B";
        QTest::newRow("nothing yet") << qint64(0) << qint64(4299162) << "4.10 MiB";
        QTest::newRow("all") << qint64(695205888) << qint64(695205888) << "663.0 MiB";
        QTest::newRow("unknown total") << qint64(92274688) << qint64(-1) << "88.0 MiB of ?";
        QTest::newRow("nothing known") << qint64(0) << qint64(-1) << "";
        QTest::newRow("empty file") << qint64(0) << qint64(0) << "0 B";
    }
    void partAndTotalShareOneUnit() {
        QFETCH(qint64, part);
        QFETCH(qint64, total);
        QTEST(format::sizeOf(part, total), "text");
    }

    void speedsAreEmptyUnlessPositive_data() {
        QTest::addColumn<double>("speed");
        QTest::addColumn<QString>("text");
        QTest::newRow("usual") << 18.4 * 1048576 << "18.4 MiB/s";
        QTest::newRow("slow") << 512.0 << "512 B/s";
        QTest::newRow("none") << 0.0 << "";
        QTest::newRow("negative") << -5.0 << "";
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << "";
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << "";
    }
    void speedsAreEmptyUnlessPositive() {
        QFETCH(double, speed);
        QTEST(format::speed(speed), "text");
    }

    void percentReachesHundredOnlyAtTheEnd_data() {
        QTest::addColumn<qint64>("part");
        QTest::addColumn<qint64>("total");
        QTest::addColumn<QString>("text");
        QTest::newRow("usual") << qint64(62) << qint64(100) << "62.0 %";
        QTest::newRow("none") << qint64(0) << qint64(100) << "0.0 %";
        QTest::newRow("one byte short") << qint64(99999999) << qint64(100000000) << "99.9 %";
        QTest::newRow("all") << qint64(100) << qint64(100) << "100 %";
        QTest::newRow("unknown size") << qint64(5) << qint64(-1) << "";
        QTest::newRow("empty file") << qint64(0) << qint64(0) << "";
    }
    void percentReachesHundredOnlyAtTheEnd() {
        QFETCH(qint64, part);
        QFETCH(qint64, total);
        QTEST(format::percent(part, total), "text");
    }

    void durationsNameTwoUnits_data() {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown") << qint64(-1) << "";
        QTest::newRow("none") << qint64(0) << "0 s";
        QTest::newRow("seconds") << qint64(14) << "14 s";
        QTest::newRow("minutes") << qint64(200) << "3 min 20 s";
        QTest::newRow("padded seconds") << qint64(61) << "1 min 01 s";
        QTest::newRow("hours") << qint64(3900) << "1 h 05 min";
        QTest::newRow("days") << qint64(2 * 86400 + 4 * 3600 + 59) << "2 d 4 h";
        QTest::newRow("a week") << qint64(7 * 86400) << "7 d 0 h";
        QTest::newRow("over a week") << qint64(7 * 86400 + 1) << "over 7 d";
    }
    void durationsNameTwoUnits() {
        QFETCH(qint64, seconds);
        QTEST(format::timeLeft(seconds), "text");
    }

    void spansReachFromMicrosecondsToHours_data() {
        QTest::addColumn<qint64>("nanoseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("did not happen") << qint64(-1) << "";
        QTest::newRow("none") << qint64(0) << "0 ms";
        QTest::newRow("ns") << qint64(300) << "< 1 µs";
        QTest::newRow("µs") << qint64(45'000) << "45 µs";
        QTest::newRow("fraction of a ms") << qint64(200'000) << "0.2 ms";
        QTest::newRow("ms") << qint64(12'400'000) << "12.4 ms";
        QTest::newRow("ms below the step") << qint64(999'940'000) << "999.9 ms";
        QTest::newRow("ms at the step") << qint64(999'960'000) << "1.00 s";
        QTest::newRow("s") << qint64(22'480'000'000) << "22.48 s";
        QTest::newRow("minutes") << qint64(200'000'000'000) << "3 min 20 s";
        QTest::newRow("s at the step") << qint64(59'996'000'000) << "1 min 00 s";
    }
    void spansReachFromMicrosecondsToHours() {
        QFETCH(qint64, nanoseconds);
        QTEST(format::span(nanoseconds), "text");
    }

    void clockTimesNameTheDayUnlessItIsToday() {
        const QDateTime when(QDate(2026, 11, 22), QTime(14, 2, 31));
        const qint64 seconds = when.toSecsSinceEpoch();
        QCOMPARE(format::clockTime(seconds, when.addSecs(60)), "14:02:31");
        QCOMPARE(format::clockTime(seconds, when.addDays(1)), "22 Nov 2026, 14:02:31");
        QCOMPARE(format::clockTime(0), "");
        QCOMPARE(format::clockTimeMs(seconds * 1000 + 123), "14:02:31.123");
        QCOMPARE(format::dateTime(seconds), "22 Nov 2026, 14:02:31");
    }

    void separatorsFollowTheLocale() {
        QCOMPARE(format::exactSize(695205888), "695,205,888 bytes");
        QCOMPARE(format::exactSize(1), "1 byte");
        QCOMPARE(format::exactSize(-1), "");
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        const QString size = format::size(695205888);
        const QString count = format::count(12480);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QCOMPARE(size, "663,0 MiB");
        QCOMPARE(count, "12.480");
    }

    void fileNamesCannotTurnTheirDirection() {
        const QString spoof = QStringLiteral("photo") + QChar(0x202E) + QStringLiteral("gpj.exe");
        const QString shown = format::fileName(spoof);
        QVERIFY(!shown.contains(QChar(0x202E)));
        QVERIFY(shown.contains(QChar::ReplacementCharacter));
        QCOMPARE(shown.front(), QChar(0x2068));
        QCOMPARE(shown.back(), QChar(0x2069));
        QCOMPARE(format::fileName(QString()), "");
        QVERIFY(!format::fileName(QStringLiteral("a\nb")).contains(QLatin1Char('\n')));
    }

    void elisionKeepsStartAndExtension() {
        QCOMPARE(format::elidedMiddle(QStringLiteral("short.iso"), 20), "short.iso");
        const QString cut = format::elidedMiddle(QStringLiteral("a-very-long-file-name-of-a-release.tar.xz"), 20);
        QCOMPARE(cut.size(), 20);
        QVERIFY(cut.startsWith(QStringLiteral("a-very-lon")));
        QVERIFY(cut.endsWith(QStringLiteral(".tar.xz")));
        const QString faces = QString::fromUcs4(U"\U0001F600\U0001F601\U0001F602\U0001F603\U0001F604");
        for (int room = 3; room < faces.size(); ++room) {
            const QString part = format::elidedMiddle(faces, room);
            QVERIFY(part.size() <= room);
            QVERIFY(!part.toUtf8().contains("\xEF\xBF\xBD"));
            QVERIFY(!part.toUtf8().contains('?'));
        }
    }

    void ordinalsEndAsEnglishDoes_data() {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("text");
        QTest::newRow("0") << 0 << "";
        QTest::newRow("1") << 1 << "1st";
        QTest::newRow("2") << 2 << "2nd";
        QTest::newRow("3") << 3 << "3rd";
        QTest::newRow("11") << 11 << "11th";
        QTest::newRow("13") << 13 << "13th";
        QTest::newRow("21") << 21 << "21st";
        QTest::newRow("112") << 112 << "112th";
    }
    void ordinalsEndAsEnglishDoes() {
        QFETCH(int, number);
        QTEST(format::ordinal(number), "text");
    }
};

SL_TEST_CLASS(FormatTest)

}  // namespace sluice::test

#include "format_test.moc"
