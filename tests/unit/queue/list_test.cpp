#include "engine/queue/list.h"

#include <QTemporaryDir>
#include <QTest>

#include <condition_variable>
#include <mutex>

#include "tests/support/test_class.h"

using namespace sluice;
using namespace sluice::queue;

namespace {

/// Answers of the store wait here until the test lets them in.
struct Answers {
    std::mutex mutex;
    std::condition_variable came;
    std::vector<std::function<void()>> jobs;

    void push(std::function<void()> job) {
        const std::lock_guard lock(mutex);
        jobs.push_back(std::move(job));
        came.notify_one();
    }
    /// Waits for one and returns it, unanswered.
    std::function<void()> next() {
        std::unique_lock lock(mutex);
        if (!came.wait_for(lock, std::chrono::seconds(20), [this] { return !jobs.empty(); })) {
            qFatal("the store does not answer");
        }
        auto job = std::move(jobs.front());
        jobs.erase(jobs.begin());
        return job;
    }
};

}  // namespace

class ListTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        answers_ = std::make_unique<Answers>();
        log_ = std::make_unique<ChangeLog>();
        store::Store::Options options;
        options.path = folder_->filePath("list.db").toStdString();
        options.details_path = folder_->filePath("details.db").toStdString();
        options.wall = [] { return std::int64_t{0}; };
        options.deliver = [answers = answers_.get()](std::function<void()> job) { answers->push(std::move(job)); };
        store_ = std::make_unique<store::Store>(options);
        store_->load([](const Result<store::Loaded>&) {});
        answers_->next()();
        list_ = std::make_unique<List>(*store_, *log_, life_);
        list_->on_stored = [](const Error&) {};
    }
    void cleanup() {
        store_.reset();
        list_.reset();
    }
    void showsWhatIsStoredOnly() {
        add(1, State::paused);
        list_->commit(store::Sync::full);
        QVERIFY(log_->row(1) == nullptr);
        answers_->next()();
        QVERIFY(log_->row(1)->state == State::paused);
        QVERIFY(list_->go(*list_->find(1), State::queued));
        list_->commit(store::Sync::full);
        QVERIFY(log_->row(1)->state == State::paused);
        answers_->next()();
        QVERIFY(log_->row(1)->state == State::queued);
    }
    void showsNothingNewerThanTheAnswerStandsFor() {
        add(1, State::paused);
        list_->commit(store::Sync::full);
        answers_->next()();
        list_->edit(*list_->find(1)).category = "one";
        list_->commit(store::Sync::full);
        const auto first = answers_->next();
        QVERIFY(list_->go(*list_->find(1), State::queued));
        list_->commit(store::Sync::full);
        first();
        QVERIFY(log_->row(1)->state == State::paused);
        answers_->next()();
        QVERIFY(log_->row(1)->state == State::queued);
        QCOMPARE(log_->row(1)->category, std::string("one"));
    }
    void refusesWhatTheTableForbids() {
        add(1, State::done);
        Entry& entry = *list_->find(1);
        QVERIFY(!list_->go(entry, State::active));
        QVERIFY(!list_->go(entry, State::paused));
        QVERIFY(!list_->go(entry, State::queued, Phase::downloading));
        QVERIFY(list_->row(entry).state == State::done);
    }
    void showsNumbersAtOnceButNoState() {
        add(1, State::queued);
        list_->commit(store::Sync::full);
        answers_->next()();
        Entry& entry = *list_->find(1);
        QVERIFY(list_->go(entry, State::active, Phase::connecting));
        list_->show(entry, [](Row& row) {
            row.received = 7;
            row.speed = 9;
            row.phase = Phase::downloading;
        });
        QVERIFY(log_->row(1)->state == State::queued);
        QVERIFY(log_->row(1)->phase == Phase::none);
        QCOMPARE(log_->row(1)->received, std::int64_t{7});
        QCOMPARE(log_->row(1)->speed, 0.0);
        list_->commit(store::Sync::full);
        answers_->next()();
        QVERIFY(log_->row(1)->state == State::active);
        QVERIFY(log_->row(1)->phase == Phase::downloading);
        QCOMPARE(log_->row(1)->speed, 9.0);
    }
    void keepsTheSetOfQueuedOnes() {
        add(1, State::queued);
        add(2, State::queued);
        add(3, State::paused);
        QCOMPARE(list_->sets().queued.size(), std::size_t{2});
        QCOMPARE(list_->sets().queued.begin()->id, Id{1});
        list_->move({2}, 0);
        QCOMPARE(list_->sets().queued.begin()->id, Id{2});
        list_->remove({list_->find(2)});
        QCOMPARE(list_->sets().queued.size(), std::size_t{1});
        list_->restore(*list_->find(2));
        QCOMPARE(list_->sets().queued.begin()->id, Id{2});
        list_->erase(1);
        QCOMPARE(list_->sets().queued.size(), std::size_t{1});
        QVERIFY(list_->find(1) == nullptr);
    }
    void keepsTheSetOfDueOnes() {
        add(1, State::waiting);
        list_->set_due(*list_->find(1), Instant(std::chrono::seconds(5)));
        QCOMPARE(list_->sets().due.size(), std::size_t{1});
        list_->set_due(*list_->find(1), Instant(std::chrono::seconds(7)));
        QCOMPARE(list_->sets().due.size(), std::size_t{1});
        QVERIFY(list_->go(*list_->find(1), State::queued));
        QVERIFY(list_->sets().due.empty());
    }

  private:
    void add(Id id, State state) {
        Row row;
        row.id = id;
        row.state = state;
        Marks marks;
        marks.rank = id * rank_gap;
        list_->add(row, marks);
    }
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Answers> answers_;
    std::unique_ptr<ChangeLog> log_;
    std::shared_ptr<int> life_ = std::make_shared<int>(0);
    std::unique_ptr<store::Store> store_;
    std::unique_ptr<List> list_;
};

SL_TEST_CLASS(ListTest)
#include "list_test.moc"
