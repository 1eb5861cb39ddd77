// Pieces that have digests: a wrong one is fetched again alone, from another source if there is one.
#include "engine/download/piece_check.h"
#include "tests/support/test_class.h"
#include "tests/unit/download/fetch_bench.h"

namespace {

constexpr std::uint64_t piece_bytes = 256 * KiB;

PieceHashes pieces_of(std::uint64_t seed, std::uint64_t size) {
    PieceHashes pieces;
    pieces.algorithm = "sha-256";
    pieces.length = piece_bytes;
    const std::string all = bytes_for(seed, size);
    for (std::uint64_t at = 0; at < size; at += piece_bytes) {
        FileHash hash("sha-256");
        hash.add(as_bytes(std::string_view(all).substr(at, piece_bytes)));
        pieces.hex.push_back(hash.finish());
    }
    return pieces;
}

/// A source with bytes that are wrong.
class Flawed : public test::ByteSource {
  public:
    Flawed(std::uint64_t seed, std::vector<ByteRange> flaws) : good_(seed), flaws_(std::move(flaws)) {}
    void fill(std::uint64_t offset, std::span<char> into) const override {
        good_.fill(offset, into);
        for (const ByteRange& flaw : flaws_) {
            for (std::uint64_t at = std::max(flaw.begin, offset); at < flaw.end && at < offset + into.size(); ++at) {
                into[at - offset] = static_cast<char>(into[at - offset] ^ 1);
            }
        }
    }

  private:
    test::PatternSource good_;
    std::vector<ByteRange> flaws_;
};

ServedFile flawed(std::uint64_t seed, std::uint64_t size, std::vector<ByteRange> flaws) {
    ServedFile file = served(seed, size);
    file.source = std::make_shared<Flawed>(seed, std::move(flaws));
    return file;
}

struct PieceBench : Bench {
    ScriptedServer second;

    explicit PieceBench(std::uint64_t size = file_size) {
        request.expected.pieces = pieces_of(1, size);
        request.expected.pieces_from = "m.meta4";
        request.expected.size = static_cast<std::int64_t>(size);
        request.segments.connections = 1;
    }
    void serve_second(const ServedFile& file) {
        request.mirrors = {{second.url("/copy.bin"), 1}};
        second.on_request([file](const RecordedRequest& r) { return test::serve(file, r); });
    }
    bool said(const std::string& text) const {
        return std::any_of(seen.log.begin(), seen.log.end(),
                           [&](const std::string& line) { return line.find(text) != std::string::npos; });
    }
};

}  // namespace

class FetchPiecesTest : public QObject {
    Q_OBJECT

  private slots:
    void piecesThatAreRightVouchForTheFile() {
        PieceBench b;
        serve(b, served(1, file_size));
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QCOMPARE(outcome->verified.size(), 1U);
        QCOMPARE(voucher_text(outcome->verified[0]), std::string("the pieces of the Metalink m.meta4"));
        QCOMPARE(outcome->repaired, std::int64_t(0));
        QCOMPARE(b.server.request_count(), 1);
    }

    void aWrongPieceIsFetchedAgainAlone() {
        PieceBench b;
        const ServedFile bad = flawed(1, file_size, {{3 * piece_bytes + 5, 3 * piece_bytes + 6}});
        serve_with(b, served(1, file_size), [bad](int number, const RecordedRequest& r) -> std::optional<Reply> {
            return number == 0 ? std::optional(test::serve(bad, r)) : std::nullopt;
        });
        expect_done(b, 1);
        QVERIFY2(b.server.request_count() == 2, ranges_text(b).c_str());
        const std::string range = b.server.requests().at(1).header("Range");
        QCOMPARE(range, "bytes=" + std::to_string(3 * piece_bytes) + "-" + std::to_string(4 * piece_bytes - 1));
        QVERIFY(b.said("Piece 4 (bytes 786432 to 1048575) is not what it should be"));
    }

    void theLastPieceMayBeShort() {
        PieceBench b;
        const ServedFile bad = flawed(1, file_size, {{file_size - 1, file_size}});
        serve_with(b, served(1, file_size), [bad](int number, const RecordedRequest& r) -> std::optional<Reply> {
            return number == 0 ? std::optional(test::serve(bad, r)) : std::nullopt;
        });
        expect_done(b, 1);
    }

    void anotherSourceBringsIt() {
        PieceBench b;
        serve(b, flawed(1, file_size, {{5 * piece_bytes, 5 * piece_bytes + 1}}));
        b.serve_second(served(1, file_size));
        expect_done(b, 1);
        QVERIFY(b.second.request_count() >= 1);
        QVERIFY(!b.said("Leaving out"));
    }

