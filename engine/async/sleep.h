#pragma once

#include "engine/async/reactor.h"

namespace sluice::async {

/// `co_await SleepUntil(reactor, when);` resumes at `when` or, if that has passed, in the next action.
class SleepUntil : public Node {
  public:
    SleepUntil(Reactor& reactor, Instant when) : reactor_(reactor), when_(when) {
        timer_.owner = this;
        timer_.fire = [](TimerNode* timer) noexcept {
            SleepUntil* self = static_cast<Timer*>(timer)->owner;
            self->reactor_.queue(*self);
        };
    }
    SleepUntil(Reactor& reactor, Duration time) : SleepUntil(reactor, reactor.now() + time) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> parent) {
        handle = parent;
        reactor_.timers().arm(timer_, when_);
    }
    void await_resume() const noexcept {}

  private:
    struct Timer : TimerNode {
        SleepUntil* owner = nullptr;
    };
    Reactor& reactor_;
    Instant when_;
    Timer timer_;
};

/// `co_await Yield(reactor);` gives the others and the driver a turn.
class Yield : public Node {
  public:
    explicit Yield(Reactor& reactor) : reactor_(reactor) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> parent) {
        handle = parent;
        reactor_.queue_later(*this);
    }
    void await_resume() const noexcept {}

  private:
    Reactor& reactor_;
};

}  // namespace sluice::async
