#include "engine/transfer/file_sink.h"

#include <QtTest>

#include <cerrno>

#include "engine/async/reactor.h"
#include "tests/sim/sim_driver.h"
#include "tests/support/test_class.h"

namespace sluice::transfer {

class FileSinkTest : public QObject {
    Q_OBJECT

    sim::SimWorld world_{1};
    sim::SimDisk& disk_ = world_.sim_disk();

    FileSink sink(const std::string& path, sys::OpenMode mode = sys::OpenMode::create_empty, std::uint64_t offset = 0) {
        return FileSink(disk_, path, mode, offset);
    }
    static async::Task<void> receive(FileSink& sink, std::string text, Result<void>& outcome) {
        const http::HeaderList headers;
        const std::string url;
        const ResponseHead head{200, "OK", headers, url, -1, false};
        outcome = co_await sink.begin(head);
        if (outcome) {
            outcome = co_await sink.write(as_bytes(text));
        }
    }
    Result<void> receive(FileSink& sink, const std::string& text) {
        sim::SimDriver driver(world_);
        Result<void> outcome;
        const async::Root root(driver.reactor(), receive(sink, text, outcome));
        driver.run_until([&] { return root.finished(); });
        return outcome;
    }

  private slots:
    void makesItsFileWhenTheBodyBegins() {
        FileSink file = sink("/a");
        QVERIFY(!file.opened());
        QVERIFY(file.file_target() == nullptr);
        QVERIFY(!disk_.content("/a"));
        QVERIFY(receive(file, "hello").has_value());
        QVERIFY(file.opened());
        QCOMPARE(*disk_.content("/a"), std::string("hello"));
        QCOMPARE(file.written_to(), std::uint64_t(5));
    }

    void startsAtItsOffsetAndKeepsWhatIsBefore() {
        disk_.put("/b", "0123456789");
        FileSink file = sink("/b", sys::OpenMode::create, 4);
        QVERIFY(receive(file, "xy").has_value());
        QCOMPARE(*disk_.content("/b"), std::string("0123xy6789"));
    }

    void goesOnBehindWhatIsThere() {
        disk_.put("/c", "0123");
        FileSink file = sink("/c", sys::OpenMode::create);
        QVERIFY(file.open().has_value());
        file.go_to_end();
        QVERIFY(file.put(as_bytes("45")).has_value());
        QCOMPARE(*disk_.content("/c"), std::string("012345"));
    }

    void countsWhatOthersPlaceInItsFile() {
        FileSink file = sink("/d");
        QVERIFY(file.open().has_value());
        const FileTarget* target = file.file_target();
        QVERIFY(target != nullptr);
        QCOMPARE(target->name, std::string("/d"));
        QCOMPARE(target->file->write_at(target->offset, as_bytes("abc")).bytes, std::size_t(3));
        file.placed(3);
        QCOMPARE(file.file_target()->offset, std::uint64_t(3));
        QVERIFY(file.put(as_bytes("d")).has_value());
        QCOMPARE(*disk_.content("/d"), std::string("abcd"));
    }

    void rewindsForAnotherAttempt() {
        FileSink file = sink("/e");
        QVERIFY(receive(file, "0123456789").has_value());
        file.rewind(3);
        QCOMPARE(*disk_.content("/e"), std::string("012"));
        QVERIFY(file.put(as_bytes("x")).has_value());
        QCOMPARE(*disk_.content("/e"), std::string("012x"));
    }

    void saysWhichFileCannotBeMadeOrWritten() {
        FileSink nowhere = sink("/no/such/folder");
        const auto opened = receive(nowhere, "x");
        QCOMPARE(opened.error().kind, Kind::disk_not_found);
        QCOMPARE(opened.error().code, Code::write_error);
        QCOMPARE(opened.error().facts().file, std::string("/no/such/folder"));

        FileSink full = sink("/f");
        QVERIFY(full.open().has_value());
        disk_.set_capacity(20);
        const auto written = full.put(as_bytes(std::string(100, 'x')));
        disk_.set_capacity(1 << 20);
        QCOMPARE(written.error().kind, Kind::disk_full);
        QCOMPARE(written.error().facts().file, std::string("/f"));
    }

    void doesNotCountWhatWasNotWritten() {
        FileSink file = sink("/g");
        QVERIFY(receive(file, "01234").has_value());
        disk_.fail_after(0, EIO);
        const auto failed = file.put(as_bytes("56789"));
        QCOMPARE(failed.error().kind, Kind::disk_io);
        QCOMPARE(failed.error().os_errno, EIO);
        QCOMPARE(file.written_to(), std::uint64_t(5));
    }
};
SL_TEST_CLASS(FileSinkTest)

}  // namespace sluice::transfer

#include "file_sink_test.moc"
