#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

#include "engine/sys/world.h"

namespace sluice::download {

/// Counts disk work that is not done yet, for all strands of a Storage. Any thread.
class PendingWork {
  public:
    void add() {
        const std::lock_guard lock(mutex_);
        ++count_;
    }
    void done() {
        const std::lock_guard lock(mutex_);
        if (--count_ == 0) {
            idle_.notify_all();
        }
    }
    bool wait_until_idle(std::chrono::milliseconds most) {
        std::unique_lock lock(mutex_);
        return idle_.wait_for(lock, most, [this] { return count_ == 0; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable idle_;
    int count_ = 0;
};

/// Runs closures on the workers one after another, in the order of submit(), whatever thread they come from. Held alive
/// by its waiting work. Closures own all they touch. Any thread.
class Strand final : public sys::Workers, public std::enable_shared_from_this<Strand> {
  public:
    Strand(sys::Workers& workers, std::shared_ptr<PendingWork> pending)
        : workers_(workers), pending_(std::move(pending)) {}
    void submit(std::function<void()> job) override;

    /// Between begin_closing() and end_closing() a part file is on its way out: who wants to open it waits for that.
    void begin_closing();
    void end_closing();
    /// As submit(), but not while the file is closing.
    void submit_opening(std::function<void()> job);

  private:
    void run();

    sys::Workers& workers_;
    const std::shared_ptr<PendingWork> pending_;
    std::mutex mutex_;
    std::deque<std::function<void()>> jobs_;
    std::deque<std::function<void()>> opening_;
    bool running_ = false;
    bool closing_ = false;
};

/// submit_opening() in the shape that async::offload takes.
class OpeningStrand final : public sys::Workers {
  public:
    explicit OpeningStrand(std::shared_ptr<Strand> strand) : strand_(std::move(strand)) {}
    void submit(std::function<void()> job) override { strand_->submit_opening(std::move(job)); }

  private:
    std::shared_ptr<Strand> strand_;
};

}  // namespace sluice::download
