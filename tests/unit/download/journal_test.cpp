#include "engine/download/journal.h"

#include <QTest>

#include <random>

#include "tests/sim/sim_disk.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::download;

namespace {

const std::string path = "/d/a.bin.part.sluice";

Resource sample() {
    Resource r;
    r.size = 1000;
    r.ranges = true;
    r.url = "https://example.org/a.bin";
    r.etag = "\"v1\"";
    r.last_modified = "Tue, 01 Jan 2030 00:00:00 GMT";
    r.type = "application/octet-stream";
    r.name = "a.bin";
    return r;
}

struct Fixture {
    sim::SimLoop loop;
    sim::SimDisk disk{loop, sim::Rng(1)};
    Fixture() { disk.make_folders("/d"); }
    std::unique_ptr<Journal> create() { return std::move(Journal::create(disk, path, 42, sample()).value()); }
    std::unique_ptr<Journal> open() { return std::move(Journal::open(disk, path).value()); }
    Bytes bytes() {
        content = *disk.content(path);
        return as_bytes(content);
    }
    std::string content;
};

RangeMap map_of(std::vector<ByteRange> ranges) {
    RangeMap map;
    for (const ByteRange& r : ranges) {
        map.add(r);
    }
    return map;
}

}  // namespace

class JournalTest : public QObject {
    Q_OBJECT

  private slots:
    void saysAfterReopeningWhatWasRecorded() {
        Fixture f;
        {
            const auto journal = f.create();
            QVERIFY(journal->claim({{0, 100}, {200, 300}}, {1, 2}));
            const std::uint64_t position = journal->position();
            QVERIFY(journal->claim({{100, 150}}, {3}));
            QVERIFY(journal->make_durable(position));
            QVERIFY(journal->flush());
        }
        const auto journal = f.open();
        QCOMPARE(journal->state().resource, sample());
        QCOMPARE(journal->state().written, map_of({{0, 150}, {200, 300}}));
        QCOMPARE(journal->state().durable, map_of({{0, 100}, {200, 300}}));
        QCOMPARE(journal->state().durable_blocks, 2U);
        QCOMPARE(journal->state().blocks[2].hash, 3U);
    }

    void withdrawnRangesAreNotClaimedAnyMoreAndTheGenerationCounts() {
        Fixture f;
        {
            const auto journal = f.create();
            QVERIFY(journal->claim({{0, 100}, {100, 200}}, {1, 2}));
            QVERIFY(journal->make_durable(journal->position()));
            QVERIFY(journal->retract({50, 120}));
            QVERIFY(journal->claim({{60, 70}}, {9}));
        }
        const auto journal = f.open();
        QCOMPARE(journal->state().written, map_of({{0, 50}, {60, 70}, {120, 200}}));
        QCOMPARE(journal->state().durable, map_of({{0, 50}, {120, 200}}));
        QCOMPARE(journal->state().resource.generation, 2U);
        for (const Block& block : journal->state().blocks) {
            QCOMPARE(block.hashed, block.range.begin == 60);  // the hash of a cut block says nothing
        }
    }

    void afterAnotherBootOnlyDurableClaimsAreBelieved() {
        Fixture f;
        {
            const auto journal = f.create();
            QVERIFY(journal->claim({{0, 100}}, {1}));
            QVERIFY(journal->make_durable(journal->position()));
            QVERIFY(journal->claim({{100, 200}}, {2}));
            QVERIFY(journal->flush());
        }
        QCOMPARE(f.disk.flush_folder("/d"), 0);
        f.disk.power_cut();
        const auto journal = f.open();
        QCOMPARE(journal->state().written, map_of({{0, 100}}));
        // A later "durable" must not bring back what this boot does not believe.
        QVERIFY(journal->make_durable(journal->position()));
        const auto again = f.open();
        QCOMPARE(again->state().durable, map_of({{0, 100}}));
    }

    void everyTornTailIsIgnored() {
        Fixture f;
        std::vector<std::size_t> ends;
        {
            const auto journal = f.create();
            for (std::uint64_t i = 0; i < 5; ++i) {
                ends.push_back(journal->position());
                QVERIFY(journal->claim({{i * 10, i * 10 + 10}}, {i}));
            }
            ends.push_back(journal->position());
        }
        const Bytes whole = f.bytes();
        for (std::size_t cut = ends.front(); cut <= whole.size(); ++cut) {
            const auto replay = replay_journal(whole.first(cut));
            QVERIFY(replay);
            std::uint64_t records = 0;
            while (records < 5 && ends[records + 1] <= cut) {
                ++records;
            }
            QCOMPARE(replay->state.written.total(), records * 10);
            QCOMPARE(replay->torn, cut != ends[records]);
        }
    }

    void aHeadCutShortClaimsNothing() {
        Fixture f;
        f.create();
        const Bytes whole = f.bytes();
        for (std::size_t cut = 0; cut < whole.size(); ++cut) {
            const auto replay = replay_journal(whole.first(cut));
            QVERIFY(replay);
            QVERIFY(replay->unfinished_head);
            QVERIFY(replay->state.written.empty());
        }
    }

    void everyDamagedByteOfTheHeadIsNoticed() {
        Fixture f;
        f.create();
        const Bytes whole = f.bytes();
        for (std::size_t at = 0; at < whole.size(); ++at) {
            ByteVector bad(whole.begin(), whole.end());
            bad[at] ^= std::byte{0x10};
            const auto replay = replay_journal(bad);
            // A length that grew reads as a head that was never finished: nothing is claimed either way.
            QVERIFY2(!replay || (replay->unfinished_head && at >= 12 && at < 16), qPrintable(QString::number(at)));
            if (!replay) {
                QCOMPARE(replay.error().kind, Kind::journal_damaged);
            }
        }
    }

