#include "engine/http/range.h"

#include <QTest>

#include "tests/support/test_class.h"

using sluice::Kind;
using sluice::http::parse_content_range;
using sluice::http::parse_request_ranges;
using sluice::http::RequestRange;

class RangeTest : public QObject {
    Q_OBJECT

  private slots:
    void readsRequestRanges();
    void refusesRequestRanges_data();
    void refusesRequestRanges();
    void readsContentRanges_data();
    void readsContentRanges();
    void refusesContentRanges_data();
    void refusesContentRanges();
};

void RangeTest::readsRequestRanges() {
    QCOMPARE(*parse_request_ranges("0-199"), (std::vector<RequestRange>{{0, 199}}));
    QCOMPARE(*parse_request_ranges("200-"), (std::vector<RequestRange>{{200, std::nullopt}}));
    QCOMPARE(*parse_request_ranges("-50"), (std::vector<RequestRange>{{std::nullopt, 50}}));
    QCOMPARE(*parse_request_ranges("5-5"), (std::vector<RequestRange>{{5, 5}}));
    QCOMPARE(*parse_request_ranges("0-1, 3-4,-1"), (std::vector<RequestRange>{{0, 1}, {3, 4}, {std::nullopt, 1}}));
    QCOMPARE(*parse_request_ranges("0-9223372036854775807"), (std::vector<RequestRange>{{0, 9223372036854775807ULL}}));
}

void RangeTest::refusesRequestRanges_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", ",", "5", "-", "-0", "2-1", "1000-199", "0-199,1000-199", "a-b", "1-b", "a-1", "1--2",
                             "--1", "0x1-2", "1-2-3", "bytes=0-1", "0-9223372036854775808", "+1-2"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void RangeTest::refusesRequestRanges() {
    QFETCH(QByteArray, text);
    const auto ranges = parse_request_ranges(text.toStdString());
    QVERIFY(!ranges);
    QVERIFY(ranges.error().kind == Kind::range_malformed);
    QVERIFY(ranges.error().code == sluice::Code::range_error);
}

void RangeTest::readsContentRanges_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("last");
    QTest::addColumn<qint64>("complete");
    const auto row = [](const char* text, qint64 first, qint64 last, qint64 complete) {
        QTest::newRow(text) << QByteArray(text) << first << last << complete;
    };
    row("bytes 0-99/200", 0, 99, 200);
    row("bytes 100-199/200", 100, 199, 200);
    row("bytes 0-0/1", 0, 0, 1);
    row("bytes 5-9/*", 5, 9, -1);
    row("bytes */200", -1, -1, 200);
    row("bytes */0", -1, -1, 0);
    row("BYTES 1-2/3", 1, 2, 3);
    row("  bytes  1 - 2 / 3 ", 1, 2, 3);
    row("bytes=1-2/3", 1, 2, 3);
    row("bytes: 1-2/3", 1, 2, 3);
    row("bytes\t1-2/3", 1, 2, 3);
}

void RangeTest::readsContentRanges() {
    QFETCH(QByteArray, text);
    const auto range = parse_content_range(text.toStdString());
    QVERIFY(range.has_value());
    const auto value = [](std::optional<std::uint64_t> number) { return number ? qint64(*number) : qint64(-1); };
    QTEST(value(range->first), "first");
    QTEST(value(range->last), "last");
    QTEST(value(range->complete), "complete");
}

void RangeTest::refusesContentRanges_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "bytes", "bytes ", "0-1/2", "bytes0-1/2", "items 0-1/2", "bytes 0-1", "bytes 0/2",
                             "bytes 2-1/3", "bytes 0-3/3", "bytes 0-5/3", "bytes */*", "bytes -1/3", "bytes 1-/3",
                             "bytes a-b/c", "bytes 0-1/", "bytes 0-1/-3", "bytes 0-9223372036854775808/*"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void RangeTest::refusesContentRanges() {
    QFETCH(QByteArray, text);
    const auto range = parse_content_range(text.toStdString());
    QVERIFY(!range);
    QVERIFY(range.error().kind == Kind::http_range_wrong);
}

SL_TEST_CLASS(RangeTest)
#include "range_test.moc"
