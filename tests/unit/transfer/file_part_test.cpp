#include "engine/transfer/file_part.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice;
using sluice::transfer::file_part;
using sluice::transfer::meets_condition;

class FilePartTest : public QObject {
    Q_OBJECT

  private slots:
    void findsThePart_data() {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<qint64>("resume");
        QTest::addColumn<quint64>("first");
        QTest::addColumn<quint64>("length");
        const auto row = [](const char* range, qint64 resume, quint64 first, quint64 length) {
            QTest::addRow("%s from %lld", range, static_cast<long long>(resume))
                << QByteArray(range) << resume << first << length;
        };
        row("", 0, 0, 100);
        row("0-99", 0, 0, 100);
        row("0-0", 0, 0, 1);
        row("10-19", 0, 10, 10);
        row("10-", 0, 10, 90);
        row("99-", 0, 99, 1);
        row("100-", 0, 100, 0);
        row("100-200", 0, 100, 0);
        row("90-1000", 0, 90, 10);
        row("-1", 0, 99, 1);
        row("-100", 0, 0, 100);
        row("-1000", 0, 0, 100);
        row("", 40, 40, 60);
        row("", 100, 100, 0);
        row("1-2", 40, 40, 60);
    }
    void findsThePart() {
        QFETCH(QByteArray, range);
        QFETCH(qint64, resume);
        RequestOptions wanted;
        wanted.range = range.toStdString();
        wanted.resume_from = resume;
        const auto part = file_part(wanted, 100);
        QVERIFY(part.has_value());
        QTEST(quint64(part->first), "first");
        QTEST(quint64(part->length), "length");
    }

    void refuses_data() {
        QTest::addColumn<QByteArray>("range");
        QTest::addColumn<qint64>("resume");
        QTest::addColumn<int>("code");
        const auto row = [](const char* range, qint64 resume, Code code) {
            QTest::addRow("%s from %lld", range, static_cast<long long>(resume))
                << QByteArray(range) << resume << static_cast<int>(code);
        };
        row("20-10", 0, Code::range_error);
        row("-0", 0, Code::range_error);
        row("-", 0, Code::range_error);
        row("a-b", 0, Code::range_error);
        row("0-1,3-4", 0, Code::range_error);
        row("101-", 0, Code::bad_download_resume);
        row("101-200", 0, Code::bad_download_resume);
        row("", 101, Code::bad_download_resume);
    }
    void refuses() {
        QFETCH(QByteArray, range);
        QFETCH(qint64, resume);
        RequestOptions wanted;
        wanted.range = range.toStdString();
        wanted.resume_from = resume;
        const auto part = file_part(wanted, 100);
        QVERIFY(!part);
        QTEST(static_cast<int>(part.error().code), "code");
        QVERIFY(!part.error().text().empty());
    }

    void judgesTimes_data() {
        QTest::addColumn<int>("condition");
        QTest::addColumn<qint64>("asked");
        QTest::addColumn<bool>("met");
        const auto row = [](const char* name, TimeCondition condition, qint64 asked, bool met) {
            QTest::newRow(name) << static_cast<int>(condition) << asked << met;
        };
        row("none", TimeCondition::none, 2000, true);
        row("changed since, newer", TimeCondition::if_modified_since, 999, true);
        row("changed since, same", TimeCondition::if_modified_since, 1000, false);
        row("changed since, older", TimeCondition::if_modified_since, 1001, false);
        row("changed since, no time", TimeCondition::if_modified_since, 0, true);
        row("unchanged since, newer", TimeCondition::if_unmodified_since, 999, false);
        row("unchanged since, same", TimeCondition::if_unmodified_since, 1000, false);
        row("unchanged since, older", TimeCondition::if_unmodified_since, 1001, true);
        row("unchanged since, no time", TimeCondition::if_unmodified_since, 0, true);
    }
    void judgesTimes() {
        QFETCH(int, condition);
        QFETCH(qint64, asked);
        RequestOptions wanted;
        wanted.time_condition = static_cast<TimeCondition>(condition);
        wanted.time_value = asked;
        QTEST(meets_condition(wanted, 1000), "met");
    }
};

SL_TEST_CLASS(FilePartTest)
#include "file_part_test.moc"
