#pragma once

#include <QThread>

#include <functional>
#include <memory>

#include "engine/queue/queue.h"

namespace sluice::service {

/// The thread on which the engine and the queue live, with a Qt event loop of its own. Made and destroyed on the main
/// thread; queue() may be used from any.
class EngineThread {
  public:
    /// Starts the thread and returns when the queue takes commands; no disk is waited for.
    explicit EngineThread(queue::Queue::Options options);
    /// Stops what runs, at most `patience`, then ends the thread.
    ~EngineThread();
    EngineThread(const EngineThread&) = delete;
    EngineThread& operator=(const EngineThread&) = delete;

    queue::Queue& queue();
    /// There is a way out again, or another one.
    void network_changed();

    static constexpr std::chrono::milliseconds patience{5000};

  private:
    class Thread;
    std::unique_ptr<Thread> thread_;
};

}  // namespace sluice::service
