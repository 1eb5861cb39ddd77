#include "engine/download/piece_check.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::download;

namespace {
/// Three pieces of a file of 25 bytes.
PieceCheck three() {
    return PieceCheck(PieceHashes{"sha-1", 10, {"a", "b", "c"}});
}
RangeMap held(std::vector<ByteRange> ranges) {
    RangeMap map;
    for (const ByteRange& range : ranges) {
        map.add(range);
    }
    return map;
}
}  // namespace

class PieceCheckTest : public QObject {
    Q_OBJECT

  private slots:
    void theDigestsAreThoseOfSomeSizesOnly() {
        const PieceCheck check = three();
        QVERIFY(check.fits(25) && check.fits(30) && check.fits(21));
        QVERIFY(!check.fits(20) && !check.fits(31) && !check.fits(0));
        QVERIFY(!PieceCheck(PieceHashes{"sha-1", 0, {}}).fits(5));
    }
    void onlyWholePiecesAreCompared() {
        PieceCheck check = three();
        QVERIFY(!check.next(held({{0, 9}, {11, 24}}), 25));
        QCOMPARE(check.next(held({{1, 20}}), 25), std::optional<std::size_t>(1));
        QVERIFY(check.busy());
        QVERIFY(!check.next(held({{0, 25}}), 25));  // one at a time
        QVERIFY(check.end(1, 25, "b"));
        QCOMPARE(check.next(held({{5, 25}}), 25), std::optional<std::size_t>(2));
        QCOMPARE(check.range(2, 25), (ByteRange{20, 25}));
        QVERIFY(check.end(2, 25, "c"));
        QVERIFY(!check.complete(25));
        QCOMPARE(check.next(held({{0, 25}}), 25), std::optional<std::size_t>(0));
        QVERIFY(check.end(0, 25, "a"));
        QVERIFY(!check.next(held({{0, 25}}), 25));
        QVERIFY(check.complete(25));
    }
    void wrongOnesAreCountedAndComparedAgain() {
        PieceCheck check = three();
        for (int i = 1; i <= 2; ++i) {
            QCOMPARE(check.next(held({{0, 25}}), 25), std::optional<std::size_t>(0));
            QVERIFY(!check.end(0, 25, "x"));
            QCOMPARE(check.failures(0), i);
        }
        QCOMPARE(check.failures(1), 0);
        QCOMPARE(check.failed(), 2);
        QVERIFY(check.good().empty());
    }
    void whatIsWithdrawnIsOpenAgain() {
        PieceCheck check = three();
        for (const char* hex : {"a", "b", "c"}) {
            const auto piece = check.next(held({{0, 25}}), 25);
            QVERIFY(check.end(*piece, 25, hex));
        }
        check.reopen({9, 11});
        QCOMPARE(check.good(), held({{20, 25}}));
        check.reopen({22, 23});
        QVERIFY(check.good().empty());
        QCOMPARE(check.next(held({{0, 25}}), 25), std::optional<std::size_t>(0));
        check.forget();
        QCOMPARE(check.next(held({{0, 25}}), 25), std::optional<std::size_t>(0));
    }
};

SL_TEST_CLASS(PieceCheckTest)
#include "piece_check_test.moc"
