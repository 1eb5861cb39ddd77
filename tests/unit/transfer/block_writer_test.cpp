#include "engine/transfer/block_writer.h"

#include <QtTest>

#include <algorithm>
#include <cerrno>

#include "engine/async/sleep.h"
#include "tests/sim/cancel_everywhere.h"
#include "tests/sim/sim_driver.h"
#include "tests/support/test_class.h"

namespace sluice::transfer {
namespace {

using sim::Rng;
using sim::SimDriver;
using sim::SimWorld;

constexpr std::size_t unit = 512;
constexpr BlockSizes small{.block = 4096, .blocks = 4, .worth_from = 0};

std::string body_of(std::size_t size) {
    Rng rng(size + 1);
    std::string text(size, '\0');
    std::generate(text.begin(), text.end(), [&] { return static_cast<char>(rng.next()); });
    return text;
}

FileTarget target_in(SimWorld& world, std::uint64_t offset) {
    world.sim_disk().put("/file", std::string(offset, 'o'));
    int error = 0;
    FileTarget target;
    target.file = world.disk().open("/file", sys::OpenMode::read_write, error);
    target.offset = offset;
    target.name = "/file";
    return target;
}

/// What a body that is fed into a writer came to.
struct Fed {
    Fed() {}  // user-provided: passed to coroutines
    std::unique_ptr<BlockWriter> writer;
    std::string body;
    std::uint64_t filled = 0;
    std::uint64_t claimed = 0;
    std::size_t most_unwritten = 0;
    Result<void> outcome;
};

async::Task<void> feed(async::Reactor& reactor, Fed& fed, Rng rng) {
    Bytes rest = as_bytes(fed.body);
    while (!rest.empty() && fed.outcome) {
        const MutableBytes space = fed.writer->space();
        if (space.empty()) {
            co_await fed.writer->wait();
        }
        const std::size_t size = std::min({space.size(), rest.size(), std::size_t(1 + rng.below(7000))});
        std::copy_n(rest.begin(), size, space.begin());
        rest = rest.subspan(size);
        fed.writer->filled(size);
        fed.filled += size;
        fed.claimed += fed.writer->take_written();
        fed.most_unwritten = std::max<std::size_t>(fed.most_unwritten, fed.filled - fed.claimed);
        fed.outcome = fed.writer->outcome();
        if (rng.chance(30)) {
            co_await async::SleepUntil(reactor, Duration(rng.between(0, 3'000'000)));
        }
    }
    co_await fed.writer->settle();
    fed.claimed += fed.writer->take_written();
    fed.outcome = fed.writer->outcome();
}

/// Runs to the end, or destroys everything after `actions` actions.
void run(SimWorld& world, Fed& fed, std::uint64_t offset, int actions = -1) {
    SimDriver driver(world);
    fed.writer = BlockWriter::make(driver.reactor(), target_in(world, offset), small);
    QVERIFY(fed.writer != nullptr);
    {
        const async::Root root(driver.reactor(), feed(driver.reactor(), fed, world.rng().fork()));
        for (int i = 0; i != actions && !root.finished(); ++i) {
            if (!driver.turn()) {
                break;
            }
        }
        QCOMPARE(root.finished(), actions < 0);
    }
    fed.writer.reset();
}

/// Lets what still runs of the workers come to its end.
void let_workers_end(SimWorld& world) {
    const Instant until = world.loop().now() + std::chrono::seconds(10);
    while (world.loop().step(until)) {
    }
}

}  // namespace

class BlockWriterTest : public QObject {
    Q_OBJECT

