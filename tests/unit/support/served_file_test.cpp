#include "tests/support/served_file.h"

#include <QTest>

#include "tests/support/test_class.h"

using sluice::test::bytes_of;
using sluice::test::PatternSource;
using sluice::test::RecordedRequest;
using sluice::test::serve;
using sluice::test::ServedFile;

Q_DECLARE_METATYPE(std::string)

class ServedFileTest : public QObject {
    Q_OBJECT

  private slots:
    void patternIsTheSameAtAnyOffset() {
        const PatternSource source(3);
        const auto whole = bytes_of(source, 100);
        for (std::uint64_t offset = 0; offset < 20; ++offset) {
            std::string part(31, '\0');
            source.fill(offset, part);
            QVERIFY(part == whole.substr(offset, 31));
        }
        QVERIFY(whole != bytes_of(PatternSource(4), 100));
    }

    void hashesLikeSha256sum() {
        class Zeros : public sluice::test::ByteSource {
            void fill(std::uint64_t, std::span<char> into) const override { std::fill(into.begin(), into.end(), '\0'); }
        };
        QCOMPARE(sluice::test::sha256_of(Zeros(), 3 * 1024 * 1024),
                 std::string("bbd05cf6097ac9b1f89ea29d2542c1b7b67ee46848393895f5a9e43fa1f621e5"));
    }

    void answersConditionsAndRanges_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("range");
        QTest::addColumn<QString>("ifRange");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("contentRange");
        QTest::addColumn<quint64>("begin");
        QTest::addColumn<quint64>("length");
        const auto row = [](const char* name, const char* method, const char* range, const char* ifRange, int status,
                            const char* contentRange, quint64 begin, quint64 length) {
            QTest::newRow(name) << method << range << ifRange << status << contentRange << begin << length;
        };
        row("whole", "GET", "", "", 200, "", 0, 1000);
        row("first bytes", "GET", "bytes=0-99", "", 206, "bytes 0-99/1000", 0, 100);
        row("open end", "GET", "bytes=900-", "", 206, "bytes 900-999/1000", 900, 100);
        row("beyond the end", "GET", "bytes=900-5000", "", 206, "bytes 900-999/1000", 900, 100);
        row("suffix", "GET", "bytes=-1", "", 206, "bytes 999-999/1000", 999, 1);
        row("suffix longer than the file", "GET", "bytes=-5000", "", 206, "bytes 0-999/1000", 0, 1000);
        row("begins at the end", "GET", "bytes=1000-", "", 416, "bytes */1000", 0, 0);
        row("empty suffix", "GET", "bytes=-0", "", 416, "bytes */1000", 0, 0);
        row("backwards", "GET", "bytes=9-3", "", 200, "", 0, 1000);
        row("another unit", "GET", "lines=0-1", "", 200, "", 0, 1000);
        row("several", "GET", "bytes=0-1,5-6", "", 200, "", 0, 1000);
        row("same tag", "GET", "bytes=10-", "\"v1\"", 206, "bytes 10-999/1000", 10, 990);
        row("other tag", "GET", "bytes=10-", "\"v2\"", 200, "", 0, 1000);
        row("weak tag", "GET", "bytes=10-", "W/\"v1\"", 200, "", 0, 1000);
        row("same date", "GET", "bytes=10-", "Tue, 01 Jan 2030 00:00:00 GMT", 206, "bytes 10-999/1000", 10, 990);
        row("other date", "GET", "bytes=10-", "Wed, 02 Jan 2030 00:00:00 GMT", 200, "", 0, 1000);
        row("other method", "POST", "", "", 405, "", 0, 0);
    }
    void answersConditionsAndRanges() {
        QFETCH(const QString, method);
        QFETCH(const QString, range);
        QFETCH(const QString, ifRange);
        QFETCH(const int, status);
        QFETCH(const QString, contentRange);
        QFETCH(const quint64, begin);
        QFETCH(const quint64, length);
        ServedFile file;
        file.source = std::make_shared<PatternSource>(1);
        file.size = 1000;
        RecordedRequest request;
        request.method = method.toStdString();
        if (!range.isEmpty()) {
            request.headers.emplace_back("Range", range.toStdString());
        }
        if (!ifRange.isEmpty()) {
            request.headers.emplace_back("If-Range", ifRange.toStdString());
        }
        const auto reply = serve(file, request);
        const auto head = QString::fromStdString(reply.steps().at(0).bytes);
        QVERIFY(head.startsWith("HTTP/1.1 " + QString::number(status) + ' '));
        QCOMPARE(head.contains("\r\nContent-Range: "), !contentRange.isEmpty());
        QVERIFY(contentRange.isEmpty() || head.contains("\r\nContent-Range: " + contentRange + "\r\n"));
        if (status < 300) {
            QVERIFY(head.contains("\r\nContent-Length: " + QString::number(length) + "\r\n"));
            QVERIFY(head.contains("\r\nETag: \"v1\"\r\n"));
            QCOMPARE(reply.steps().at(1).offset, begin);
            QCOMPARE(reply.steps().at(1).length, length);
        }
    }

    void saysThatNothingChanged() {
        ServedFile file;
        file.source = std::make_shared<PatternSource>(1);
        file.size = 10;
        RecordedRequest request;
        request.method = "GET";
        request.headers.emplace_back("If-None-Match", "\"v1\"");
        QVERIFY(serve(file, request).steps().at(0).bytes.rfind("HTTP/1.1 304 ", 0) == 0);
        QCOMPARE(serve(file, request).steps().size(), std::size_t{1});
    }
};

SL_TEST_CLASS(ServedFileTest)
#include "served_file_test.moc"