    void noDamagedByteBehindTheHeadInventsAClaim() {
        Fixture f;
        std::size_t head = 0;
        {
            const auto journal = f.create();
            head = journal->position();
            QVERIFY(journal->claim({{0, 10}}, {1}));
            QVERIFY(journal->claim({{10, 20}}, {2}));
        }
        const Bytes whole = f.bytes();
        const RangeMap all = map_of({{0, 20}});
        for (std::size_t at = head; at < whole.size(); ++at) {
            ByteVector bad(whole.begin(), whole.end());
            bad[at] ^= std::byte{1};
            const auto replay = replay_journal(bad);
            QVERIFY(replay);
            QVERIFY(replay->state.written.total() < 20);
            QCOMPARE(replay->state.written.common(all), replay->state.written);
        }
    }

    void recordsOfAnOlderTailDoNotComeBack() {
        Fixture f;
        {
            const auto journal = f.create();
            QVERIFY(journal->claim({{0, 10}, {10, 20}, {20, 30}}, {1, 2, 3}));
        }
        // The first record is lost, the others are still there: none of them may count after something new is written
        // where the lost one stood.
        f.content = *f.disk.content(path);
        const std::size_t head = f.content.size() - 3 * (8 + 28 + 8);
        const std::string tail = f.content.substr(head + 44);
        f.disk.put(path, f.content.substr(0, head) + std::string(44, '\0') + tail);
        {
            const auto journal = f.open();
            QVERIFY(journal->state().written.empty());
            QVERIFY(journal->claim({{500, 510}}, {7}));
        }
        f.disk.put(path, *f.disk.content(path) + tail);
        QCOMPARE(f.open()->state().written, map_of({{500, 510}}));
    }

    void aNewerVersionIsRefused() {
        Fixture f;
        f.create();
        std::string content = *f.disk.content(path);
        content[8] = static_cast<char>(journal_version + 1);
        f.disk.put(path, content);
        const auto journal = Journal::open(f.disk, path);
        QVERIFY(!journal);
        QCOMPARE(journal.error().kind, Kind::journal_damaged);
        QCOMPARE(journal.error().facts().file, path);
        QCOMPARE(*f.disk.content(path), content);
    }

    void compactionKeepsEveryClaimAndShrinks() {
        Fixture f;
        const auto journal = f.create();
        std::mt19937 random(7);
        std::uint64_t at = 0;
        while (journal->position() < 1024 * 1024) {
            const std::uint64_t size = random() % 50 == 0 ? 2'000'000 : 1000;
            QVERIFY(journal->claim({{at, at + size}}, {at}));
            at += size + (random() % 100 == 0 ? 500 : 0);
            QVERIFY(journal->make_durable(journal->position()));
        }
        QVERIFY(journal->claim({{at, at + 10}}, {5}));
        QVERIFY(journal->join(at));
        const RangeMap written = journal->state().written;
        const RangeMap durable = journal->state().durable;
        QVERIFY(journal->compact_if_grown());
        QVERIFY(journal->position() < 200 * 1024);
        QCOMPARE(journal->state().written, written);
        QVERIFY(journal->claim({{at + 10, at + 20}}, {6}));
        const auto again = f.open();
        RangeMap more = written;
        more.add({at + 10, at + 20});
        QCOMPARE(again->state().written, more);
        QCOMPARE(again->state().durable, durable);
        QVERIFY(std::any_of(again->state().blocks.begin(), again->state().blocks.end(),
                            [](const Block& b) { return b.hashed && b.range.size() == 2'000'000; }));
        QCOMPARE(again->state().resource, sample());
        QCOMPARE(again->state().joins, (std::set<std::uint64_t>{at}));
        QVERIFY(!f.disk.content(path + "~"));
    }

    void joinsAreKeptUntilTheyAreProven() {
        Fixture f;
        const auto journal = f.create();
        QVERIFY(journal->claim({{0, 100}, {500, 600}}, {1, 2}));
        QVERIFY(journal->join(500));
        QVERIFY(journal->join(900));
        QCOMPARE(f.open()->state().joins, (std::set<std::uint64_t>{500, 900}));
        QVERIFY(journal->prove(900));
        QCOMPARE(f.open()->state().joins, (std::set<std::uint64_t>{500}));
    }

    void whatIsLeftOfUnprovenBytesStaysUnproven() {
        Fixture f;
        const auto journal = f.create();
        QVERIFY(journal->claim({{0, 100}, {500, 600}, {800, 900}}, {1, 2, 3}));
        QVERIFY(journal->join(500));
        QVERIFY(journal->join(800));
        QVERIFY(journal->retract({500, 550}));
        QCOMPARE(journal->state().joins, (std::set<std::uint64_t>{550, 800}));
        QVERIFY(journal->retract({800, 900}));
        QCOMPARE(journal->state().joins, (std::set<std::uint64_t>{550}));
        QVERIFY(journal->retract({0, 50}));  // nothing unproven was there
        QCOMPARE(f.open()->state().joins, (std::set<std::uint64_t>{550}));
    }

    void aFailedAppendLeavesTheJournalUsable() {
        Fixture f;
        const auto journal = f.create();
        QVERIFY(journal->claim({{0, 10}}, {1}));
        f.disk.fail_after(0, ENOSPC);
        const auto failed = journal->claim({{10, 20}}, {2});
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, Kind::disk_full);
        QCOMPARE(journal->state().written, map_of({{0, 10}}));
        QVERIFY(journal->claim({{20, 30}}, {3}));
        QCOMPARE(f.open()->state().written, map_of({{0, 10}, {20, 30}}));
    }
};

SL_TEST_CLASS(JournalTest)
#include "journal_test.moc"