  private slots:
    void putsEveryByteInItsPlace_data() {
        QTest::addColumn<quint64>("offset");
        QTest::addColumn<quint64>("size");
        for (const quint64 offset : {0, 1, 511, 512, 4095, 4096, 5000, 16'384 + 300}) {
            for (const quint64 size : {1, 511, 512, 513, 4095, 4096, 4097, 8192, 16'383, 16'384, 16'385, 100'000}) {
                QTest::addRow("%d bytes from %d", int(size), int(offset)) << offset << size;
            }
        }
    }
    void putsEveryByteInItsPlace() {
        QFETCH(quint64, offset);
        QFETCH(quint64, size);
        SimWorld world(offset * 31 + size);
        world.sim_disk().set_direct(unit);
        Fed fed;
        fed.body = body_of(size);
        run(world, fed, offset);
        QVERIFY(fed.outcome.has_value());
        QCOMPARE(quint64(fed.claimed), size);
        QVERIFY(*world.sim_disk().content("/file") == std::string(offset, 'o') + fed.body);
        QCOMPARE(world.sim_disk().misaligned_writes(), std::uint64_t(0));
        const quint64 begin = (offset + unit - 1) / unit * unit;
        const quint64 end = (offset + size) / unit * unit;
        QCOMPARE(quint64(world.sim_disk().direct_bytes()), end > begin ? end - begin : 0);
        QVERIFY(fed.most_unwritten <= small.block * small.blocks);
        QVERIFY(world.leftovers().empty());
    }

    void goesThroughThePageCacheWhenDirectWritesAreRefusedAfterAll_data() {
        QTest::addColumn<int>("writes");
        QTest::newRow("at once") << 0;
        QTest::newRow("midway") << 3;
    }
    void goesThroughThePageCacheWhenDirectWritesAreRefusedAfterAll() {
        QFETCH(int, writes);
        SimWorld world(7);
        world.sim_disk().set_direct(unit);
        world.sim_disk().refuse_direct_after(writes);
        Fed fed;
        fed.body = body_of(60'000);
        run(world, fed, 0);
        QVERIFY(fed.outcome.has_value());
        QVERIFY(*world.sim_disk().content("/file") == fed.body);
        QVERIFY(world.sim_disk().direct_bytes() <= std::uint64_t(writes) * small.block * small.blocks);
    }

    void isNotMadeWhereTheFileHasNoFittingDirectWrites() {
        SimWorld world(1);
        SimDriver driver(world);
        QVERIFY(BlockWriter::make(driver.reactor(), target_in(world, 0), small) == nullptr);
        world.sim_disk().set_direct(8192);  // larger than a block
        QVERIFY(BlockWriter::make(driver.reactor(), target_in(world, 0), small) == nullptr);
    }

    void claimsOnlyWhatIsInTheFileWhenADiskFails_data() {
        QTest::addColumn<int>("operation");
        QTest::addColumn<int>("os_errno");
        for (int operation = 0; operation < 12; ++operation) {
            QTest::addRow("I/O error at %d", operation) << operation << EIO;
            QTest::addRow("disk full at %d", operation) << operation << ENOSPC;
        }
    }
    void claimsOnlyWhatIsInTheFileWhenADiskFails() {
        QFETCH(int, operation);
        QFETCH(int, os_errno);
        SimWorld world(static_cast<std::uint64_t>(operation));
        world.sim_disk().set_direct(unit);
        world.sim_disk().fail_after(operation, os_errno);
        Fed fed;
        fed.body = body_of(200'000);
        run(world, fed, 100);
        QVERIFY(!fed.outcome.has_value());
        QCOMPARE(fed.outcome.error().os_errno, os_errno);
        QCOMPARE(fed.outcome.error().facts().file, std::string("/file"));
        const std::string content = world.sim_disk().content("/file")->substr(100);
        QCOMPARE(fed.claimed, std::uint64_t(content.size()));
        QVERIFY(content == fed.body.substr(0, content.size()));
        QVERIFY(content.size() < fed.body.size());
    }

    void claimsOnlyWhatFitsOnAFullDisk() {
        SimWorld world(3);
        world.sim_disk().set_direct(unit);
        world.sim_disk().set_capacity(50'000);
        Fed fed;
        fed.body = body_of(200'000);
        run(world, fed, 0);
        QCOMPARE(fed.outcome.error().kind, Kind::disk_full);
        const std::string content = *world.sim_disk().content("/file");
        QVERIFY(fed.claimed <= content.size());
        QVERIFY(content == fed.body.substr(0, content.size()));
    }

    void writesWhatItHasTakenEvenIfNobodyWaitsForIt_data() {
        QTest::addColumn<int>("actions");
        for (const int actions : {0, 1, 2, 3, 5, 8, 13, 21, 30}) {
            QTest::addRow("destroyed after %d actions", actions) << actions;
        }
    }
    void writesWhatItHasTakenEvenIfNobodyWaitsForIt() {
        QFETCH(int, actions);
        SimWorld world(static_cast<std::uint64_t>(actions) + 50);
        world.sim_disk().set_direct(unit);
        Fed fed;
        fed.body = body_of(300'000);
        run(world, fed, 10, actions);
        const std::string at_once = world.sim_disk().content("/file")->substr(10);
        QVERIFY(at_once.size() >= fed.claimed);
        QVERIFY(at_once == fed.body.substr(0, at_once.size()));
        let_workers_end(world);
        QVERIFY(world.sim_disk().content("/file")->substr(10) == fed.body.substr(0, fed.filled));
    }

    void leavesNothingBehindWhenDestroyedAtAnyAction_data() {
        QTest::addColumn<int>("canceller");
        QTest::newRow("by the loop") << int(sim::Canceller::loop);
        QTest::newRow("by a coroutine") << int(sim::Canceller::coroutine);
    }
    void leavesNothingBehindWhenDestroyedAtAnyAction() {
        QFETCH(int, canceller);
        sim::Scenario scenario;
        scenario.prepare = [](SimWorld& world) { world.sim_disk().set_direct(unit); };
        scenario.start = [](SimWorld& world, async::Reactor& reactor, std::shared_ptr<void>& keep) {
            auto fed = std::make_shared<Fed>();
            fed->body = body_of(100'000);
            fed->writer = BlockWriter::make(reactor, target_in(world, 0), small);
            keep = fed;
            return feed(reactor, *fed, Rng(5));
        };
        const sim::CancelReport report = cancel_everywhere(scenario, static_cast<sim::Canceller>(canceller));
        QVERIFY2(report.failure.empty(), report.failure.c_str());
        QVERIFY(report.finished);
        QVERIFY(report.points >= 10);
    }
};
SL_TEST_CLASS(BlockWriterTest)

}  // namespace sluice::transfer

#include "block_writer_test.moc"
