#pragma once

#include <optional>
#include <utility>

#include "engine/async/reactor.h"

namespace sluice::async {

/// Which of two tasks ended first; exactly one is set.
template <class A, class B>
struct First {
    std::optional<A> a;
    std::optional<B> b;
};

/// `auto first = co_await first_of(task_a(), task_b());` runs both, returns the first that ends and destroys (cancels)
/// the other before the result is handed out. If the first ends at once, the second is never started.
/// Neither may be a Task<void>.
template <class A, class B>
class FirstOf {
  public:
    FirstOf(Task<A>&& a, Task<B>&& b) : a_(std::move(a)), b_(std::move(b)) { to_a_.owner = to_b_.owner = this; }
    FirstOf(const FirstOf&) = delete;
    FirstOf& operator=(const FirstOf&) = delete;
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> parent) {
        parent_ = parent;
        reactor_ = parent.promise().reactor;
        to_a_.ended = to_b_.ended = [](Waiter*) noexcept {};
        a_.start(to_a_, *reactor_);
        if (a_.done()) {
            return false;
        }
        b_.start(to_b_, *reactor_);
        if (b_.done()) {
            return false;
        }
        to_a_.ended = to_b_.ended = [](Waiter* self) noexcept {
            FirstOf* owner = static_cast<Side*>(self)->owner;
            owner->to_a_.ended = owner->to_b_.ended = [](Waiter*) noexcept {};
            resume_next(*owner->reactor_, owner->parent_);
        };
        return true;
    }
    First<A, B> await_resume() {
        First<A, B> out;
        if (a_.done()) {
            b_.reset();
            out.a.emplace(a_.take());
        } else {
            a_.reset();
            out.b.emplace(b_.take());
        }
        return out;
    }

  private:
    struct Side : Waiter {
        FirstOf* owner = nullptr;
    };
    Task<A> a_;
    Task<B> b_;
    Side to_a_;
    Side to_b_;
    std::coroutine_handle<> parent_;
    Reactor* reactor_ = nullptr;
};

template <class A, class B>
FirstOf<A, B> first_of(Task<A>&& a, Task<B>&& b) {
    return FirstOf<A, B>(std::move(a), std::move(b));
}

}  // namespace sluice::async
