#include "engine/download/part_file.h"

#include <QTest>

#include <cerrno>

#include "engine/async/sleep.h"
#include "tests/sim/sim_driver.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::download;
using namespace std::chrono_literals;
using async::Task;

namespace {

const std::string folder = "/home/me/Downloads";
const std::string part = folder + "/a.bin.part";
const std::string journal = part + ".sluice";

/// The byte at `offset` of version `version` of a file that repeats itself nowhere.
std::byte byte_at(std::uint64_t offset, int version = 0) {
    std::uint64_t x = (offset / 8 + 1) * 0x9e3779b97f4a7c15ULL + static_cast<std::uint64_t>(version) * 77;
    x ^= x >> 29;
    return static_cast<std::byte>(x >> (8 * (offset % 8)));
}
ByteVector bytes_of(ByteRange range, int version = 0) {
    ByteVector out(range.size());
    for (std::uint64_t i = 0; i < out.size(); ++i) {
        out[i] = byte_at(range.begin + i, version);
    }
    return out;
}

PartPlan plan_for(std::int64_t size, Conflict conflict = Conflict::rename) {
    PartPlan plan;
    plan.folder = folder;
    plan.conflict = conflict;
    plan.resource.size = size;
    plan.resource.name = "a.bin";
    plan.resource.url = "https://example.org/a.bin";
    plan.journal_id = 99;
    return plan;
}

/// One process on the machine: its reactor, its storage, its part file. Gone with stop() or its end.
struct Process {
    explicit Process(sim::SimWorld& w) : world(w), driver(w), storage(w) {}
    sim::SimWorld& world;
    sim::SimDriver driver;
    Storage storage;
    std::unique_ptr<PartFile> file;

    /// Runs a task to its end, with everything that goes on beside it.
    void run(Task<void> task) {
        async::Root root(driver.reactor(), std::move(task));
        driver.run_until([&] { return root.finished(); });
        QVERIFY(root.finished());
    }
    void pass(Duration time) { run(sleep(driver.reactor(), time)); }
    /// Lets disk work end.
    void settle() { pass(200ms); }

    static Task<void> sleep(async::Reactor& reactor, Duration time) { co_await async::SleepUntil(reactor, time); }
    static Task<void> create(Process& p, PartPlan plan, Error& error) {
        auto made = co_await PartFile::create(p.driver.reactor(), p.storage, plan);
        if (made) {
            p.file = std::move(*made);
        } else {
            error = made.error();
        }
    }
    static Task<void> open(Process& p, std::string path, Error& error) {
        auto made = co_await PartFile::open(p.driver.reactor(), p.storage, path);
        if (made) {
            p.file = std::move(*made);
        } else {
            error = made.error();
        }
    }
    static Task<void> write(PartFile& file, ByteRange range, std::uint64_t step, Error& error, int version) {
        for (std::uint64_t at = range.begin; at < range.end && !error; at += step) {
            const ByteVector bytes = bytes_of({at, std::min(range.end, at + step)}, version);
            const auto done = co_await file.write(at, bytes);
            if (!done) {
                error = done.error();
            }
        }
    }
    static Task<void> finish(PartFile& file, FinishPlan plan, Result<FinishedFile>& result) {
        result = co_await file.finish(plan);
    }
    static Task<void> start_over(PartFile& file, Error& error) {
        const auto done = co_await file.start_over();
        if (!done) {
            error = done.error();
        }
    }

    Error create(std::int64_t size, Conflict conflict = Conflict::rename) {
        Error error;
        run(create(*this, plan_for(size, conflict), error));
        return error;
    }
    Error open(const std::string& path = part) {
        Error error;
        run(open(*this, path, error));
        return error;
    }
    Error write(ByteRange range, std::uint64_t step = 5000, int version = 0) {
        Error error;
        run(write(*file, range, step, error, version));
        return error;
    }
    Result<FinishedFile> finish(FinishPlan plan = FinishPlan()) {
        Result<FinishedFile> result;
        run(finish(*file, plan, result));
        return result;
    }
};

struct Machine {
    explicit Machine(std::uint64_t seed = 1) : world(seed), process(std::make_unique<Process>(world)) {}
    sim::SimWorld world;
    std::unique_ptr<Process> process;

