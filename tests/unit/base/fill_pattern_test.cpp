#include <QTest>

#include <cerrno>

#include "engine/base/kinds.h"
#include "engine/base/result.h"
#include "tests/support/test_class.h"

using sluice::ErrorArgs;
using sluice::Kind;

class FillPatternTest : public QObject {
    Q_OBJECT

  private slots:
    void fills_data();
    void fills();
    void leavesOutWhatIsUnknown_data();
    void leavesOutWhatIsUnknown();
    void formatsTimes_data();
    void formatsTimes();
    void namesTheSystemsError();
    void survivesBrokenPatterns();
};

namespace {

std::string fill(const char* pattern, ErrorArgs args = {}, int os_errno = 0) {
    return sluice::base::fill_pattern(pattern, sluice::fail(Kind::internal, std::move(args), os_errno).value());
}

}  // namespace

void FillPatternTest::fills_data() {
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* pattern, const char* text) {
        QTest::newRow(pattern) << QByteArray(pattern) << QByteArray(text);
    };
    row("{host} {address} {file} {detail} {status}", "h a f d 404");
    row("{bytes}", "1.5 MiB");
    row("{limit}", "3.0 MiB");
    row("{count}", "3145728");
    row("{progress}", "1.5 of 3.0 MiB");
    row("{percent} %", "50 %");
    row("{seconds} s", "90 s");
    row("{time}", "90 s");
    row("{detail|x}[ by {host}]!", "d by h!");
}

void FillPatternTest::fills() {
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    const ErrorArgs args{.host = "h",
                         .address = "a",
                         .file = "f",
                         .detail = "d",
                         .bytes = 3 << 19,
                         .limit = 3 << 20,
                         .milliseconds = 90'000,
                         .status = 404};
    QCOMPARE(QByteArray::fromStdString(fill(pattern.constData(), args)), text);
    QCOMPARE(fill("{short} short", {.bytes = 3 << 20, .limit = 1 << 20}), std::string("2.0 MiB short"));
    QCOMPARE(fill("{bytes} {progress}", {.bytes = 512, .limit = 600}), std::string("512 B 512 of 600 B"));
}

void FillPatternTest::leavesOutWhatIsUnknown_data() {
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* pattern, const char* text) {
        QTest::newRow(pattern) << QByteArray(pattern) << QByteArray(text);
    };
    row("a[ by {address}] b", "a b");
    row("a[ by {address} of {host}] b", "a b");
    row("a[ always] b", "a always b");
    row("{detail|something else}", "something else");
    row("{detail|}x", "x");
    row("[{short}][{percent}][{progress}][{bytes}][{limit}][{count}][{seconds}][{time}][{status}][{os}][{file}].", ".");
    row("[{nonsense}].", ".");
}

void FillPatternTest::leavesOutWhatIsUnknown() {
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(fill(pattern.constData())), text);
    // Nothing is short if there is enough, and nothing has no percentage.
    QCOMPARE(fill("a[ {short}]", {.bytes = 1, .limit = 2}), std::string("a"));
    QCOMPARE(fill("a[ {percent}]", {.bytes = 0, .limit = 0}), std::string("a"));
}

void FillPatternTest::formatsTimes_data() {
    QTest::addColumn<int>("milliseconds");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("ms") << 200 << QByteArray("200 ms");
    QTest::newRow("s") << 30'000 << QByteArray("30 s");
    QTest::newRow("rounded") << 1'500 << QByteArray("2 s");
    QTest::newRow("min") << 120'000 << QByteArray("2 min");
    QTest::newRow("h") << 6 * 3600 * 1000 << QByteArray("6 h");
    QTest::newRow("zero") << 0 << QByteArray("0 ms");
}

void FillPatternTest::formatsTimes() {
    QFETCH(int, milliseconds);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(fill("{time}", {.milliseconds = milliseconds})), text);
}

void FillPatternTest::namesTheSystemsError() {
    QCOMPARE(fill("failed[: {os}]", {}, ENOSPC), std::string("failed: No space left on device"));
}

void FillPatternTest::survivesBrokenPatterns() {
    QCOMPARE(fill("a[b"), std::string("ab"));
    QCOMPARE(fill("a{b"), std::string("a{b"));
    QCOMPARE(fill("a]b}"), std::string("a]b}"));
    QCOMPARE(fill(""), std::string());
    QCOMPARE(fill("{host}"), std::string());
}

SL_TEST_CLASS(FillPatternTest)
#include "fill_pattern_test.moc"
