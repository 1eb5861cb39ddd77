#include "tests/support/feed_every_split.h"

#include <QTest>

#include <set>
#include <string>

#include "tests/support/test_class.h"

using sluice::test::feed_every_split;

class FeedEverySplitTest : public QObject {
    Q_OBJECT

  private slots:
    void everyRunSeesTheWholeInput() {
        int runs = 0;
        feed_every_split("GET /", [&](auto feed_all) {
            std::string seen;
            feed_all([&](std::string_view piece) { seen += piece; });
            QCOMPARE(seen, std::string("GET /"));
            ++runs;
        });
        QCOMPARE(runs, 1 + 6 + 1);  // whole, two pieces at 0 to 5, byte by byte
    }

    void cutsAtEveryPlaceOnce() {
        std::multiset<std::size_t> first_pieces;
        feed_every_split("abc", [&](auto feed_all) {
            std::size_t first = 0;
            std::size_t pieces = 0;
            feed_all([&](std::string_view piece) { first = pieces++ == 0 ? piece.size() : first; });
            if (pieces == 2) {
                first_pieces.insert(first);
            }
        });
        QCOMPARE(first_pieces, (std::multiset<std::size_t>{0, 1, 2, 3}));
    }

    void feedsSingleBytesInTheLastRun() {
        std::size_t pieces = 0;
        feed_every_split("abcd", [&](auto feed_all) {
            pieces = 0;
            feed_all([&](std::string_view piece) { pieces += piece.size() == 1 ? 1 : 0; });
        });
        QCOMPARE(pieces, std::size_t{4});
    }

    void stopsWhenTheConsumerHasEnough() {
        feed_every_split("abcd", [&](auto feed_all) {
            int calls = 0;
            feed_all([&](std::string_view) { return ++calls < 1; });
            QCOMPARE(calls, 1);
        });
    }

    void anEmptyInputIsFedToo() {
        int calls = 0;
        feed_every_split("", [&](auto feed_all) { feed_all([&](std::string_view) { ++calls; }); });
        QCOMPARE(calls, 1 + 2 + 1);
    }
};

SL_TEST_CLASS(FeedEverySplitTest)
#include "feed_every_split_test.moc"
