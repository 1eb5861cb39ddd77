#pragma once

#include "engine/async/reactor.h"

namespace sluice::async {

/// A flag that coroutines wait for: pause and resume, a stream that got ready, a slot that is free.
/// set() wakes all that wait; it stays set until reset(). One thread.
class Event {
  public:
    explicit Event(Reactor& reactor) : reactor_(reactor) {}

    bool is_set() const { return set_; }
    void set() {
        set_ = true;
        while (Node* node = waiting_.pop_front()) {
            reactor_.queue(*node);
        }
    }
    void reset() { set_ = false; }
    /// Wakes all that wait now without staying set.
    void pulse() {
        set();
        reset();
    }

    class Wait : public Node {
      public:
        explicit Wait(Event& event) : event_(event) {}
        bool await_ready() const noexcept { return event_.set_; }
        void await_suspend(std::coroutine_handle<> parent) {
            handle = parent;
            event_.waiting_.push_back(*this);
        }
        void await_resume() const noexcept {}

      private:
        Event& event_;
    };
    Wait wait() { return Wait(*this); }

  private:
    Reactor& reactor_;
    NodeList waiting_;
    bool set_ = false;
};

}  // namespace sluice::async
