#include <QDateTime>
#include <QTest>

#include <sqlite3.h>

#include "tests/support/test_class.h"
#include "tests/unit/queue/queue_harness.h"

using namespace sluice;
using namespace sluice::queue;
using namespace sluice::test;
using namespace std::chrono_literals;

class QueueStoreTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        harness_ = std::make_unique<QueueHarness>();
        harness_->open();
    }
    void cleanup() { harness_.reset(); }

    void goesOnAfterACrash() {
        const Id active = h().add("http://h/a");
        const Id paused = h().add("http://h/b", true);
        QVERIFY(h().becomes(active, State::active));
        QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
        download::Named named;
        named.name = "a.bin";
        named.part_path = "/downloads/a.bin.part";
        h().runner().find("http://h/a")->observer->on_named(named);
        QVERIFY(h().run_until([&] { return h().row(active)->name == "a.bin"; }));
        h().settle();
        h().crash();
        h().open();
        QVERIFY(h().state(paused) == State::paused);
        QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
        QCOMPARE(h().runner().find("http://h/a")->request->part_path, std::string("/downloads/a.bin.part"));
        QCOMPARE(h().row(active)->name, std::string("a.bin"));
        QVERIFY(h().becomes(active, State::active));
    }
    void losesNothingThatWasShown() {
        // What a front end saw before the crash is what the next start shows, whenever the crash comes.
        for (int turns = 0; turns < 12; ++turns) {
            QueueHarness harness;
            harness.at_once = 1;
            harness.open();
            for (int i = 0; i < 6; ++i) {
                NewDownload download;
                download.url = "http://h/" + std::to_string(i);
                download.paused = i % 2 == 1;
                harness.queue().add({download});
            }
            harness.run_for(std::chrono::milliseconds(turns * 3));
            harness.queue().pause({3});
            harness.queue().remove({2});
            harness.run_for(std::chrono::milliseconds(turns * 2));
            std::map<Id, State> seen;
            for (const Row& row : harness.mirror()) {
                seen[row.id] = row.state;
            }
            harness.crash();
            harness.open();
            for (const auto& [id, state] : seen) {
                const Row* row = harness.row(id);
                if (row == nullptr) {
                    QCOMPARE(id, Id{2});  // the removal was on its way
                    continue;
                }
                QVERIFY(state != State::paused || row->state == State::paused);
            }
        }
    }
    void quitsAndGoesOn() {
        const Id active = h().add("http://h/a");
        QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
        h().shut_down();
        QVERIFY(h().runner().find("http://h/a") == nullptr);
        h().open();
        QVERIFY(h().becomes(active, State::active));
    }
    void quitsWithAPauseUnderWay() {
        const Id id = h().add("http://h/a");
        QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
        h().queue().pause({id});
        h().shut_down();
        h().open();
        h().settle();
        QVERIFY(h().state(id) == State::paused);
    }
    void quitsWithAnAddUnderWay() {
        std::vector<NewDownload> downloads(1000);
        for (NewDownload& download : downloads) {
            download.url = "http://h/a";
            download.paused = true;
        }
        h().queue().add(downloads);
        h().shut_down();
        h().open();
        QCOMPARE(h().mirror().size(), std::size_t{1000});
    }
    void remembersTheNumberAtOnce() {
        h().allow(1);
        h().settle();
        h().drop();
        h().open();
        h().add("http://h/a");
        h().add("http://h/b");
        h().settle();
        QVERIFY(h().state(1) == State::active);
        QVERIFY(h().state(2) == State::queued);
    }
    void neverGivesAnIdTwice() {
        const Id first = h().add("http://h/a", true);
        h().queue().remove({first});
        h().queue().purge({first}, false);
        h().settle();
        h().drop();
        h().open();
        QVERIFY(h().add("http://h/b", true) > first);
    }
    void endsTheTimeForUndoAtTheNextStart() {
        const Id id = h().add("http://h/a");
        QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
        download::Named named;
        named.name = "a";
        named.part_path = "/downloads/a.part";
        h().runner().find("http://h/a")->observer->on_named(named);
        h().queue().remove({id});
        h().settle();
        h().drop();
        h().open();
        QVERIFY(h().mirror().empty());
        QVERIFY(h().run_until([&] { return h().runner().discarded.size() == 2; }));
    }
    void refusesAListOfANewerProgram() {
        h().drop();
        sqlite3* database = nullptr;
        QCOMPARE(sqlite3_open(h().path("list.db").toUtf8().constData(), &database), SQLITE_OK);
        sqlite3_exec(database, "PRAGMA user_version=99", nullptr, nullptr, nullptr);
        sqlite3_close(database);
        h().open();
        QCOMPARE(h().notices.size(), std::size_t{1});
        QVERIFY(h().notices[0].kind == Kind::store_too_new);
        NewDownload download;
        download.url = "http://h/a";
        h().queue().add({download});
        h().settle();
        QVERIFY(h().mirror().empty());
        h().shut_down();
    }
    void saysThatADamagedListWasReplaced() {
        h().add("http://h/a", true);
        h().drop();
        QFile file(h().path("list.db"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(9000, 'x'));
        file.close();
        h().open();
        QCOMPARE(h().notices.size(), std::size_t{1});
        QVERIFY(h().notices[0].kind == Kind::store_damaged);
        QVERIFY(!h().notices[0].facts().file.empty());
    }
    void beginsNothingThatIsNotStored() {
        h().drop();
        const qint64 healed = breakStore("INSERT");
        h().open();
        NewDownload download;
        download.url = "http://h/a";
        h().queue().add({download});
        QVERIFY(h().run_until([&] { return !h().notices.empty(); }));
        h().settle();
        QVERIFY(h().mirror().empty());
        QVERIFY(h().runner().started.empty());
        QVERIFY(h().run_until([&] { return QDateTime::currentSecsSinceEpoch() >= healed; }));
        h().pass(6s);
        QVERIFY(h().becomes(1, State::active));
        QVERIFY(h().run_until([&] { return h().runner().find("http://h/a") != nullptr; }));
    }
    void keepsChangesThatCouldNotBeStored() {
        const Id id = h().add("http://h/a", true);
        h().drop();
        const qint64 healed = breakStore("UPDATE");
        h().open();
        h().queue().resume({id});
        QVERIFY(h().run_until([&] { return !h().notices.empty(); }));
        QVERIFY(h().state(id) == State::paused);  // what is not stored is not shown
        QVERIFY(h().run_until([&] { return QDateTime::currentSecsSinceEpoch() >= healed; }));
        h().pass(6s);
        QVERIFY(h().becomes(id, State::active));
    }

  private:
    /// Makes every change of this kind fail for some seconds of real time, as a volume in trouble; returns until when.
    qint64 breakStore(const std::string& change) {
        sqlite3* database = nullptr;
        sqlite3_open(h().path("list.db").toUtf8().constData(), &database);
        const qint64 healed = QDateTime::currentSecsSinceEpoch() + 3;
        const std::string sql = "CREATE TRIGGER fails BEFORE " + change +
                                " ON downloads WHEN strftime('%s','now')+0 < " + std::to_string(healed) +
                                " BEGIN SELECT RAISE(FAIL,'no'); END";
        if (sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
            qFatal("no trigger");
        }
        sqlite3_close(database);
        return healed;
    }
    QueueHarness& h() { return *harness_; }
    std::unique_ptr<QueueHarness> harness_;
};

SL_TEST_CLASS(QueueStoreTest)
#include "queue_store_test.moc"
