#include "engine/http/retry_after.h"

#include <QTest>

#include "tests/support/test_class.h"

class RetryAfterTest : public QObject {
    Q_OBJECT

  private slots:
    void reads_data();
    void reads();
};

void RetryAfterTest::reads_data() {
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("seconds");
    const auto row = [](const char* value, qint64 seconds) { QTest::newRow(value) << QByteArray(value) << seconds; };
    row("120", 120);
    row(" 0 ", 0);
    row("21600", 21'600);
    row("21601", 21'600);
    row("99999999999999999999999", 21'600);
    row("Sun, 06 Nov 1994 08:49:37 GMT", 37);
    row("Sun, 06 Nov 1994 08:00:00 GMT", 0);
    row("Sun, 06 Nov 2094 08:49:37 GMT", 21'600);
    row("", -1);
    row("-5", -1);
    row("1.5", -1);
    row("soon", -1);
}

void RetryAfterTest::reads() {
    QFETCH(QByteArray, value);
    QFETCH(qint64, seconds);
    const auto parsed = sluice::http::parse_retry_after(value.toStdString(), 784'111'740);
    QCOMPARE(qint64(parsed.value_or(-1)), seconds);
}

SL_TEST_CLASS(RetryAfterTest)
#include "retry_after_test.moc"