    void whereTheFirstSourceHasNothingGoodAnotherTakesItsPlace_data() {
        QTest::addColumn<quint64>("size");
        QTest::newRow("one piece") << quint64(piece_bytes - 7);
        QTest::newRow("two pieces") << quint64(piece_bytes + 7);
        QTest::newRow("many pieces") << quint64(file_size);
    }
    void whereTheFirstSourceHasNothingGoodAnotherTakesItsPlace() {
        QFETCH(quint64, size);
        PieceBench b(size);
        serve(b, flawed(1, size, {{0, size}}));
        b.serve_second(served(1, size));
        expect_done(b, 1, size);
        QVERIFY(b.said("Leaving out"));
    }

    void overSeveralConnectionsTooNothingWrongGetsIn() {
        PieceBench b;
        use(b, 4);
        ServedFile bad = flawed(1, file_size, {{100, 200}, {2'000'000, 2'000'100}, {3'900'000, 3'900'001}});
        bad.piece = 10'000;
        bad.pause = 10ms;
        serve(b, bad);
        ServedFile good = paced(1, file_size, 10'000);
        good.etag = "\"copy\"";
        b.serve_second(good);
        expect_done(b, 1);
    }

    void aPieceThatStaysWrongIsGivenUpAndThePartKept() {
        PieceBench b;
        serve(b, flawed(1, file_size, {{10, 11}}));
        const auto outcome = b.run();
        QVERIFY(outcome->end == End::failed);
        QCOMPARE(int(outcome->error.kind), int(Kind::checksum_mismatch));
        QVERIFY2(outcome->error.text().find("piece 1 (bytes 0 to 262143) was fetched 4 times") != std::string::npos,
                 outcome->error.text().c_str());
        QVERIFY(b.disk.content(part));
        QVERIFY(b.server.request_count() == 4);
        serve(b, served(1, file_size));  // mended: the next run fetches that piece
        const auto again = b.run();
        QVERIFY2(again->end == End::done, again->error.text().c_str());
        QCOMPARE(again->gained, static_cast<std::int64_t>(piece_bytes));
        QVERIFY(b.content() == bytes_for(1, file_size));
    }

    void whatAnEarlierRunLeftIsComparedToo() {
        PieceBench b;
        auto pieces = std::exchange(b.request.expected.pieces, std::nullopt);
        begin_and_lose(b, flawed(1, file_size, {{300'000, 300'001}}), 2'000'000);
        b.request.expected.pieces = std::move(pieces);
        serve(b, served(1, file_size));
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QCOMPARE(outcome->gained, static_cast<std::int64_t>(file_size - 2'000'000 + piece_bytes));
        QCOMPARE(outcome->repaired, static_cast<std::int64_t>(piece_bytes));
        QVERIFY(b.content() == bytes_for(1, file_size));
    }

    void aServerWithoutRangesSendsItAllAgain() {
        PieceBench b;
        ServedFile good = served(1, file_size);
        good.ranges = false;
        ServedFile bad = flawed(1, file_size, {{10, 11}});
        bad.ranges = false;
        serve_with(b, good, [bad](int number, const RecordedRequest& r) -> std::optional<Reply> {
            return number == 0 ? std::optional(test::serve(bad, r)) : std::nullopt;
        });
        expect_done(b, 1);
    }

    void aSourceOfAnotherSizeIsNone() {
        PieceBench b;
        serve(b, served(1, file_size + 1));
        const auto outcome = b.run();
        QVERIFY(outcome->end == End::failed);
        QCOMPARE(int(outcome->error.kind), int(Kind::checksum_mismatch));
        QVERIFY(outcome->error.text().find("expected 4000000 bytes, found 4000001") != std::string::npos);
        b.serve_second(served(1, file_size));
        b.request.name = "a.bin";
        expect_done(b, 1);
    }
    void digestsOfAnotherNumberOfPiecesAreToldAtOnce() {
        PieceBench b;
        b.request.expected.size = -1;
        serve(b, served(1, file_size + piece_bytes));
        const auto outcome = b.run();
        QVERIFY(outcome->end == End::failed);
        QVERIFY2(outcome->error.text().find("number of pieces") != std::string::npos, outcome->error.text().c_str());
    }
    void canBeStoppedAtEveryTurn() {
        for (int turns = 0; turns < 200; turns += 7) {
            PieceBench b;
            b.turns = turns;
            serve(b, flawed(1, file_size, {{10, 11}}));
            b.run();
            b.turns = -1;
            serve(b, served(1, file_size));
            expect_done(b, 1);
        }
    }
};

SL_TEST_CLASS(FetchPiecesTest)
#include "fetch_pieces_test.moc"
