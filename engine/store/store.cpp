#include "engine/store/store.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <variant>

#include "engine/base/result.h"
#include "engine/store/details_file.h"
#include "engine/store/list_file.h"

namespace sluice::store {

namespace {

using Clock = std::chrono::steady_clock;

struct LoadJob {
    std::function<void(Result<Loaded>)> done;
};
struct WriteJob {
    Batch batch;
    std::function<void(Result<void>)> done;
};
struct ReadRequestJob {
    Id id;
    std::function<void(Result<StoredRequest>)> done;
};
struct SaveDetailsJob {
    StoredDetails details;
    std::function<void(bool)> done;
};
struct ReadDetailsJob {
    Id id;
    std::function<void(std::optional<StoredDetails>)> done;
};
struct BackUpJob {
    std::function<void(Result<void>)> done;
};
using Job = std::variant<LoadJob, WriteJob, ReadRequestJob, SaveDetailsJob, ReadDetailsJob, BackUpJob>;

/// Who asks for an answer soon: everything but a change that may share its commit.
bool is_urgent(const Job& job) {
    const auto* write = std::get_if<WriteJob>(&job);
    return write == nullptr ? !std::holds_alternative<SaveDetailsJob>(job) : write->batch.sync == Sync::full;
}

}  // namespace

/// The queue of jobs is guarded by the mutex; the files belong to the thread.
class Store::Thread {
  public:
    explicit Thread(Options options) : options_(std::move(options)), thread_([this] { run(); }) {}
    ~Thread() {
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
        }
        changed_.notify_one();
        thread_.join();
    }

    void push(Job job) {
        {
            const std::lock_guard lock(mutex_);
            if (jobs_.empty()) {
                oldest_ = Clock::now();
            }
            urgent_ = urgent_ || is_urgent(job);
            jobs_.push_back(std::move(job));
        }
        changed_.notify_one();
    }

  private:
    void run();
    /// Waits for jobs worth doing, or the time of the next copy; false at the end.
    bool wait(std::deque<Job>& jobs);
    void work(std::deque<Job>& jobs);
    void commit();
    void back_up_if_due();

    void perform(LoadJob& job);
    void perform(WriteJob& job) { writes_.push_back(std::move(job)); }
    void perform(ReadRequestJob& job);
    void perform(SaveDetailsJob& job);
    void perform(ReadDetailsJob& job);
    void perform(BackUpJob& job);

    DetailsFile* details();
    template <class Done, class Value>
    void answer(Done& done, Value value) {
        if (done) {
            options_.deliver([done = std::move(done), value = std::move(value)]() mutable { done(std::move(value)); });
        }
    }
    Error not_open() const;

    const Options options_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Job> jobs_;
    Clock::time_point oldest_;
    bool urgent_ = false;
    bool ending_ = false;

    std::optional<ListFile> list_;
    std::optional<DetailsFile> details_;
    bool details_tried_ = false;
    Error open_error_;
    std::vector<WriteJob> writes_;
    std::vector<Id> erased_;
    Clock::time_point next_backup_{};
    std::thread thread_;  // last: it uses all of the above
};

void Store::Thread::run() {
    next_backup_ = Clock::now() + options_.backup_every;
    std::deque<Job> jobs;
    while (wait(jobs)) {
        work(jobs);
        jobs.clear();
        back_up_if_due();
    }
}

bool Store::Thread::wait(std::deque<Job>& jobs) {
    std::unique_lock lock(mutex_);
    for (;;) {
        const auto now = Clock::now();
        if (ending_ && jobs_.empty()) {
            return false;
        }
        const bool due = !jobs_.empty() && (urgent_ || ending_ || now >= oldest_ + options_.group_commit);
        if (due || now >= next_backup_) {
            jobs.swap(jobs_);
            urgent_ = false;
            return true;
        }
        changed_.wait_until(lock,
                            jobs_.empty() ? next_backup_ : std::min(next_backup_, oldest_ + options_.group_commit));
    }
}

void Store::Thread::work(std::deque<Job>& jobs) {
    for (Job& job : jobs) {
        if (!std::holds_alternative<WriteJob>(job)) {
            commit();  // what was told before is seen, and answered first
        }
        std::visit([this](auto& one) { perform(one); }, job);
    }
    commit();
}

