#pragma once

#include <sluice/cancellation.h>

#include <functional>
#include <memory>
#include <mutex>

#include "engine/async/reactor.h"

namespace sluice {

/// What a token and its transfer share. bind() and unbind() belong to the thread of the reactor.
struct Cancellation::State : std::enable_shared_from_this<Cancellation::State> {
    /// The transfer begins (or runs already); `end` ends it, and is called on the reactor's thread, inside run().
    void bind(async::Reactor& reactor, std::function<void()> end);
    /// The transfer has ended.
    void unbind(async::Reactor& reactor);
    bool bound() const { return static_cast<bool>(end_); }
    void cancel();
    bool cancelled();

  private:
    void post();

    std::mutex mutex_;
    bool asked_ = false;                                // under the mutex
    std::shared_ptr<async::Reactor::Mailbox> mailbox_;  // likewise; null while no transfer runs
    std::function<void()> end_;                         // the reactor's thread only
};

}  // namespace sluice
