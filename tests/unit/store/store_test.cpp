#include "engine/store/store.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "tests/support/test_class.h"
#include "tests/unit/store/sample_rows.h"

using namespace sluice;
using namespace sluice::store;
using sluice::test::sample_row;

namespace {

/// Where answers arrive: runs them on the thread of the test.
class Inbox {
  public:
    void deliver(std::function<void()> job) {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
        changed_.notify_one();
    }
    /// Runs answers until `done`; false if none comes for ten seconds.
    template <class Done>
    bool run_until(Done done) {
        while (!done()) {
            std::unique_lock lock(mutex_);
            if (!changed_.wait_for(lock, std::chrono::seconds(10), [this] { return !jobs_.empty(); })) {
                return false;
            }
            auto jobs = std::move(jobs_);
            jobs_.clear();
            lock.unlock();
            for (auto& job : jobs) {
                job();
            }
        }
        return true;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::function<void()>> jobs_;
};

}  // namespace

class StoreTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        inbox_ = std::make_unique<Inbox>();
        folder_ = std::make_unique<QTemporaryDir>();
    }
    void answersInTheOrderOfTheCalls();
    void writesWhatWaitsBeforeItEnds();
    void answersChangesWithTheErrorOfOpening();
    void seesEarlierChangesWhenReading();
    void erasesDetailsWithTheDownload();
    void copiesByTheClock();
    void forgetsDetailsOfIdsThatARestoredListGivesAgain();
    void loadsManyRows_data();
    void loadsManyRows();

  private:
    Store::Options options() {
        Store::Options out;
        out.path = folder_->filePath("list.db").toStdString();
        out.details_path = folder_->filePath("details.db").toStdString();
        out.wall = [] { return std::int64_t{1000}; };
        out.deliver = [inbox = inbox_.get()](std::function<void()> job) { inbox->deliver(std::move(job)); };
        return out;
    }
    Loaded load(Store& store) {
        std::optional<Result<Loaded>> answer;
        store.load([&](Result<Loaded> loaded) { answer = std::move(loaded); });
        if (!inbox_->run_until([&] { return answer.has_value(); }) || !*answer) {
            qFatal("loading failed");
        }
        return std::move(**answer);
    }
    bool write(Store& store, Batch batch) {
        std::optional<Result<void>> answer;
        store.write(std::move(batch), [&](Result<void> result) { answer = std::move(result); });
        return inbox_->run_until([&] { return answer.has_value(); }) && answer->has_value();
    }

    std::unique_ptr<Inbox> inbox_;
    std::unique_ptr<QTemporaryDir> folder_;
};

void StoreTest::answersInTheOrderOfTheCalls() {
    Store store(options());
    load(store);
    std::vector<int> order;
    for (int i = 0; i < 20; ++i) {
        Batch batch;
        batch.put.push_back(sample_row(i + 1));
        batch.sync = i % 7 == 3 ? Sync::full : Sync::normal;
        store.write(std::move(batch), [&order, i](Result<void> result) { order.push_back(result ? i : -1); });
        if (i == 10) {
            store.read_request(1, [&order](Result<StoredRequest>) { order.push_back(100); });
        }
    }
    QVERIFY(inbox_->run_until([&] { return order.size() == 21; }));
    std::vector<int> expected;
    for (int i = 0; i < 20; ++i) {
        expected.push_back(i);
        if (i == 10) {
            expected.push_back(100);
        }
    }
    QVERIFY(order == expected);
}

void StoreTest::writesWhatWaitsBeforeItEnds() {
    {
        Store store(options());
        Batch batch;
        batch.put.push_back(sample_row(1));
        store.load({});
        store.write(std::move(batch), {});
    }
    Store store(options());
    QCOMPARE(load(store).downloads.size(), std::size_t{1});
}

