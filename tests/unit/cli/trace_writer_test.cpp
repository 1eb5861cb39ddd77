#include "engine/cli/trace_writer.h"

#include <QRegularExpression>
#include <QtTest>

#include <cstdlib>

#include "engine/base/bytes.h"
#include "tests/support/test_class.h"

namespace sluice::cli {
namespace {

QByteArray written(const curl::TracePlan& plan, const std::vector<TraceEvent>& events, bool data_lines = true) {
    char* buffer = nullptr;
    std::size_t size = 0;
    std::FILE* file = open_memstream(&buffer, &size);
    TraceWriter writer(
        file, plan, [] { return std::int64_t(1'700'000'000'000'123); }, data_lines);
    for (const TraceEvent& event : events) {
        writer.write(event);
    }
    std::fclose(file);
    const QByteArray text(buffer, int(size));
    std::free(buffer);
    return text;
}

}  // namespace

class TraceWriterTest : public QObject {
    Q_OBJECT

  private slots:
    void dumpsRows_data() {
        QTest::addColumn<int>("style");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("hex") << int(curl::TraceStyle::hex) << QByteArray("hello\r\n")
                             << QByteArray("<= Recv data, 7 bytes (0x7)\n0000: 68 65 6c 6c 6f 0d 0a " +
                                           QByteArray(27, ' ') + "hello..\n");
        QTest::newRow("ascii") << int(curl::TraceStyle::ascii) << QByteArray("a\r\nb\n")
                               << QByteArray("<= Recv data, 5 bytes (0x5)\n0000: a\n0003: b.\n");
        QTest::newRow("verbose") << int(curl::TraceStyle::verbose) << QByteArray("abc")
                                 << QByteArray("{ [3 bytes data]\n");
    }
    void dumpsRows() {
        QFETCH(int, style);
        QFETCH(QByteArray, data);
        curl::TracePlan plan;
        plan.style = curl::TraceStyle(style);
        const std::string bytes = data.toStdString();
        QTEST(written(plan, {{TraceKind::data_in, as_bytes(bytes), 0, 0}}), "text");
    }

    void verboseMarksLines() {
        curl::TracePlan plan;
        plan.style = curl::TraceStyle::verbose;
        const auto event = [](TraceKind kind, std::string_view text) { return TraceEvent{kind, as_bytes(text), 3, 1}; };
        QCOMPARE(
            written(plan,
                    {event(TraceKind::text, "hello"), event(TraceKind::header_out, "GET / HTTP/1.1\r\nA: b\r\n\r\n"),
                     event(TraceKind::header_in, "HTTP/1.1 200 OK\r\n"), event(TraceKind::data_in, "abc"),
                     event(TraceKind::data_in, "de"), event(TraceKind::text, "bye\n")}),
            QByteArray("* hello\n> GET / HTTP/1.1\r\n> A: b\r\n> \r\n< HTTP/1.1 200 OK\r\n{ [3 bytes data]\n* bye\n"));
    }

    void tellsTimesAndNumbers() {
        curl::TracePlan plan;
        plan.style = curl::TraceStyle::verbose;
        plan.ids = true;
        const TraceEvent known{TraceKind::text, as_bytes("a"), 3, 1};
        const TraceEvent unknown{TraceKind::text, as_bytes("b"), 3, -1};
        QCOMPARE(written(plan, {known, unknown}), QByteArray("[3-1] * a\n[3-x] * b\n"));
        plan.time = true;
        const QByteArray timed = written(plan, {known});
        QVERIFY(QRegularExpression("^\\d\\d:\\d\\d:\\d\\d\\.000123 \\[3-1\\] \\* a\n$").match(timed).hasMatch());
    }

    void bodiesOnTheSameTerminalAreNotTold() {
        curl::TracePlan plan;
        plan.style = curl::TraceStyle::verbose;
        QCOMPARE(written(plan, {{TraceKind::data_in, as_bytes("abc"), 0, 0}}, false), QByteArray());
    }
};
SL_TEST_CLASS(TraceWriterTest)

}  // namespace sluice::cli

#include "trace_writer_test.moc"
