// A part of an earlier run that is read again: blocks that are not what was written are fetched anew, alone.
#include "engine/download/journal_format.h"
#include "tests/support/test_class.h"
#include "tests/unit/download/download_bench.h"

namespace {

constexpr std::uint64_t size = 20'000'000;
constexpr std::uint64_t have = 18'000'000;
constexpr std::uint64_t block = 4 * 1024 * 1024;

struct RecheckBench : Bench {
    RecheckBench() {
        begin_and_lose(*this, served(1, size), have);
        request.expected.recheck = true;
        serve(*this, served(1, size));
    }
    void damage(std::uint64_t at) {
        std::string bytes = content(part);
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
        disk.put(part, bytes);
    }
};

}  // namespace

class RecheckTest : public QObject {
    Q_OBJECT

  private slots:
    void onlyTheBadBlockIsFetchedAgain() {
        RecheckBench b;
        b.damage(block + 5);
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QCOMPARE(outcome->repaired, static_cast<std::int64_t>(block));
        QCOMPARE(outcome->rechecked, static_cast<std::int64_t>(have - block));
        QCOMPARE(outcome->gained, static_cast<std::int64_t>(size - have + block));
        QVERIFY(b.content() == bytes_for(1, size));
    }
    void withoutItDurableBlocksAreBelieved() {
        RecheckBench b;
        b.damage(block + 5);
        b.request.expected.recheck = false;
        const auto outcome = b.run();
        QVERIFY(outcome->end == End::done);
        QVERIFY(b.content() != bytes_for(1, size));  // which is what the recheck is for
    }
    void whatIsRightIsNotFetchedAgain() {
        RecheckBench b;
        const auto outcome = b.run();
        QVERIFY(outcome->end == End::done);
        QCOMPARE(outcome->repaired, std::int64_t(0));
        QCOMPARE(outcome->gained, static_cast<std::int64_t>(size - have));
    }
    void whereNothingIsKnownItIsSaid() {
        Bench b;
        Resource resource;
        resource.size = 10;
        resource.ranges = true;
        resource.name = "a.bin";
        resource.url = b.server.url("/a.bin");
        b.disk.make_folders(folder);
        b.disk.put(part, "0123456789");
        {
            // Claims without a hash, as an old journal has them after it was rewritten.
            Block claim;
            claim.range = {0, 5};
            JournalEncoder journal(7, resource, b.disk.boot_id());
            const std::uint64_t head = journal.bytes().size();
            JournalEncoder records(journal.chain());
            records.written(claim);
            JournalEncoder all(records.chain());
            all.durable(head + records.bytes().size());
            std::string bytes;
            for (const ByteVector* piece : {&journal.bytes(), &records.bytes(), &all.bytes()}) {
                bytes.append(reinterpret_cast<const char*>(piece->data()), piece->size());
            }
            b.disk.put(part + ".sluice", bytes);
        }
        b.request.part_path = part;
        b.request.expected.recheck = true;
        serve(b, served(1, 10));
        const auto outcome = b.run();
        QVERIFY(outcome->end == End::failed);
        QCOMPARE(int(outcome->error.kind), int(Kind::checksum_mismatch));
        QVERIFY2(outcome->error.text().find("nothing is known") != std::string::npos, outcome->error.text().c_str());
        QCOMPARE(b.server.request_count(), 0);
    }
};

SL_TEST_CLASS(RecheckTest)
#include "recheck_test.moc"
