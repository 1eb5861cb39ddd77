#include "engine/cli/trace_writer.h"

#include <QtTest>

#include <cstdlib>

#include "engine/base/bytes.h"
#include "tests/support/test_class.h"

namespace sluice::cli {

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
        char* buffer = nullptr;
        std::size_t size = 0;
        std::FILE* file = open_memstream(&buffer, &size);
        TraceWriter writer(file, curl::TraceStyle(style), nullptr);
        writer.write(
            {TraceKind::data_in, as_bytes(std::string_view(data.constData(), std::size_t(data.size()))), 0, 0});
        std::fclose(file);
        const QByteArray written(buffer, int(size));
        std::free(buffer);
        QTEST(written, "text");
    }
};
SL_TEST_CLASS(TraceWriterTest)

}  // namespace sluice::cli

#include "trace_writer_test.moc"
