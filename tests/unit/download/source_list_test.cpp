#include "engine/download/source_list.h"

#include <QTest>

#include "tests/support/test_class.h"

using namespace sluice::download;

class SourceListTest : public QObject {
    Q_OBJECT

  private slots:
    void theMainAddressComesFirstThenMirrorsByPriority() {
        const auto sources = make_sources(
            "http://user:geheim@a.test/f",
            {{"http://late.test/f", 9}, {"https://b.test:8443/f", 1}, {"::nothing::", 1}, {"http://a.test/f", 1}});
        QCOMPARE(sources.size(), 3U);
        QVERIFY(sources[0].main && sources[0].proven);
        QCOMPARE(sources[0].address, std::string("http://a.test/f"));
        QCOMPARE(sources[0].host, std::string("a.test:80"));
        QCOMPARE(sources[1].host, std::string("b.test:8443"));
        QCOMPARE(sources[1].origin, std::string("https://b.test:8443"));
        QVERIFY(!sources[1].main && !sources[1].proven);
        QCOMPARE(sources[2].host, std::string("late.test:80"));
    }

    void everySourceGetsAConnectionThenTheFastestMore() {
        auto sources = make_sources("http://a.test/f", {{"http://b.test/f", 1}, {"http://c.test/f", 2}});
        QCOMPARE(choose_source(sources, false), 0);
        sources[0].workers = 1;
        QCOMPARE(choose_source(sources, true), 0);  // no bytes yet to compare a mirror with
        QCOMPARE(choose_source(sources, false), 1);
        sources[1].workers = 1;
        sources[2].workers = 1;
        sources[1].proven = true;
        sources[0].rate = 1e6;
        sources[1].rate = 3e6;
        sources[2].rate = 9e6;  // not proven: one connection is enough for it
        QCOMPARE(choose_source(sources, false), 1);
        sources[1].limit = 1;
        QCOMPARE(choose_source(sources, false), 0);
        sources[0].dropped = "gone";
        QCOMPARE(choose_source(sources, false), -1);
    }

    void aSlowSourceIsLeftForAMuchFasterOneWithRoom() {
        auto sources = make_sources("http://a.test/f", {{"http://b.test/f", 1}});
        sources[1].proven = true;
        sources[0].workers = 2;
        sources[1].workers = 1;
        sources[0].rate = 1e6;
        sources[1].rate = 3e6;
        QVERIFY(!worth_leaving(sources, 0));
        sources[1].rate = 5e6;
        QVERIFY(worth_leaving(sources, 0));
        sources[1].limit = 1;
        QVERIFY(!worth_leaving(sources, 0));
        sources[1].limit = 8;
        sources[0].workers = 1;  // the last one of it stays
        QVERIFY(!worth_leaving(sources, 0));
    }
};

SL_TEST_CLASS(SourceListTest)
#include "source_list_test.moc"