Error Store::Thread::not_open() const {
    return open_error_ ? open_error_ : fail(Kind::internal).value();
}

void Store::Thread::commit() {
    if (writes_.empty()) {
        return;
    }
    Result<void> result;
    if (list_) {
        std::vector<const Batch*> batches;
        for (const WriteJob& job : writes_) {
            batches.push_back(&job.batch);
        }
        result = list_->apply(batches);
    } else {
        result = tl::unexpected(not_open());
    }
    for (WriteJob& job : writes_) {
        if (result) {
            erased_.insert(erased_.end(), job.batch.erase.begin(), job.batch.erase.end());
        }
        answer(job.done, result);
    }
    writes_.clear();
    if (!erased_.empty()) {
        if (DetailsFile* file = details()) {
            static_cast<void>(file->erase(erased_));
        }
        erased_.clear();
    }
}

void Store::Thread::perform(LoadJob& job) {
    auto opened = ListFile::open(options_.path, options_.wall());
    if (!opened) {
        open_error_ = opened.error();
        answer(job.done, Result<Loaded>(tl::unexpected(std::move(opened.error()))));
        return;
    }
    list_.emplace(std::move(*opened));
    Loaded loaded = list_->take_loaded();
    const Id next_id = loaded.next_id;
    const bool older = !loaded.kept_aside.empty();
    answer(job.done, Result<Loaded>(std::move(loaded)));
    if (older) {
        if (DetailsFile* file = details()) {
            static_cast<void>(file->erase_from(next_id));
        }
    }
}

void Store::Thread::perform(ReadRequestJob& job) {
    answer(job.done, list_ ? list_->request(job.id) : Result<StoredRequest>(tl::unexpected(not_open())));
}

DetailsFile* Store::Thread::details() {
    if (!details_tried_) {
        details_tried_ = true;
        DetailsFile::Limits limits;
        limits.one = options_.details_one;
        limits.all = options_.details_all;
        if (auto opened = DetailsFile::open(options_.details_path, limits)) {
            details_.emplace(std::move(*opened));
        }
    }
    return details_ ? &*details_ : nullptr;
}

void Store::Thread::perform(SaveDetailsJob& job) {
    // A volume that cannot take them keeps the download going all the same: only "too large" is worth another try.
    bool kept = true;
    if (DetailsFile* file = details()) {
        const auto result = file->put(job.details);
        kept = !result || *result;
    }
    answer(job.done, kept);
}

void Store::Thread::perform(ReadDetailsJob& job) {
    std::optional<StoredDetails> found;
    if (DetailsFile* file = details()) {
        if (auto result = file->get(job.id)) {
            found = std::move(*result);
        }
    }
    answer(job.done, std::move(found));
}

void Store::Thread::perform(BackUpJob& job) {
    answer(job.done, list_ ? list_->back_up() : Result<void>(tl::unexpected(not_open())));
    next_backup_ = Clock::now() + options_.backup_every;
}

void Store::Thread::back_up_if_due() {
    if (Clock::now() >= next_backup_) {
        if (list_) {
            static_cast<void>(list_->back_up());
        }
        next_backup_ = Clock::now() + options_.backup_every;
    }
}

Store::Store(Options options) : thread_(std::make_unique<Thread>(std::move(options))) {}
Store::~Store() = default;

void Store::load(std::function<void(Result<Loaded>)> done) {
    thread_->push(LoadJob{std::move(done)});
}

void Store::write(Batch batch, std::function<void(Result<void>)> done) {
    thread_->push(WriteJob{std::move(batch), std::move(done)});
}

void Store::read_request(Id id, std::function<void(Result<StoredRequest>)> done) {
    thread_->push(ReadRequestJob{id, std::move(done)});
}

void Store::save_details(StoredDetails details, std::function<void(bool)> done) {
    thread_->push(SaveDetailsJob{std::move(details), std::move(done)});
}

void Store::read_details(Id id, std::function<void(std::optional<StoredDetails>)> done) {
    thread_->push(ReadDetailsJob{id, std::move(done)});
}

void Store::back_up(std::function<void(Result<void>)> done) {
    thread_->push(BackUpJob{std::move(done)});
}

}  // namespace sluice::store
