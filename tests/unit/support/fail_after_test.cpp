#include "tests/support/fail_after.h"

#include <QTemporaryDir>
#include <QTest>

#include <cerrno>

#include "engine/sys/real_world.h"
#include "tests/support/borrowed_world.h"
#include "tests/support/test_class.h"

using namespace sluice;
using test::FailAfter;
using test::FailingDisk;
using test::FailingNetwork;

class FailAfterTest : public QObject {
    Q_OBJECT

  private slots:
    void failsOneOperation() {
        FailAfter failure(2, ENOSPC);
        QCOMPARE(failure.next(), 0);
        QVERIFY(!failure.happened());
        QCOMPARE(failure.next(), ENOSPC);
        QCOMPARE(failure.next(), 0);
        QVERIFY(failure.happened());
        QCOMPARE(failure.count(), 3);
    }

    void failsThatAndAllLater() {
        FailAfter failure(2, EIO, FailAfter::Once::no);
        QCOMPARE(failure.next(), 0);
        QCOMPARE(failure.next(), EIO);
        QCOMPARE(failure.next(), EIO);
    }

    void risesUntilNothingFailsAnyMore() {
        QList<int> failed_at;
        const int failures = test::for_rising_failures(EIO, [&](FailAfter& failure) {
            for (int i = 1; i <= 3; ++i) {
                if (failure.next() != 0) {
                    failed_at << i;
                    return;
                }
            }
        });
        QCOMPARE(failures, 3);
        QCOMPARE(failed_at, (QList<int>{1, 2, 3}));
    }

    void diskFailsAtEachOfItsOperations() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("file").toStdString();
        sys::RealWorld world;
        int whole_runs = 0;
        const int failures = test::for_rising_failures(ENOSPC, [&](FailAfter& failure) {
            FailingDisk disk(world.disk(), failure);
            int error = 0;
            const auto file = disk.open(path, sys::OpenMode::create_empty, error);
            if (!file) {
                QCOMPARE(error, ENOSPC);
                return;
            }
            const auto written = file->write_at(0, as_bytes("abc"));
            if (written.state == sys::IoState::failed) {
                QCOMPARE(written.error, ENOSPC);
                QCOMPARE(file->size(), std::optional<std::uint64_t>(0));
                return;
            }
            if (const int flushed = file->flush(); flushed != 0) {
                QCOMPARE(flushed, ENOSPC);
                return;
            }
            if (const int renamed = disk.rename(path, path + "2", sys::Replace::yes); renamed != 0) {
                QCOMPARE(renamed, ENOSPC);
                return;
            }
            ++whole_runs;
        });
        QCOMPARE(failures, 4);
        QCOMPARE(whole_runs, 1);
    }

    void filesOfAFailingDiskOfferNoDescriptor() {
        const QTemporaryDir folder;
        sys::RealWorld world;
        FailAfter failure(100, EIO);
        FailingDisk disk(world.disk(), failure);
        int error = 0;
        const auto file = disk.open(folder.filePath("file").toStdString(), sys::OpenMode::create_empty, error);
        QVERIFY(file != nullptr);
        QCOMPARE(file->descriptor(), sys::no_fd);
    }

    void networkFailsWithoutTouchingTheSocket() {
        sys::RealWorld world;
        FailAfter failure(2, ECONNRESET);
        FailingNetwork network(world.network(), failure);
        int error = 0;
        const auto fd = network.open(sys::Family::v4, error);
        QVERIFY(fd != sys::no_fd);
        const auto sent = network.send(fd, as_bytes("x"));
        QCOMPARE(sent.state, sys::IoState::failed);
        QCOMPARE(sent.error, ECONNRESET);
        network.close(fd);
        QCOMPARE(failure.count(), 2);
    }

    void borrowedWorldExchangesOnlyWhatItIsTold() {
        sys::RealWorld real;
        FailAfter failure(1, EIO);
        FailingDisk disk(real.disk(), failure);
        test::BorrowedWorld world(real);
        QCOMPARE(&world.disk(), &real.disk());
        world.use(disk);
        world.forbid_splice();
        QCOMPARE(&world.disk(), static_cast<sys::Disk*>(&disk));
        QCOMPARE(&world.network(), &real.network());
        QVERIFY(world.make_splice() == nullptr);
    }
};

SL_TEST_CLASS(FailAfterTest)
#include "fail_after_test.moc"
