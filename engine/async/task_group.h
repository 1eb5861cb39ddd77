#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <utility>

#include "engine/async/reactor.h"

namespace sluice::async {

/// Several tasks of one type that run at once: connection attempts, workers of a download. Results come out of next()
/// in the order in which the tasks ended. Destroying the group cancels those that still run. One waiter at a time.
template <class T>
class TaskGroup {
  public:
    explicit TaskGroup(Reactor& reactor) : reactor_(reactor) {}
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;

    /// Runs it to its first suspension. `tag` comes back with its result.
    void start(std::size_t tag, Task<T> task) {
        Slot& slot = slots_.emplace_back(*this, tag, std::move(task));
        slot.task.start(slot, reactor_);
    }
    /// Destroys a task that still runs: its result will not come. False if it has ended. Not from inside a task of the
    /// group.
    bool cancel(std::size_t tag) {
        return slots_.remove_if([tag](const Slot& slot) { return slot.tag == tag && !slot.task.done(); }) > 0;
    }
    std::size_t running() const { return slots_.size() - ended_; }
    bool empty() const { return slots_.empty(); }
    /// Whether next() would give a result without waiting.
    bool has_ended() const { return ended_ > 0; }

    struct Ended {
        std::size_t tag;
        T value;
    };
    /// Waits until a task has ended and takes its result. The group must not be empty.
    Task<Ended> next() {
        while (ended_ == 0) {
            co_await Wait(*this);
        }
        for (auto slot = slots_.begin();; ++slot) {
            if (slot->task.done()) {
                Ended out{slot->tag, slot->task.take()};
                slots_.erase(slot);
                --ended_;
                co_return out;
            }
        }
    }

  private:
    struct Slot : Waiter {
        Slot(TaskGroup& owner, std::size_t its_tag, Task<T> its_task)
            : group(owner), tag(its_tag), task(std::move(its_task)) {
            ended = [](Waiter* self) noexcept { static_cast<Slot*>(self)->group.one_ended(); };
        }
        TaskGroup& group;
        std::size_t tag;
        Task<T> task;
    };
    class Wait : public Node {
      public:
        explicit Wait(TaskGroup& group) : group_(group) {}
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> parent) {
            handle = parent;
            group_.waiting_.push_back(*this);
        }
        void await_resume() const noexcept {}

      private:
        TaskGroup& group_;
    };
    void one_ended() noexcept {
        ++ended_;
        if (Node* node = waiting_.pop_front()) {
            reactor_.queue(*node);
        }
    }

    Reactor& reactor_;
    std::list<Slot> slots_;
    NodeList waiting_;
    std::size_t ended_ = 0;
};

}  // namespace sluice::async
