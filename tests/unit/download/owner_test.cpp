// Runs that come after a crash before anybody was told of their part: the owner's number finds it again.
#include "tests/unit/download/download_bench.h"

class OwnerTest : public QObject {
    Q_OBJECT

  private slots:
    void aPartThatNobodyWasToldOfIsFoundAgain() {
        Bench b;
        begin_and_forget(b, 7);
        QCOMPARE(b.disk.files(), (std::vector<std::string>{part, part + ".sluice"}));
        serve(b, served(2, 1'000'000));
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QVERIFY(b.content() == bytes_for(2, 1'000'000));
        QCOMPARE(outcome->gained, 600'000);
        QCOMPARE(outcome->path, done_path);
        QCOMPARE(b.server.requests().back().header("Range"), std::string("bytes=400000-"));
    }

    void nobodyElseTakesIt() {
        Bench b;
        begin_and_forget(b, 7);
        b.request.owner = 8;
        serve(b, served(2, 1'000'000));
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QCOMPARE(outcome->path, folder + "/a (1).bin");
        QCOMPARE(b.disk.content(part)->substr(0, 400'000), bytes_for(2, 1'000'000).substr(0, 400'000));
    }

    void aFileWhoseEndNobodyWasToldIsNotFetchedAgain() {
        Bench b;
        b.request.owner = 7;
        serve(b, served(2, 1'000'000));
        QVERIFY(b.run()->end == End::done);
        QCOMPARE(b.disk.files(), (std::vector<std::string>{done_path, part + ".sluice"}));  // until its end is stored
        b.request.part_path.clear();
        const auto outcome = b.run();
        QVERIFY2(outcome->end == End::done, outcome->error.text().c_str());
        QCOMPARE(outcome->path, done_path);
        QCOMPARE(outcome->gained, 0);
        QCOMPARE(b.disk.files(), (std::vector<std::string>{done_path, part + ".sluice"}));
    }

    void withoutAnOwnerNothingIsLeft() {
        Bench b;
        serve(b, served(2, 1000));
        QVERIFY(b.run()->end == End::done);
        QCOMPARE(b.disk.files(), std::vector<std::string>{done_path});
    }

  private:
    static void begin_and_forget(Bench& b, std::uint64_t owner) {
        b.request.owner = owner;
        begin_and_lose(b, served(2, 1'000'000), 400'000);
        b.request.part_path.clear();
    }
};
SL_TEST_CLASS(OwnerTest)

#include "owner_test.moc"
