#include "engine/sys/thread_workers.h"

#include <condition_variable>
#include <deque>
#include <mutex>

namespace sluice::sys {

struct ThreadWorkers::Shared {
    std::mutex mutex;
    std::condition_variable work;
    std::deque<std::function<void()>> jobs;
    int most = 0;
    int threads = 0;
    int free = 0;
    bool stop = false;
};

ThreadWorkers::ThreadWorkers(int most_threads, AtEnd at_end) : shared_(std::make_shared<Shared>()), at_end_(at_end) {
    shared_->most = most_threads;
    if (at_end == AtEnd::finish) {
        threads_.reserve(static_cast<std::size_t>(most_threads));
    }
}

void ThreadWorkers::run(const std::shared_ptr<Shared>& shared) {
    std::unique_lock lock(shared->mutex);
    for (;;) {
        ++shared->free;
        shared->work.wait(lock, [&] { return shared->stop || !shared->jobs.empty(); });
        --shared->free;
        if (shared->jobs.empty()) {
            break;
        }
        auto job = std::move(shared->jobs.front());
        shared->jobs.pop_front();
        lock.unlock();
        job();
        job = nullptr;  // what it owned is let go before the lock is taken
        lock.lock();
    }
    --shared->threads;
}

void ThreadWorkers::submit(std::function<void()> job) {
    bool start = false;
    {
        const std::lock_guard lock(shared_->mutex);
        shared_->jobs.push_back(std::move(job));
        if (shared_->free < static_cast<int>(shared_->jobs.size()) && shared_->threads < shared_->most) {
            ++shared_->threads;
            start = true;
        }
    }
    if (start) {
        start_thread();
    }
    shared_->work.notify_one();
}

void ThreadWorkers::start_thread() {
    try {
        std::thread thread([shared = shared_] { run(shared); });
        if (at_end_ == AtEnd::leave) {
            thread.detach();
            return;
        }
        const std::lock_guard lock(shared_->mutex);
        threads_.push_back(std::move(thread));
    } catch (...) {
        const std::lock_guard lock(shared_->mutex);
        if (--shared_->threads == 0) {  // else another one will come to the job
            shared_->jobs.pop_back();
            throw;
        }
    }
}

ThreadWorkers::~ThreadWorkers() {
    {
        const std::lock_guard lock(shared_->mutex);
        shared_->stop = true;
        if (at_end_ == AtEnd::leave) {
            shared_->jobs.clear();
        }
    }
    shared_->work.notify_all();
    for (std::thread& thread : threads_) {
        thread.join();  // to its very end: libraries clean up after a thread when it leaves
    }
}

}  // namespace sluice::sys