void StoreTest::answersChangesWithTheErrorOfOpening() {
    Store::Options where = options();
    where.path = folder_->filePath("missing/list.db").toStdString();
    Store store(where);
    Kind kind = Kind::none;
    store.load([](Result<Loaded>) {});
    store.write({}, [&](Result<void> result) { kind = result ? Kind::none : result.error().kind; });
    QVERIFY(inbox_->run_until([&] { return kind != Kind::none; }));
    QVERIFY(kind == Kind::disk_not_found);
}

void StoreTest::seesEarlierChangesWhenReading() {
    Store store(options());
    load(store);
    Batch batch;
    batch.put_requests.push_back({1, "request", "facts"});
    std::string got;
    store.write(std::move(batch), {});
    store.read_request(1, [&](Result<StoredRequest> request) { got = request->facts; });
    QVERIFY(inbox_->run_until([&] { return !got.empty(); }));
    QCOMPARE(got, std::string("facts"));
}

void StoreTest::erasesDetailsWithTheDownload() {
    Store store(options());
    load(store);
    bool kept = false;
    store.save_details({1, 1, "text"}, [&](bool yes) { kept = yes; });
    Batch batch;
    batch.erase = {1};
    QVERIFY(write(store, std::move(batch)));
    QVERIFY(kept);
    std::optional<std::optional<StoredDetails>> found;
    store.read_details(1, [&](std::optional<StoredDetails> details) { found = std::move(details); });
    QVERIFY(inbox_->run_until([&] { return found.has_value(); }));
    QVERIFY(!found->has_value());
}

void StoreTest::copiesByTheClock() {
    Store::Options often = options();
    often.backup_every = std::chrono::milliseconds(20);
    Store store(often);
    load(store);
    Batch batch;
    batch.put.push_back(sample_row(1));
    QVERIFY(write(store, std::move(batch)));
    QTRY_VERIFY(std::filesystem::exists(often.path + ".backup-1"));
}

void StoreTest::forgetsDetailsOfIdsThatARestoredListGivesAgain() {
    {
        Store store(options());
        load(store);
        Batch first;
        first.put.push_back(sample_row(1));
        QVERIFY(write(store, std::move(first)));
        store.back_up({});
        Batch second;
        second.put.push_back(sample_row(2));
        QVERIFY(write(store, std::move(second)));
        store.save_details({1, 1, "one"}, {});
        store.save_details({2, 1, "two"}, {});
    }
    std::ofstream(options().path, std::ios::trunc) << std::string(9000, 'x');
    Store store(options());
    QCOMPARE(load(store).next_id, Id{2});
    std::vector<bool> found;
    for (const Id id : {1, 2}) {
        store.read_details(id,
                           [&](const std::optional<StoredDetails>& details) { found.push_back(details.has_value()); });
    }
    QVERIFY(inbox_->run_until([&] { return found.size() == 2; }));
    QVERIFY((found == std::vector<bool>{true, false}));
}

void StoreTest::loadsManyRows_data() {
    QTest::addColumn<int>("count");
    QTest::newRow("100,000 rows") << 100'000;
}

void StoreTest::loadsManyRows() {
    QFETCH(int, count);
    QElapsedTimer timer;
    {
        Store store(options());
        load(store);
        Batch batch;
        for (int id = 1; id <= count; ++id) {
            batch.put.push_back(sample_row(id));
        }
        batch.sync = Sync::full;
        timer.start();
        QVERIFY(write(store, std::move(batch)));
        qInfo("added %d rows in %lld ms", count, static_cast<long long>(timer.elapsed()));
    }
    Store store(options());
    timer.start();
    const Loaded loaded = load(store);
    qInfo("loaded %d rows in %lld ms", count, static_cast<long long>(timer.elapsed()));
    QCOMPARE(loaded.downloads.size(), static_cast<std::size_t>(count));
    QVERIFY(loaded.downloads.back() == sample_row(count));
}

SL_TEST_CLASS(StoreTest)
#include "store_test.moc"
