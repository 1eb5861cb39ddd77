#pragma once

#include <optional>
#include <utility>

#include "engine/async/reactor.h"

namespace sluice::async {

/// `std::optional<T> value = co_await with_deadline(task(), deadline);` is nothing if the deadline came first; the task
/// is then destroyed (cancelled). No deadline (nothing) waits for the task alone. No frame of its own.
template <class T>
class WithDeadline {
  public:
    WithDeadline(Task<T>&& task, std::optional<Instant> deadline) : task_(std::move(task)), deadline_(deadline) {
        waiter_.owner = this;
        node_.owner = this;
    }
    WithDeadline(const WithDeadline&) = delete;
    WithDeadline& operator=(const WithDeadline&) = delete;
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> parent) {
        reactor_ = parent.promise().reactor;
        resume_.handle = parent;
        waiter_.ended = [](Waiter*) noexcept {};
        task_.start(waiter_, *reactor_);
        if (task_.done()) {
            return false;
        }
        waiter_.ended = [](Waiter* self) noexcept {
            WithDeadline* owner = static_cast<Side*>(self)->owner;
            owner->node_.cancel();
            owner->resume_.unlink();
            resume_next(*owner->reactor_, owner->resume_.handle);
        };
        if (deadline_) {
            node_.fire = [](TimerNode* timer) noexcept {
                WithDeadline* owner = static_cast<Timer*>(timer)->owner;
                owner->reactor_->queue(owner->resume_);
            };
            reactor_->timers().arm(node_, *deadline_);
        }
        return true;
    }
    std::optional<T> await_resume() {
        std::optional<T> out;
        if (task_.done()) {
            out.emplace(task_.take());
        }
        task_.reset();
        return out;
    }

  private:
    struct Side : Waiter {
        WithDeadline* owner = nullptr;
    };
    struct Timer : TimerNode {
        WithDeadline* owner = nullptr;
    };
    Task<T> task_;
    std::optional<Instant> deadline_;
    Side waiter_;
    Timer node_;
    Node resume_;
    Reactor* reactor_ = nullptr;
};

template <class T>
WithDeadline<T> with_deadline(Task<T>&& task, std::optional<Instant> deadline) {
    return WithDeadline<T>(std::move(task), deadline);
}

}  // namespace sluice::async
