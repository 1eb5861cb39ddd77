#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/async/node.h"
#include "engine/async/task.h"
#include "engine/async/timer_heap.h"
#include "engine/sys/world.h"

namespace sluice::async {

class Root;
class FdWait;

/// What a reactor asks of the loop that drives it. Called at the end of an action (interest, timer), or from release()
/// (`remove`). Must not call the reactor.
class Door {
  public:
    virtual ~Door() = default;
    /// The complete interest in `fd`; only called when it changed. `none`: nothing just now, perhaps again soon;
    /// `remove` before it is closed.
    /// `owner` is what set_owner gave, null for the engine's own descriptors.
    virtual void on_interest(sys::Fd fd, sys::Interest interest, void* owner) = 0;
    /// When run() must be called next at the latest; nothing = no time. Only called when it changed.
    virtual void on_timer(std::optional<Instant> due) = 0;
};

/// Which descriptor wakes which coroutine, the timers, and what other threads post. It waits for nothing itself:
/// a driver says ready(fd) and run(). Normal course: ready(), ready(), run() → coroutines run → net changes of interest
/// and the next due time go to the Door. Only run() resumes coroutines; events, timers and descriptors queue.
/// One thread, but for post().
class Reactor {
  public:
    Reactor(sys::World& world, Door& door);
    Reactor(const Reactor&) = delete;
    Reactor& operator=(const Reactor&) = delete;
    /// Everything that waits must be gone before.
    ~Reactor();

    sys::World& world() { return world_; }
    Instant now() const { return world_.clock().monotonic(); }

    // ---- for the driver
    /// A hint that `fd` may be ready; unknown descriptors are ignored.
    void ready(sys::Fd fd, sys::Ready ready);
    /// One action: due timers, what is ready, what was posted; then tells the Door what changed.
    void run();
    /// The driver's timer has fired and is disarmed: the next due time will be announced even if unchanged.
    void timer_fired() { announced_due_.reset(); }
    /// Tells the Door what changed outside run(), after frames were started or destroyed from outside.
    void flush();
    bool running() const { return running_; }

    // ---- for coroutines
    FdWait readable(sys::Fd fd);
    FdWait writable(sys::Fd fd);
    /// Reports `remove` if the descriptor is announced, then closes it. Nothing may wait for it.
    void release(sys::Fd fd);
    /// The same without closing it: the descriptor goes elsewhere.
    void let_go(sys::Fd fd);
    /// Whom a descriptor serves now: informative, for the Door. Forgotten at release().
    void set_owner(sys::Fd fd, void* owner) { state(fd).owner = owner; }
    TimerHeap& timers() { return timers_; }
    /// Resumes `node` in this action.
    void queue(Node& node) { ready_.push_back(node); }
    /// Resumes `node` in the next action; the Door is told to call at once.
    void queue_later(Node& node) { later_.push_back(node); }

    // ---- for other threads
    /// Runs `job` on the reactor's thread, inside run(). Any thread. Jobs left when the reactor ends are dropped.
    void post(std::function<void()> job);
    /// A handle to post through that outlives the reactor: posting to one that is gone does nothing.
    class Mailbox {
      public:
        void post(std::function<void()> job);

      private:
        friend class Reactor;
        std::mutex mutex_;
        Reactor* reactor_ = nullptr;
        std::vector<std::function<void()>> jobs_;
    };
    std::shared_ptr<Mailbox> mailbox() { return mailbox_; }
    /// While at least one expects posts, the wake-up descriptor is watched.
    void expect_posts(int change);

  private:
    friend class FdWait;
    friend class Root;
    friend void resume_next(Reactor& reactor, std::coroutine_handle<> parent) noexcept;
    struct FdState {
        FdWait* reader = nullptr;
        FdWait* writer = nullptr;
        void* owner = nullptr;
        sys::Interest announced = sys::Interest::none;
        bool at_door = false;  // not removed since it was announced
        bool dirty = false;
    };
    FdState& state(sys::Fd fd);
    void mark(sys::Fd fd);
    void announce(sys::Fd fd);
    void resume(std::coroutine_handle<> handle);
    void run_now();
    void run_jobs();
    void finish_roots();

    sys::World& world_;
    Door& door_;
    NodeList ready_;
    NodeList later_;
    NodeList finished_;
    TimerHeap timers_;
    std::vector<FdState> fds_;
    std::vector<sys::Fd> dirty_;
    std::coroutine_handle<> next_;
    std::unique_ptr<sys::Wakeup> wakeup_;
    std::shared_ptr<Mailbox> mailbox_;
    std::optional<Instant> announced_due_;
    int expected_posts_ = 0;
    bool running_ = false;
};

/// `co_await reactor.readable(fd)`: until the driver says the descriptor may be readable (or has failed).
/// A hint: try the call, and wait again if it would block. One waiter for each direction of a descriptor.
class FdWait : public Node {
  public:
    FdWait(Reactor& reactor, sys::Fd fd, bool writing) : reactor_(reactor), fd_(fd), writing_(writing) {}
    FdWait(const FdWait&) = delete;
    FdWait& operator=(const FdWait&) = delete;
    ~FdWait();
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> parent);
    void await_resume() const noexcept {}

  private:
    friend class Reactor;
    Reactor& reactor_;
    sys::Fd fd_;
    bool writing_;
    bool registered_ = false;
};

/// Owns a coroutine that nobody awaits. It starts in the next run(); when it has ended, `on_end` is called from the
/// loop, where the Root may be destroyed. Destroying a Root earlier cancels it.
class Root : private Waiter {
  public:
    Root(Reactor& reactor, Task<void> task, std::function<void()> on_end = {});
    Root(const Root&) = delete;
    Root& operator=(const Root&) = delete;
    bool finished() const { return finished_; }

  private:
    friend class Reactor;
    struct EndNode : Node {
        Root* root = nullptr;
    };
    Reactor& reactor_;
    Task<void> task_;
    std::function<void()> on_end_;
    Node start_;
    EndNode end_;
    bool finished_ = false;
};

}  // namespace sluice::async
