#include "tests/sim/sim_disk.h"

#include <QtTest>

#include <cerrno>

#include "tests/support/test_class.h"

namespace sluice::sim {

class SimDiskTest : public QObject {
    Q_OBJECT

    static void write(sys::File& file, std::uint64_t offset, const std::string& text) {
        QCOMPARE(file.write_at(offset, as_bytes(text)).state, sys::IoState::done);
    }

  private slots:
    void powerCutKeepsWhatWasFlushedAndWholeOldOrNewPagesOfTheRest() {
        bool lost = false;
        bool kept = false;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            SimLoop loop;
            SimDisk disk(loop, Rng(seed));
            int error = 0;
            const auto file = disk.open("/a", sys::OpenMode::create_new, error);
            write(*file, 0, std::string(4096, 'x'));
            QCOMPARE(file->flush(), 0);
            QCOMPARE(disk.flush_folder("/"), 0);
            write(*file, 4096, std::string(4096, 'y'));
            disk.power_cut();
            const std::string after = *disk.content("/a");
            QVERIFY(after.substr(0, 4096) == std::string(4096, 'x'));
            QVERIFY(after.size() == 4096 || after.substr(4096) == std::string(4096, 'y'));
            lost = lost || after.size() == 4096;
            kept = kept || after.size() == 8192;
        }
        QVERIFY(lost);
        QVERIFY(kept);
    }

    void processCrashKeepsWhatWasWrittenAndDropsLocks() {
        SimLoop loop;
        SimDisk disk(loop, Rng(1));
        int error = 0;
        const auto file = disk.open("/a", sys::OpenMode::create, error);
        const auto other = disk.open("/a", sys::OpenMode::read_write, error);
        write(*file, 0, "abc");
        QCOMPARE(file->lock(), 0);
        QCOMPARE(other->lock(), EAGAIN);
        disk.process_crash();
        QCOMPARE(other->lock(), 0);
        QCOMPARE(*disk.content("/a"), std::string("abc"));
    }

    void renameWithoutFlushOfTheFolderMayBeLost() {
        bool old_name = false;
        bool new_name = false;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            SimLoop loop;
            SimDisk disk(loop, Rng(seed));
            disk.put("/f/a", "1");
            QCOMPARE(disk.rename("/f/a", "/f/b", sys::Replace::no), 0);
            disk.power_cut();
            old_name = old_name || disk.content("/f/a").has_value();
            new_name = new_name || disk.content("/f/b").has_value();
            QVERIFY(disk.content("/f/a").has_value() != disk.content("/f/b").has_value());
        }
        QVERIFY(old_name);
        QVERIFY(new_name);
    }

    void fillsUp() {
        SimLoop loop;
        SimDisk disk(loop, Rng(1));
        disk.set_capacity(10);
        int error = 0;
        const auto file = disk.open("/a", sys::OpenMode::create, error);
        write(*file, 0, "12345678");
        QCOMPARE(file->write_at(8, as_bytes("1234")).error, ENOSPC);
        QCOMPARE(*disk.free_space("/"), std::uint64_t(0));
        QCOMPARE(file->allocate(100), ENOSPC);
    }

    void refusesDirectWritesThatAreNotAligned() {
        SimLoop loop;
        SimDisk disk(loop, Rng(1));
        int error = 0;
        const auto file = disk.open("/a", sys::OpenMode::create, error);
        QCOMPARE(file->direct_alignment(), std::size_t(0));
        alignas(512) static const std::byte block[1024]{};
        QCOMPARE(file->write_direct_at(0, Bytes(block)).error, EINVAL);
        disk.set_direct(512);
        QCOMPARE(file->direct_alignment(), std::size_t(512));
        QCOMPARE(file->write_direct_at(512, Bytes(block)).state, sys::IoState::done);
        QCOMPARE(file->write_direct_at(1, Bytes(block)).error, EINVAL);
        QCOMPARE(file->write_direct_at(0, Bytes(block).first(100)).error, EINVAL);
        QCOMPARE(file->write_direct_at(0, Bytes(block).subspan(1, 512)).error, EINVAL);
        QCOMPARE(disk.misaligned_writes(), std::uint64_t(4));
        disk.refuse_direct_after(1);
        QCOMPARE(file->write_direct_at(0, Bytes(block)).state, sys::IoState::done);
        QCOMPARE(file->write_direct_at(0, Bytes(block)).error, EINVAL);
        QCOMPARE(file->write_direct_at(0, Bytes(block)).error, EINVAL);
        QCOMPARE(disk.direct_bytes(), std::uint64_t(2048));
    }

    void failsTheChosenOperation() {
        SimLoop loop;
        SimDisk disk(loop, Rng(1));
        int error = 0;
        const auto file = disk.open("/a", sys::OpenMode::create, error);
        disk.fail_after(1, EIO);
        write(*file, 0, "1");
        QCOMPARE(file->flush(), EIO);
        QCOMPARE(file->flush(), 0);
    }

    void neverReplacesUnlessTold() {
        SimLoop loop;
        SimDisk disk(loop, Rng(1));
        disk.put("/a", "1");
        disk.put("/b", "2");
        QCOMPARE(disk.rename("/a", "/b", sys::Replace::no), EEXIST);
        QCOMPARE(disk.rename("/a", "/b", sys::Replace::yes), 0);
        QCOMPARE(*disk.content("/b"), std::string("1"));
        QCOMPARE(disk.rename("/a", "/c", sys::Replace::no), ENOENT);
    }
};
SL_TEST_CLASS(SimDiskTest)

}  // namespace sluice::sim

#include "sim_disk_test.moc"
