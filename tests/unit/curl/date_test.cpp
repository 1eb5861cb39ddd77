#include "engine/curl/date.h"

#include <QtTest>

#include "tests/support/test_class.h"

namespace sluice::curl {

class DateTest : public QObject {
    Q_OBJECT

  private slots:
    void readsDates_data() {
        QTest::addColumn<qlonglong>("seconds");
        const auto row = [](const char* text, qlonglong seconds) { QTest::newRow(text) << seconds; };
        row("Sun, 06 Nov 1994 08:49:37 GMT", 784111777);
        row("Sunday, 06-Nov-94 08:49:37 GMT", 784111777);
        row("Sun Nov  6 08:49:37 1994", 784111777);
        row("Nov  6 08:49:37 1994", 784111777);
        row("06 Nov 1994 08:49:37", 784111777);
        row("1994 Nov 6 08:49:37", 784111777);
        row("GMT 08:49:37 06-Nov-94 Sunday", 784111777);
        row("94 6 Nov 08:49:37", 784111777);
        row("1994 Nov 6", 784080000);
        row("06-Nov-94", 784080000);
        row("Sun Nov 6 94", 784080000);
        row("19941106", 784080000);
        row("Sun, 06 Nov 2004 08:49:37 CET", 1099727377);
        row("06 Nov 2004 08:49:37 EST", 1099748977);
        row("12 Sep 2004 15:05:58 -0700", 1095026758);
        row("Sat, 11 Sep 2004 21:32:11 +0200", 1094931131);
        row("20040912 15:05:58 -0700", 1095026758);
        row("20040911 +0200 21:32:11", -1);
        row("tomorrow", -1);
        row("2024-01-31", -1);
        row("31 Feb 2024", -1);
        row("32 Jan 2024", -1);
        row("", -1);
        row("12:34", -1);
        row("1 Jan 2024 Jan", -1);
        row("99999999999999999999 Jan 1", -1);
    }
    void readsDates() {
        QFETCH(qlonglong, seconds);
        const auto read = parse_date(QTest::currentDataTag());
        QCOMPARE(read ? qlonglong(*read) : -1, seconds);
    }
};
SL_TEST_CLASS(DateTest)

}  // namespace sluice::curl

#include "date_test.moc"
