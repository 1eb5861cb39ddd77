#include "engine/http/http_date.h"

#include <QTest>

#include "tests/support/test_class.h"

using sluice::http::format_http_date;
using sluice::http::parse_http_date;

class HttpDateTest : public QObject {
    Q_OBJECT

  private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void writes();
    void readsWhatItWrites();
};

void HttpDateTest::reads_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("seconds");
    constexpr qint64 example = 784'111'777;
    const auto row = [](const char* text, qint64 seconds) { QTest::newRow(text) << QByteArray(text) << seconds; };
    // The three forms of RFC 9110 5.6.7.
    row("Sun, 06 Nov 1994 08:49:37 GMT", example);
    row("Sunday, 06-Nov-94 08:49:37 GMT", example);
    row("Sun Nov  6 08:49:37 1994", example);
    // What is seen in the wild.
    row("06 Nov 1994 08:49:37 GMT", example);
    row("Sun, 06-Nov-1994 08:49:37 GMT", example);
    row("sun, 6 nov 1994 08:49:37 gmt", example);
    row("Mon, 06 Nov 1994 08:49:37 GMT", example);
    row("Sun, 06 November 1994 08:49:37", example);
    row("Sun, 06 Nov 1994 08:49:37 UTC", example);
    row("Sun, 06 Nov 1994 10:49:37 +0200", example);
    row("Sun, 06 Nov 1994 03:49:37 -0500", example);
    row("Sun, 06 Nov 1994 03:49:37 GMT-0500", example);
    row("1994 Nov 6 08:49:37", example);
    row("Sun, 06 Nov 1994 08:49 GMT", example - 37);
    row("  Sun, 06 Nov 1994 08:49:37 GMT  ", example);
    row("Thu, 01 Jan 1970 00:00:00 GMT", 0);
    row("Thu, 01-Jan-70 00:00:00 GMT", 0);
    row("Wed, 31 Dec 1969 23:59:59 GMT", -1);
    row("Fri, 01 Jan 2038 00:00:00 GMT", 2'145'916'800);
    row("Mon, 29 Feb 2016 12:00:00 GMT", 1'456'747'200);
    row("Sat, 31 Dec 2016 23:59:60 GMT", 1'483'228'800);
    row("Fri, 31 Dec 9999 23:59:59 GMT", 253'402'300'799);
}

void HttpDateTest::reads() {
    QFETCH(QByteArray, text);
    QFETCH(qint64, seconds);
    const auto parsed = parse_http_date(text.toStdString());
    QVERIFY(parsed.has_value());
    QCOMPARE(qint64(*parsed), seconds);
}

void HttpDateTest::refuses_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",
                             "0",
                             "-1",
                             "never",
                             "Sun",
                             "Sun, 06 Nov 1994",
                             "08:49:37",
                             "06 Nov 08:49:37",
                             "Nov 1994 08:49:37",
                             "Sun, 31 Feb 1994 08:49:37 GMT",
                             "Sun, 29 Feb 2015 08:49:37 GMT",
                             "Sun, 00 Nov 1994 08:49:37 GMT",
                             "Sun, 32 Nov 1994 08:49:37 GMT",
                             "Sun, 06 Nov 1994 24:49:37 GMT",
                             "Sun, 06 Nov 1994 08:60:37 GMT",
                             "Sun, 06 Nov 1994 08:49:61 GMT",
                             "Sun, 06 Nov 199 08:49:37 GMT",
                             "Sun, 06 Nov 19945 08:49:37 GMT",
                             "Sun, 06 Nov 1994 08:49:37:11 GMT",
                             "Sun, 06 Nov 1994 :49:37 GMT",
                             "Sun, 06 Nov 1994 08: GMT",
                             "Sun, 06 Nov 1500 08:49:37 GMT",
                             "Sun, 06 Nov 1994 08:49:37 08:49:37",
                             "Sun, 06 Nov 1994 1995 08:49:37"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void HttpDateTest::refuses() {
    QFETCH(QByteArray, text);
    QVERIFY(!parse_http_date(text.toStdString()));
}

void HttpDateTest::writes() {
    QCOMPARE(format_http_date(784'111'777), std::string("Sun, 06 Nov 1994 08:49:37 GMT"));
    QCOMPARE(format_http_date(0), std::string("Thu, 01 Jan 1970 00:00:00 GMT"));
}

void HttpDateTest::readsWhatItWrites() {
    for (std::int64_t seconds = -5'000'000'000; seconds < 200'000'000'000; seconds += 98'765'431) {
        QCOMPARE(*parse_http_date(format_http_date(seconds)), seconds);
    }
}

SL_TEST_CLASS(HttpDateTest)
#include "http_date_test.moc"
