// The strand's side alone, with workers that run a job when the test says so.
#include "engine/download/part_state.h"

#include <QTest>

#include "tests/sim/sim_disk.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::download;

namespace {

class ManualWorkers : public sys::Workers {
  public:
    void submit(std::function<void()> job) override { jobs_.push_back(std::move(job)); }
    void run_all() {
        while (!jobs_.empty()) {
            const auto job = std::move(jobs_.front());
            jobs_.pop_front();
            job();
        }
    }

  private:
    std::deque<std::function<void()>> jobs_;
};

struct Bench {
    sim::SimLoop loop;
    sim::SimDisk disk{loop, sim::Rng(1)};
    ManualWorkers for_part;
    ManualWorkers for_flushes;
    std::shared_ptr<PendingWork> pending = std::make_shared<PendingWork>();
    std::shared_ptr<Strand> strand = std::make_shared<Strand>(for_part, pending);
    std::shared_ptr<Strand> flushes = std::make_shared<Strand>(for_flushes, pending);
    std::shared_ptr<PartLink> link = std::make_shared<PartLink>([] {});
    std::shared_ptr<PartState> part;

    Bench() {
        PartPlan plan;
        plan.folder = "/d";
        plan.resource.name = "a";
        part = PartState::create(PartState::Place{disk, for_part, strand, flushes, link}, plan).value();
        part->adopt();
    }
    void write(std::uint64_t offset, std::size_t size) {
        const ByteVector bytes(size, std::byte{7});
        link->push(offset, bytes);
        part->drain();
        part->record();
    }
};

}  // namespace

class PartStateTest : public QObject {
    Q_OBJECT

  private slots:
    void whatIsRecordedDuringAFlushIsNotCoveredByIt() {
        Bench b;
        b.write(0, 1000);
        b.part->begin_flush();
        b.write(1000, 500);
        b.for_flushes.run_all();
        b.for_part.run_all();
        QCOMPARE(b.link->news().saved.total(), 1500U);
        QCOMPARE(b.link->news().durable.total(), 1000U);
        QVERIFY(!b.link->news().settled);
        b.part->begin_flush();
        b.for_flushes.run_all();
        b.for_part.run_all();
        QCOMPARE(b.link->news().durable.total(), 1500U);
        QVERIFY(b.link->news().settled);
    }

    void whoOpensWaitsUntilAFlushOfTheOneThatClosesHasEnded() {
        Bench b;
        b.write(0, 1000);
        b.part->begin_flush();
        b.strand->begin_closing();
        b.part->close(false);
        bool opened = false;
        b.strand->submit_opening([&] {
            int error = 0;
            const auto file = b.disk.open("/d/a.part", sys::OpenMode::read_write, error);
            opened = file && file->lock() == 0;
        });
        b.for_part.run_all();
        QVERIFY(!opened);
        b.for_flushes.run_all();
        b.for_part.run_all();
        QVERIFY(opened);
    }

    void oneFlushIsUnderWayAtATime() {
        Bench b;
        b.write(0, 1000);
        const std::uint64_t before = b.disk.flushes();
        b.part->begin_flush();
        b.write(1000, 1000);
        b.part->begin_flush();
        b.for_flushes.run_all();
        QCOMPARE(b.disk.flushes(), before + 1);
    }

    void aFailedFlushWithdrawsWhatItWasToCover() {
        Bench b;
        b.write(0, 1000);
        b.part->begin_flush();
        b.for_flushes.run_all();
        b.for_part.run_all();
        b.write(1000, 1000);
        b.part->begin_flush();
        b.disk.fail_after(0, EIO);
        b.for_flushes.run_all();
        b.for_part.run_all();
        QCOMPARE(b.link->error().kind, Kind::disk_io);
        QCOMPARE(b.link->news().saved.total(), 1000U);
        QCOMPARE(b.part->resource().generation, 2U);
    }
};

SL_TEST_CLASS(PartStateTest)
#include "part_state_test.moc"
