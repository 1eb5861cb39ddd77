#include "engine/cli/upload_source.h"

#include <QTemporaryDir>
#include <QtTest>

#include "engine/base/bytes.h"
#include "tests/support/test_class.h"

namespace sluice::cli {

class UploadSourceTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::string make(const QByteArray& content) {
        QFile file(folder_.filePath("f"));
        static_cast<void>(file.open(QIODevice::WriteOnly));
        file.write(content);
        return file.fileName().toStdString();
    }
    static std::string all(UploadSource& source, std::size_t piece) {
        std::string text;
        for (;;) {
            std::vector<std::byte> buffer(piece);
            const ReadResult result = source.read(buffer);
            if (result.what != ReadResult::What::data || result.bytes == 0) {
                return text;
            }
            text += as_text(Bytes(buffer).first(result.bytes));
        }
    }

  private slots:
    void readsAFileAndBeginsAgain() {
        const auto source = UploadSource::open(make("abcdef"), false, {});
        QCOMPARE(source->size(), std::int64_t(6));
        QCOMPARE(all(*source, 4), std::string("abcdef"));
        QVERIFY(source->seek(2) == SeekVerdict::ok);
        QCOMPARE(all(*source, 100), std::string("cdef"));
    }

    void makesLineEndsLong_data() {
        QTest::addColumn<int>("piece");
        for (const int piece : {2, 3, 5, 100}) {
            QTest::addRow("%d", piece) << piece;
        }
    }
    void makesLineEndsLong() {
        QFETCH(int, piece);
        const auto source = UploadSource::open(make("a\nb\r\n\nc"), true, {});
        QCOMPARE(source->size(), std::int64_t(-1));
        QCOMPARE(all(*source, std::size_t(piece)), std::string("a\r\nb\r\n\r\nc"));
        QVERIFY(source->seek(0) == SeekVerdict::ok);
        QCOMPARE(all(*source, std::size_t(piece)), std::string("a\r\nb\r\n\r\nc"));
        QVERIFY(source->seek(3) == SeekVerdict::cannot_seek);
    }

    void missingFileIsNone() { QVERIFY(UploadSource::open("/nonexistent/x", false, {}) == nullptr); }
};
SL_TEST_CLASS(UploadSourceTest)

}  // namespace sluice::cli

#include "upload_source_test.moc"
