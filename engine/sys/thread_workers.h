#pragma once

#include <memory>
#include <thread>
#include <vector>

#include "engine/sys/world.h"

namespace sluice::sys {

/// A few threads that take closures from one list. Threads are started when there is work and none is free.
class ThreadWorkers : public Workers {
  public:
    /// What the end does with jobs: `finish` runs all that were submitted and joins; `leave` lets them go on alone
    /// (lookups that may hang), dropping those that did not begin.
    enum class AtEnd : std::uint8_t { finish, leave };

    ThreadWorkers(int most_threads, AtEnd at_end);
    ThreadWorkers(const ThreadWorkers&) = delete;
    ThreadWorkers& operator=(const ThreadWorkers&) = delete;
    ~ThreadWorkers() override;
    /// Throws if nothing can ever run it: no memory, no thread.
    void submit(std::function<void()> job) override;

  private:
    struct Shared;
    void start_thread();
    static void run(const std::shared_ptr<Shared>& shared);
    std::shared_ptr<Shared> shared_;    // threads that are left alone outlive this object
    std::vector<std::thread> threads_;  // the others; with the lock
    AtEnd at_end_;
};

}  // namespace sluice::sys
