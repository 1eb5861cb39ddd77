#include "engine/download/file_check.h"

#include <QTest>

#include "engine/download/journal.h"
#include "engine/download/part_state.h"
#include "tests/sim/sim_disk.h"
#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::download;

namespace {

const std::string path = "/d/f.bin";
constexpr std::size_t piece = 1000;

std::string digest(std::string_view bytes) {
    FileHash hash("sha-256");
    hash.add(as_bytes(bytes));
    return hash.finish();
}

struct CheckBench {
    sim::SimLoop loop;
    sim::SimDisk disk{loop, sim::Rng(1)};
    std::string content;
    Expectations expected;

    CheckBench() {
        disk.make_folders("/d");
        for (int i = 0; i < 4500; ++i) {
            content += static_cast<char>('a' + i % 23);
        }
        disk.put(path, content);
    }
    void know_pieces() {
        PieceHashes pieces{"sha-256", piece, {}};
        for (std::size_t at = 0; at < content.size(); at += piece) {
            pieces.hex.push_back(digest(std::string_view(content).substr(at, piece)));
        }
        expected.pieces = pieces;
        expected.size = static_cast<std::int64_t>(content.size());
        expected.pieces_from = "m";
    }
    void damage(std::size_t at) {
        std::string bad = content;
        bad[at] = '!';
        disk.put(path, bad);
    }
    FileCheck check() {
        const auto found = check_file(disk, path, expected);
        return found ? *found : FileCheck();
    }
};

RangeMap only(ByteRange range) {
    RangeMap map;
    map.add(range);
    return map;
}

}  // namespace

class FileCheckTest : public QObject {
    Q_OBJECT

  private slots:
    void withNothingToCompareNothingIsSaid() {
        CheckBench b;
        const FileCheck found = b.check();
        QVERIFY(!found.compared && found.bad.empty() && found.verified.empty());
        QCOMPARE(found.size, std::uint64_t(4500));
        const auto gone = check_file(b.disk, "/d/none", b.expected);
        QVERIFY(!gone && gone.error().kind == Kind::disk_not_found);
    }
    void aDigestOfTheWholeSaysThatItIsWrongButNotWhere() {
        CheckBench b;
        b.expected.hashes = {ExpectedHash(NamedHash{"sha-256", digest(b.content)})};
        QCOMPARE(b.check().verified.size(), 1U);
        b.damage(7);
        const FileCheck found = b.check();
        QVERIFY(found.compared && found.verified.empty() && found.bad.empty());
        QCOMPARE(int(found.whole.kind), int(Kind::checksum_mismatch));
    }
    void piecesSayWhere() {
        CheckBench b;
        b.know_pieces();
        const FileCheck good = b.check();
        QVERIFY(good.bad.empty());
        QCOMPARE(good.good, only({0, 4500}));
        QCOMPARE(good.verified.size(), 1U);
        b.damage(4499);
        const FileCheck found = b.check();
        QCOMPARE(found.bad, only({4000, 4500}));
        QCOMPARE(found.good, only({0, 4000}));
        QVERIFY(found.verified.empty());
    }
    void aFileOfAnotherSizeIsWrongAtItsEnd_data() {
        QTest::addColumn<int>("size");
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("end");
        QTest::newRow("short") << 3100 << 3000 << 4500;
        QTest::newRow("short by pieces") << 3000 << 3000 << 4500;
        QTest::newRow("empty") << 0 << 0 << 4500;
        QTest::newRow("long") << 4600 << 4500 << 4600;
    }
    void aFileOfAnotherSizeIsWrongAtItsEnd() {
        QFETCH(int, size);
        QFETCH(int, begin);
        QFETCH(int, end);
        CheckBench b;
        b.know_pieces();
        std::string other = b.content;
        other.resize(static_cast<std::size_t>(size), 'x');
        b.disk.put(path, other);
        const FileCheck found = b.check();
        QCOMPARE(found.bad, only({static_cast<std::uint64_t>(begin), static_cast<std::uint64_t>(end)}));
        QCOMPARE(found.wanted, std::uint64_t(4500));
        QVERIFY(found.verified.empty());
    }

    void canBeStopped() {
        CheckBench b;
        b.know_pieces();
        const std::atomic<bool> stop = true;
        const auto found = check_file(b.disk, path, b.expected, &stop);
        QVERIFY(!found && found.error().kind == Kind::cancelled);
    }

    void whatIsRightIsKeptAsAPart() {
        CheckBench b;
        b.know_pieces();
        b.damage(1500);
        const auto part = make_part_again(b.disk, path, b.check(), "http://h/f.bin");
        QVERIFY2(part.has_value(), part ? "" : part.error().text().c_str());
        QCOMPARE(*part, path + ".part");
        QVERIFY(!b.disk.facts(path));
        const auto journal = Journal::open(b.disk, *part + ".sluice");
        QVERIFY(journal.has_value());
        const JournalState& state = (*journal)->state();
        RangeMap right = only({0, 1000});
        right.add({2000, 4500});
        QCOMPARE(state.durable, right);
        QCOMPARE(state.resource.size, std::int64_t(4500));
        QCOMPARE(state.resource.name, std::string("f.bin"));
        QCOMPARE(state.resource.url, std::string("http://h/f.bin"));
        QVERIFY(std::all_of(state.blocks.begin(), state.blocks.end(), [](const Block& block) { return block.hashed; }));
    }
    void aPartThatIsThereIsNotOverwritten() {
        CheckBench b;
        b.know_pieces();
        b.damage(1);
        b.disk.put(path + ".part", "mine");
        const auto part = make_part_again(b.disk, path, b.check(), "http://h/f.bin");
        QVERIFY(!part && part.error().kind == Kind::disk_exists);
        QVERIFY(b.disk.facts(path).has_value());
    }

    void theJournalOfAFinishedFileKnowsItsBlocks() {
        CheckBench b;
        b.know_pieces();
        b.damage(1500);
        // A part with hashes of its blocks, then finished as an owner's is: the journal stays.
        const auto part = make_part_again(b.disk, path, b.check(), "http://h/f.bin");
        {
            const auto journal = Journal::open(b.disk, *part + ".sluice");
            QVERIFY((*journal)->finishing("f.bin"));
        }
        b.disk.rename(*part, path, sys::Replace::no);
        b.expected = {};
        const FileCheck same = b.check();
        QVERIFY(same.compared && same.bad.empty());
        QCOMPARE(same.good.total(), std::uint64_t(3500));
        std::string worse = *b.disk.content(path);
        worse[0] = '!';
        b.disk.put(path, worse);
        const FileCheck found = b.check();
        QCOMPARE(found.bad, only({0, 1000}));
        const auto again = make_part_again(b.disk, path, found, "http://h/f.bin");
        QVERIFY2(again.has_value(), again ? "" : again.error().text().c_str());
        const auto journal = Journal::open(b.disk, *again + ".sluice");
        QCOMPARE((*journal)->state().durable, only({2000, 4500}));
        QCOMPARE((*journal)->state().resource.generation, std::uint64_t(2));
    }
    void aJournalOfAnotherFileSaysNothing() {
        CheckBench b;
        b.know_pieces();
        b.damage(1500);
        const auto part = make_part_again(b.disk, path, b.check(), "http://h/f.bin");
        {
            const auto journal = Journal::open(b.disk, *part + ".sluice");
            QVERIFY((*journal)->finishing("g.bin"));
        }
        b.disk.rename(*part, path, sys::Replace::no);
        b.expected = {};
        QVERIFY(!b.check().compared);
    }
};

SL_TEST_CLASS(FileCheckTest)
#include "file_check_test.moc"
