#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>

#include <cerrno>
#include <cstdint>

#include "engine/sys/large_memory.h"
#include "engine/sys/posix_disk.h"
#include "tests/support/test_class.h"

namespace sluice::sys {

class DirectFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_{SLUICE_BIN_DIR "/direct-XXXXXX"};  // on a disk, which /tmp need not be
    PosixDisk disk_;

    std::shared_ptr<File> open(const QString& path, OpenMode mode = OpenMode::create_empty) {
        int error = 0;
        return disk_.open(path.toStdString(), mode, error);
    }
    static LargeMemory pattern(std::size_t size) {
        LargeMemory memory(size);
        for (std::size_t i = 0; i < size; ++i) {
            memory.bytes()[i] = static_cast<std::byte>(i * 7 + i / 256);
        }
        return memory;
    }

  private slots:
    void writesWhatItIsGivenBesideThePageCache() {
        const auto file = open(folder_.filePath("file"));
        const std::size_t alignment = file->direct_alignment();
        if (alignment == 0) {
            QSKIP("the file system of the build folder has no direct writes");
        }
        QVERIFY(alignment >= 4096);
        QCOMPARE(alignment & (alignment - 1), std::size_t(0));
        const LargeMemory memory = pattern(16 * alignment);
        const Bytes bytes = memory.bytes();
        QCOMPARE(file->write_at(alignment, bytes.subspan(alignment, 10)).state,
                 IoState::done);  // cached, then replaced
        const IoResult written = file->write_direct_at(alignment, bytes.subspan(alignment, 14 * alignment));
        QCOMPARE(written.state, IoState::done);
        QCOMPARE(written.bytes, 14 * alignment);
        QCOMPARE(file->write_at(0, bytes.first(alignment)).state, IoState::done);
        QCOMPARE(file->write_at(15 * alignment, bytes.subspan(15 * alignment, 5)).state, IoState::done);
        QFile read(folder_.filePath("file"));
        QVERIFY(read.open(QIODevice::ReadOnly));
        const QByteArray content = read.readAll();
        QCOMPARE(content.size(), qsizetype(15 * alignment + 5));
        QVERIFY(std::memcmp(content.constData(), bytes.data(), 15 * alignment + 5) == 0);
    }

    void refusesWhatIsNotAligned() {
        const auto file = open(folder_.filePath("odd"));
        if (file->direct_alignment() == 0) {
            QSKIP("the file system of the build folder has no direct writes");
        }
        const LargeMemory memory = pattern(8192);
        QCOMPARE(file->write_direct_at(0, Bytes(memory.bytes()).first(100)).error, EINVAL);
        QCOMPARE(file->write_direct_at(100, Bytes(memory.bytes()).first(4096)).error, EINVAL);
        QCOMPARE(*file->size(), std::uint64_t(0));
    }

    void hasNoDirectWritesWhereTheyMakeNoSense_data() {
        QTest::addColumn<QString>("path");
        QTest::newRow("a device") << "/dev/null";
        QTest::newRow("memory") << "/dev/shm/sluice-direct-test";
        QTest::newRow("a pipe") << folder_.filePath("pipe");
    }
    void hasNoDirectWritesWhereTheyMakeNoSense() {
        QFETCH(QString, path);
        if (path.endsWith("pipe")) {
            QCOMPARE(::mkfifo(path.toLocal8Bit().constData(), 0600), 0);
        }
        const auto file = open(path, OpenMode::create);
        if (path.startsWith("/dev/shm")) {
            QFile::remove(path);
        }
        if (!file) {
            QSKIP("it cannot be opened here");
        }
        QCOMPARE(file->direct_alignment(), std::size_t(0));
        const LargeMemory memory = pattern(4096);
        QCOMPARE(file->write_direct_at(0, memory.bytes()).error, EINVAL);
    }

    void refusesDirectWritesThatNobodyAskedFor() {
        const auto file = open(folder_.filePath("unasked"));
        const LargeMemory memory = pattern(4096);
        QCOMPARE(file->write_direct_at(0, memory.bytes()).error, EINVAL);
    }
};
SL_TEST_CLASS(DirectFileTest)

}  // namespace sluice::sys

#include "direct_file_test.moc"
