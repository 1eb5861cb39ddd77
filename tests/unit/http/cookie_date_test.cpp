#include "engine/http/cookie_date.h"

#include <QTest>

#include "engine/http/http_date.h"
#include "tests/support/test_class.h"

using sluice::http::format_http_date;
using sluice::http::parse_cookie_date;

/// The dates are those of the test suite that the HTTP State working group published with RFC 6265 ("bsd-examples" and
/// "examples"), plus the edges of each range.
class CookieDateTest : public QObject {
    Q_OBJECT

  private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
};

void CookieDateTest::reads_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("means");
    const auto row = [](const char* text, const char* means) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(means);
    };
    constexpr const char* april = "Sat, 15 Apr 2017 21:01:22 GMT";
    constexpr const char* thursday = "Wed, 18 Apr 2007 22:50:12 GMT";
    row("Mon, 10-Dec-2007 17:02:24 GMT", "Mon, 10 Dec 2007 17:02:24 GMT");
    row("Wed, 09 Dec 2009 16:27:23 GMT", "Wed, 09 Dec 2009 16:27:23 GMT");
    row("Thursday, 01-Jan-1970 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT");
    row("Mon Dec 24 16:32:39 1977 GMT", "Sat, 24 Dec 1977 16:32:39 GMT");
    row("Thu, 19-Apr-2007 16:00:00 GMT", "Thu, 19 Apr 2007 16:00:00 GMT");
    row("Wed, 25 Apr 2007 21:02:13 GMT", "Wed, 25 Apr 2007 21:02:13 GMT");
    row("Thu, 19/Apr\\2007 16:00:00 GMT", "Thu, 19 Apr 2007 16:00:00 GMT");
    row("Fri, 1 Jan 2010 01:01:50 GMT", "Fri, 01 Jan 2010 01:01:50 GMT");
    row("Wednesday, 1-Jan-2003 00:00:00 GMT", "Wed, 01 Jan 2003 00:00:00 GMT");
    row(", 1-Jan-2003 00:00:00 GMT", "Wed, 01 Jan 2003 00:00:00 GMT");
    row(" 1-Jan-2003 00:00:00 GMT", "Wed, 01 Jan 2003 00:00:00 GMT");
    row("Wed,18-Apr-07 22:50:12 GMT", thursday);
    row("WillyWonka  , 18-Apr-07 22:50:12 GMT", thursday);
    row("WillyWonka  ,  18-apr-07   22:50:12", thursday);
    row("Mon, 18-Apr-1977 22:50:13 GMT", "Mon, 18 Apr 1977 22:50:13 GMT");
    row("Mon, 18-Apr-77 22:50:13 GMT", "Mon, 18 Apr 1977 22:50:13 GMT");
    row("\"Sat, 15-Apr-17\\\"21:01:22\\\"GMT\"", april);
    row("Partyday, 18- April-07 22:50:12", thursday);
    row("Partyday, 18 - Apri-07 22:50:12", thursday);
    row("Wednes, 1-Januar-2003 00:00:00 GMT", "Wed, 01 Jan 2003 00:00:00 GMT");
    row("Sat, 15-Apr-17 21:01:22", april);
    row("Sat, 15-Apr-17 21:01:22 GMT-2", april);
    row("Sat, 15-Apr-17 21:01:22 GMT-0400 (EDT)", april);
    row("Sat, 15-Apr-17 21:01:22 -0400", april);
    row("Sat, 15-Apr-17 21:01:22 11:22:33", april);
    row("Sat, 15-Apr-17 ::00 21:01:22", april);
    row("Sat, 15-Apr-17 boink:z 21:01:22", april);
    row("Sat, 15-Apr-17 91:22:33 21:01:22", nullptr);
    row("Thu Apr 18 22:50:12 2007 GMT", thursday);
    row("22:50:12 Thu Apr 18 2007 GMT", thursday);
    row("Thu Apr 22:50:12 18 2007 GMT", thursday);
    row("Thu Apr 18 2007 GMT 22:50:12", thursday);
    row("15-Sat, Apr-17 21:01:22 GMT", april);
    row("15-Sat, Apr 21:01:22 GMT 2017", april);
    row("15 17 Apr 21:01:22", april);
    row("Apr 15 17 21:01:22", april);
    row("2017 April 15 21:01:22", april);
    row("98 April 17 21:01:22", nullptr);
    row("Sat, 15-Apr-17 9:1:2", "Sat, 15 Apr 2017 09:01:02 GMT");
    row("1 jan 69 0:0:0", "Tue, 01 Jan 2069 00:00:00 GMT");
    row("1 jan 70 0:0:0", "Thu, 01 Jan 1970 00:00:00 GMT");
    row("29 feb 2024 23:59:59", "Thu, 29 Feb 2024 23:59:59 GMT");
    row("1 jan 1601 0:0:0", "Mon, 01 Jan 1601 00:00:00 GMT");
    row("31 dec 9999 23:59:59", "Fri, 31 Dec 9999 23:59:59 GMT");
    row("1x jan 2020y 01:02:03z", "Wed, 01 Jan 2020 01:02:03 GMT");
}

void CookieDateTest::reads() {
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, means);
    const auto date = parse_cookie_date(text.toStdString());
    QCOMPARE(QByteArray::fromStdString(date ? format_http_date(*date) : std::string()), means);
}

void CookieDateTest::refuses_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",
                             "*",
                             "IAintNoDateFool",
                             "Thu, 01 Jan 1970",
                             "Jan 1970 00:00:00",
                             "01 1970 00:00:00",
                             "01 Jan 00:00:00",
                             "Thu, 012-Aug-2008 20:49:07 GMT",
                             "Thu, 999999999999-Aug-2007 20:49:07 GMT",
                             "Thu, 12-Aug-31841 20:49:07 GMT",
                             "Thu, 12-Aug-9999999999 20:49:07 GMT",
                             "Thu, 12-Aug-2007 20:61:99999999999 GMT",
                             "0 jan 2020 01:02:03",
                             "32 jan 2020 01:02:03",
                             "29 feb 2023 01:02:03",
                             "1 jan 1600 01:02:03",
                             "1 jan 2020 24:00:00",
                             "1 jan 2020 00:60:00",
                             "1 jan 2020 00:00:60",
                             "1 jan 2020 01:02",
                             "1 jan 2 01:02:03",
                             "1 foo 2020 01:02:03"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void CookieDateTest::refuses() {
    QFETCH(QByteArray, text);
    QVERIFY(!parse_cookie_date(text.toStdString()));
}

SL_TEST_CLASS(CookieDateTest)
#include "cookie_date_test.moc"
