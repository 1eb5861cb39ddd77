#include "engine/download/strand.h"

#include <utility>

namespace sluice::download {

namespace {
/// After so many jobs in a row a strand lets others have the worker.
constexpr int jobs_in_a_row = 16;
}  // namespace

void Strand::submit(std::function<void()> job) {
    pending_->add();
    bool start = false;
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back(std::move(job));
        start = !std::exchange(running_, true);
    }
    if (start) {
        workers_.submit([self = shared_from_this()] { self->run(); });
    }
}

void Strand::submit_opening(std::function<void()> job) {
    {
        const std::lock_guard lock(mutex_);
        if (closing_) {
            opening_.push_back(std::move(job));
            return;
        }
    }
    submit(std::move(job));
}

void Strand::begin_closing() {
    const std::lock_guard lock(mutex_);
    closing_ = true;
}

void Strand::end_closing() {
    std::deque<std::function<void()>> waiting;
    {
        const std::lock_guard lock(mutex_);
        closing_ = false;
        waiting.swap(opening_);
    }
    for (auto& job : waiting) {
        submit(std::move(job));
    }
}

void Strand::run() {
    for (int n = 0;; ++n) {
        std::function<void()> job;
        {
            const std::lock_guard lock(mutex_);
            if (jobs_.empty()) {
                running_ = false;
                return;
            }
            if (n == jobs_in_a_row) {
                break;
            }
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        job();
        job = nullptr;  // what it owned goes before it counts as done
        pending_->done();
    }
    workers_.submit([self = shared_from_this()] { self->run(); });
}

}  // namespace sluice::download