    Process* operator->() { return process.get(); }
    void kill_process() {
        world.stop_processes();
        process.reset();
        world.stop_processes();
        world.sim_disk().process_crash();
        process = std::make_unique<Process>(world);
    }
    void cut_power() {
        world.stop_processes();
        process.reset();
        world.stop_processes();
        world.sim_disk().power_cut();
        process = std::make_unique<Process>(world);
    }
    /// Whether every claimed byte of the open file is on the disk as it was written.
    bool claims_are_true(int version = 0) {
        const std::string content = world.sim_disk().content(part).value_or("");
        for (const ByteRange& r : process->file->held().ranges()) {
            if (r.end > content.size()) {
                return false;
            }
            const ByteVector wanted = bytes_of(r, version);
            if (std::string(as_text(wanted)) != content.substr(r.begin, r.size())) {
                return false;
            }
        }
        return true;
    }
};

std::string text_of(ByteRange range, int version = 0) {
    return std::string(as_text(bytes_of(range, version)));
}

}  // namespace

class PartFileTest : public QObject {
    Q_OBJECT

  private slots:
    void becomesTheFileWhenComplete() {
        Machine m;
        QVERIFY(!m->create(100'000));
        QCOMPARE(m->file->part_path(), part);
        QVERIFY(!m->write({0, 100'000}));
        const auto done = m->finish();
        QVERIFY(done);
        QCOMPARE(done->path, folder + "/a.bin");
        QCOMPARE(done->size, 100'000U);
        FileHash hash("sha-256");
        hash.add(bytes_of({0, 100'000}));
        QCOMPARE(done->sha256, hash.finish());
        m->file.reset();
        m->settle();
        QCOMPARE(m.world.sim_disk().files(), std::vector<std::string>{folder + "/a.bin"});
        QCOMPARE(*m.world.sim_disk().content(folder + "/a.bin"), text_of({0, 100'000}));
    }

    void anEmptyFileIsComplete() {
        Machine m;
        QVERIFY(!m->create(0));
        const auto done = m->finish();
        QVERIFY(done);
        QCOMPARE(done->sha256, std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    void doesNotFinishWithAHole() {
        Machine m;
        QVERIFY(!m->create(30'000));
        QVERIFY(!m->write({0, 10'000}));
        QVERIFY(!m->write({20'000, 30'000}));
        const auto done = m->finish();
        QVERIFY(!done);
        QCOMPARE(done.error().kind, Kind::file_incomplete);
        QVERIFY(m.world.sim_disk().content(part));
    }

    void hashesByReadingIfBytesCameOutOfOrder() {
        Machine m;
        QVERIFY(!m->create(30'000));
        QVERIFY(!m->write({10'000, 30'000}));
        QVERIFY(!m->write({0, 10'000}));
        FinishPlan plan;
        plan.want_sha256 = true;
        const auto done = m->finish(plan);
        QVERIFY(done);
        FileHash hash("sha-256");
        hash.add(bytes_of({0, 30'000}));
        QCOMPARE(done->sha256, hash.finish());
    }

    void aWrongDigestKeepsThePart() {
        Machine m;
        QVERIFY(!m->create(30'000));
        QVERIFY(!m->write({0, 30'000}));
        FileHash hash("sha-1");
        hash.add(bytes_of({0, 30'000}));
        FinishPlan plan;
        plan.hashes = {{"sha-1", hash.finish()}, {"md5", std::string(32, '0')}};
        const auto refused = m->finish(plan);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, Kind::checksum_mismatch);
        QVERIFY(m.world.sim_disk().content(part));
        QVERIFY(!m.world.sim_disk().content(folder + "/a.bin"));
        plan.hashes.pop_back();
        const auto done = m->finish(plan);
        QVERIFY(done);
        QCOMPARE(done->path, folder + "/a.bin");
    }

    void twoDownloadsOfOneNameGetTwoFiles() {
        Machine m;
        Process other(m.world);
        QVERIFY(!m->create(1000));
        QVERIFY(!other.create(1000));
        QCOMPARE(other.file->part_path(), folder + "/a (1).bin.part");
        QVERIFY(!m->write({0, 1000}));
        QVERIFY(!other.write({0, 1000}, 5000, 1));
        QCOMPARE(m->finish()->path, folder + "/a.bin");
        QCOMPARE(other.finish()->path, folder + "/a (1).bin");
        QCOMPARE(*m.world.sim_disk().content(folder + "/a.bin"), text_of({0, 1000}));
        QCOMPARE(*m.world.sim_disk().content(folder + "/a (1).bin"), text_of({0, 1000}, 1));
    }

    void aFileThatAppearsMeanwhileIsNotReplaced() {
        Machine m;
        QVERIFY(!m->create(1000));
        QVERIFY(!m->write({0, 1000}));
        m.world.sim_disk().put(folder + "/a.bin", "precious");
        QCOMPARE(m->finish()->path, folder + "/a (1).bin");
        QCOMPARE(*m.world.sim_disk().content(folder + "/a.bin"), std::string("precious"));
    }

    void conflictsAreSettledAsAsked() {
        Machine m;
        m.world.sim_disk().put(folder + "/a.bin", "old");
        const Error error = m->create(1000, Conflict::skip);
        QCOMPARE(error.kind, Kind::disk_exists);
        QVERIFY(!m->create(1000, Conflict::overwrite));
        QVERIFY(!m->write({0, 1000}));
        QCOMPARE(*m.world.sim_disk().content(folder + "/a.bin"), std::string("old"));
        FinishPlan plan;
        plan.conflict = Conflict::overwrite;
        QCOMPARE(m->finish(plan)->path, folder + "/a.bin");
        QCOMPARE(*m.world.sim_disk().content(folder + "/a.bin"), text_of({0, 1000}));
    }

    void aSecondOpenerIsToldThatItIsInUse() {
        Machine m;
        QVERIFY(!m->create(1000));
        Process other(m.world);
        QCOMPARE(other.open().kind, Kind::disk_in_use);
        Process same_program(m.world);
        QVERIFY(!m->write({0, 10}));
    }

    void aRunThatFollowsAtOnceWaitsForTheDiskWorkOfTheOneBefore() {
        Machine m;
        QVERIFY(!m->create(500'000));
        QVERIFY(!m->write({0, 300'000}));
        m->file.reset();
        QVERIFY(!m->open());
        QCOMPARE(m->file->held().prefix(), 300'000U);
        QCOMPARE(m->file->news().durable.total(), 300'000U);
    }

    void whatWasHandedOverIsSavedThoughTheWriterIsGone() {
        Machine m;
        QVERIFY(!m->create(500'000));
        QVERIFY(!m->write({0, 123'457}, 1000));
        m->file.reset();  // nothing of it may have reached the disk yet
        m->settle();
        m.cut_power();
        QVERIFY(!m->open());
        QCOMPARE(m->file->held().prefix(), 123'457U);
        QVERIFY(m.claims_are_true());
    }

    void savesEverySecondAndFlushesEveryTwo() {
        Machine m;
        QVERIFY(!m->create(-1));
        QVERIFY(!m->write({0, 40'000}));
        QCOMPARE(m->file->news().saved.total(), 0U);
        m->pass(1100ms);
        QCOMPARE(m->file->news().saved.total(), 40'000U);
        QCOMPARE(m->file->news().durable.total(), 0U);
        m->pass(1100ms);
        QCOMPARE(m->file->news().durable.total(), 40'000U);
        const std::uint64_t flushes = m.world.sim_disk().flushes();
        m->pass(60s);
        QCOMPARE(m.world.sim_disk().flushes(), flushes);  // nothing to do, nothing done
    }

    void writingWaitsWhileTheQueueIsFull() {
        Machine m;
        QVERIFY(!m->create(-1));
        std::uint64_t most = 0;
        for (std::uint64_t at = 0; at < 40; ++at) {
            QVERIFY(!m->write({at << 20U, (at + 1) << 20U}, 1 << 20U));
            most = std::max(most, m->file->news().queued);
        }
        QVERIFY(most <= 8U << 20U);
        QVERIFY(most > 0);
    }

    void aFullDiskIsSaidWithBothNumbersAndKeepsWhatWasSaved() {
        Machine m;
        QVERIFY(!m->create(-1));
        QVERIFY(!m->write({0, 100'000}));
        m->pass(3s);
        m.world.sim_disk().set_capacity(150'000);
        Error error = m->write({100'000, 400'000});
        if (!error) {
            m->settle();
            error = m->write({400'000, 400'001});
        }
        QCOMPARE(error.kind, Kind::disk_full);
        QVERIFY(error.facts().limit >= 0);
        QVERIFY(error.facts().bytes > 0);
        m->file.reset();
        m->settle();
        m.world.sim_disk().set_capacity(1U << 30U);
        QVERIFY(!m->open());
        QVERIFY(m->file->held().prefix() >= 100'000);
        QVERIFY(m.claims_are_true());
        const std::uint64_t begin = m->file->held().prefix();
        QVERIFY(!m->write({begin, 400'000}));
        QVERIFY(m->finish());
        QCOMPARE(*m.world.sim_disk().content(folder + "/a.bin"), text_of({0, 400'000}));
    }

    void aFileTooLargeForItsDiskIsNotCalledAFullDisk() {
        Machine m;
        QVERIFY(!m->create(-1));
        m.world.sim_disk().fail_after(0, EFBIG);
        Error error = m->write({0, 100'000});
        if (!error) {
            m->settle();
            error = m->write({100'000, 100'001});
        }
        QCOMPARE(error.kind, Kind::disk_file_too_large);
        QVERIFY(m.world.sim_disk().content(part));
    }

    void tooLittleSpaceIsSaidBeforeTheFirstByte() {
        Machine m;
        m.world.sim_disk().set_capacity(1000);
        const Error error = m->create(5000);
        QCOMPARE(error.kind, Kind::disk_full);
        QCOMPARE(error.facts().bytes, 5000);
        QCOMPARE(error.facts().limit, 1000);
        m->settle();
        QVERIFY(m.world.sim_disk().files().empty());
    }

    void aCancelledCreationLeavesNothingBehind() {
        for (int turns = 0; turns < 12; ++turns) {
            Machine m(7);
            Error error;
            {
                async::Root root(m->driver.reactor(), Process::create(*m.process, plan_for(100), error));
                for (int i = 0; i < turns; ++i) {
                    m->driver.turn();
                }
            }
            if (!m->file) {
                m->settle();
                QVERIFY2(m.world.sim_disk().files().empty(), qPrintable(QString::number(turns)));
            }
        }
    }

    void startingOverWithdrawsBeforeItOverwrites() {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            Machine m(seed);
            QVERIFY(!m->create(200'000));
            QVERIFY(!m->write({0, 150'000}));
            m->pass(3s);
            Error error;
            m->run(Process::start_over(*m->file, error));
            QVERIFY(!error);
            QCOMPARE(m->file->resource().generation, 2U);
            QVERIFY(!m->write({0, 60'000}, 5000, 1));
            m->pass(Duration(static_cast<std::int64_t>(seed * 70'000'000)));
            m.cut_power();
            QVERIFY(!m->open());
            QVERIFY(m.claims_are_true(1));
        }
    }

    void aRunThatMissedItsOwnEndFindsTheFinishedFile() {
        Machine m;
        QVERIFY(!m->create(1000));
        QVERIFY(!m->write({0, 1000}));
        QVERIFY(m->finish());
        m.kill_process();  // after the rename, before the journal is removed
        QVERIFY(m.world.sim_disk().content(journal));
        QVERIFY(!m->open());
        QVERIFY(m->file->finished());
        m->file.reset();  // not even this run comes to its end
        QVERIFY(!m->open());
        QCOMPARE(m->finish()->path, folder + "/a.bin");
        m->file.reset();
        m->settle();
        QVERIFY(!m.world.sim_disk().content(journal));
    }

    void claimsWithoutTheirPartAreForgotten() {
        Machine m;
        QVERIFY(!m->create(1000));
        QVERIFY(!m->write({0, 500}));
        m->file.reset();
        m->settle();
        QCOMPARE(m.world.sim_disk().remove(part), 0);
        QCOMPARE(m->open().kind, Kind::disk_not_found);
        QVERIFY(!m.world.sim_disk().content(journal));
    }

    void aPartWithoutItsJournalIsKeptAndSaidSo() {
        Machine m;
        m.world.sim_disk().put(part, "something");
        const Error error = m->open();
        QCOMPARE(error.kind, Kind::journal_damaged);
        QCOMPARE(*m.world.sim_disk().content(part), std::string("something"));
    }

    void bytesChangedBehindItsBackAreNotBelievedAfterACrash() {
        Machine m;
        QVERIFY(!m->create(100'000));
        QVERIFY(!m->write({0, 50'000}));
        m->pass(1100ms);  // recorded, not flushed
        QCOMPARE(m->file->news().saved.total(), 50'000U);
        m.kill_process();
        std::string content = *m.world.sim_disk().content(part);
        content[20'000] = static_cast<char>(content[20'000] + 1);
        m.world.sim_disk().put(part, content);
        QVERIFY(!m->open());
        QCOMPARE(m->file->held().total(), 0U);
    }

    void aPartThatGotShorterIsNotBelievedBeyondItsEnd() {
        Machine m;
        QVERIFY(!m->create(100'000));
        QVERIFY(!m->write({0, 50'000}));
        m->file.reset();
        m->settle();
        m.world.sim_disk().put(part, m.world.sim_disk().content(part)->substr(0, 30'000));
        QVERIFY(!m->open());
        QCOMPARE(m->file->held().prefix(), 30'000U);
        QVERIFY(m.claims_are_true());
    }

    void aKilledProcessLosesAtMostTheLastSecond() {
        for (std::uint64_t seed = 1; seed <= 25; ++seed) {
            Machine m(seed);
            QVERIFY(!m->create(-1));
            std::uint64_t end = 0;
            std::uint64_t a_second_ago = 0;
            const int steps = static_cast<int>(m.world.rng().between(1, 60));
            std::vector<std::pair<Instant, std::uint64_t>> history;
            for (int i = 0; i < steps; ++i) {
                const auto size = static_cast<std::uint64_t>(m.world.rng().between(1, 100'000));
                QVERIFY(!m->write({end, end + size}, 7000));
                end += size;
                history.emplace_back(m->driver.reactor().now(), end);
                m->pass(Duration(m.world.rng().between(0, 200'000'000)));
            }
            for (const auto& [when, at] : history) {
                // One tick, and what the workers of this world may take.
                if (when + 1100ms < m->driver.reactor().now()) {
                    a_second_ago = at;
                }
            }
            m.kill_process();
            QVERIFY(!m->open());
            QVERIFY(m.claims_are_true());
            QVERIFY(m->file->held().prefix() >= a_second_ago);
        }
    }

    void aPowerCutNeverLeavesAClaimForLostBytes() {
        std::uint64_t kept = 0;
        for (std::uint64_t seed = 1; seed <= 120; ++seed) {
            Machine m(seed);
            QVERIFY(!m->create(seed % 2 == 0 ? 3'000'000 : -1));
            RangeMap shown;
            for (int life = 0; life < 3; ++life) {
                const int steps = static_cast<int>(m.world.rng().between(1, 40));
                for (int i = 0; i < steps; ++i) {
                    // Two writers: one from the front, one from the middle.
                    const std::uint64_t base = m.world.rng().chance(50) ? 0 : 1'500'000;
                    RangeMap upper = m->file->held();
                    upper.remove({0, base});
                    const std::uint64_t at = upper.contains({base, base + 1}) ? upper.ranges().front().end : base;
                    const auto size = static_cast<std::uint64_t>(m.world.rng().between(1, 30'000));
                    QVERIFY(!m->write({at, std::min<std::uint64_t>(at + size, base + 1'500'000)}, 4000));
                    m->pass(Duration(m.world.rng().between(0, 400'000'000)));
                }
                shown = m->file->news().durable;
                if (m.world.rng().chance(20)) {
                    m->file.reset();
                    m->pass(Duration(m.world.rng().between(0, 20'000'000)));
                }
                m.cut_power();
                const Error error = m->open();
                if (error) {  // nothing was durable yet, not even the names
                    QVERIFY2(shown.empty(),
                             qPrintable(QString("seed %1 life %2: %3").arg(seed).arg(life).arg(error.text().c_str())));
                    QVERIFY(error.kind == Kind::disk_not_found || error.kind == Kind::journal_damaged);
                    break;
                }
                QVERIFY(m.claims_are_true());
                QCOMPARE(m->file->held().common(shown), shown);  // what was shown as durable is there
                kept += m->file->held().total();
            }
        }
        QVERIFY(kept > 0);
    }

    void everyFailureOfTheDiskIsToldAndNothingFalseIsClaimed() {
        for (int nth = 0; nth < 60; ++nth) {
            for (const int os_errno : {EIO, ENOSPC}) {
                Machine m(static_cast<std::uint64_t>(nth) + 1);
                m.world.sim_disk().fail_after(nth, os_errno);
                Error error = m->create(60'000);
                for (std::uint64_t at = 0; at < 60'000 && !error; at += 10'000) {
                    error = m->write({at, at + 10'000});
                    m->pass(700ms);
                }
                if (!error) {
                    const auto done = m->finish();
                    if (!done) {
                        error = done.error();
                    }
                }
                m->file.reset();
                m->settle();
                m.world.sim_disk().fail_after(-1, 0);
                const auto finished = m.world.sim_disk().content(folder + "/a.bin");
                if (finished) {
                    QCOMPARE(*finished, text_of({0, 60'000}));
                } else {
                    QVERIFY2(error, qPrintable(QString::number(nth)));
                    QVERIFY(error.kind == Kind::disk_full || error.kind == Kind::disk_io);
                }
                m.cut_power();
                if (m->open()) {
                    continue;
                }
                QVERIFY(m->file->finished() || m.claims_are_true());
            }
        }
    }
};

SL_TEST_CLASS(PartFileTest)
#include "part_file_test.moc"
