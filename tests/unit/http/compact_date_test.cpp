#include "engine/http/compact_date.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::http;

class CompactDateTest : public QObject {
    Q_OBJECT

  private slots:
    void readsWhatItWrites();
    void readsOtherDatesToo();
    void refuses_data();
    void refuses();
    void addsWithoutOverflow();
};

void CompactDateTest::readsWhatItWrites() {
    QCOMPARE(parse_compact_date("20191231 10:00:00").value_or(-1), std::int64_t(1'577'786'400));
    QCOMPARE(format_compact_date(1'577'786'400), std::string("20191231 10:00:00"));
    QCOMPARE(format_compact_date(0), std::string("19700101 00:00:00"));
    QCOMPARE(format_compact_date(-5), std::string("19700101 00:00:00"));
    QCOMPARE(format_compact_date(never), std::string("99991231 23:59:59"));
}

void CompactDateTest::readsOtherDatesToo() {
    QCOMPARE(parse_compact_date(" Tue, 31 Dec 2019 10:00:00 GMT ").value_or(-1), std::int64_t(1'577'786'400));
    QCOMPARE(parse_compact_date("20161231 23:59:60").value_or(-1), std::int64_t(1'483'228'800));
}

void CompactDateTest::refuses_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"", "20191331 10:00:00", "20190231 10:00:00", "20191231 24:00:00", "20191231 10:60:00", "20191231 10:00:61",
          "20191231T10:00:00", "2019123x 10:00:00", "20191231 10-00-00", "20191200 10:00:00", "never"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void CompactDateTest::refuses() {
    QFETCH(QByteArray, text);
    QVERIFY(!parse_compact_date(text.toStdString()));
}

void CompactDateTest::addsWithoutOverflow() {
    QCOMPARE(later(100, 50), std::int64_t(150));
    QCOMPARE(later(100, UINT64_MAX), never);
    QCOMPARE(later(100, static_cast<std::uint64_t>(never)), never);
    QCOMPARE(later(1, static_cast<std::uint64_t>(never - 2)), never - 1);
}

SL_TEST_CLASS(CompactDateTest)
#include "compact_date_test.moc"
