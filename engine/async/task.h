#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace sluice::async {

class Reactor;

/// Who is told when a child coroutine has ended. `ended` runs inside the child's final suspension: it only queues.
struct Waiter {
    void (*ended)(Waiter*) noexcept = nullptr;
};

/// Queues `parent` to be resumed next by its reactor (defined in reactor.cpp).
void resume_next(Reactor& reactor, std::coroutine_handle<> parent) noexcept;

/// What every coroutine of the engine has: the reactor it runs on and who waits for it.
class PromiseBase {
  public:
    Reactor* reactor = nullptr;
    Waiter* waiter = nullptr;
    std::exception_ptr exception;

    struct FinalAwaiter {
        bool await_ready() const noexcept { return false; }
        template <class Promise>
        void await_suspend(std::coroutine_handle<Promise> self) const noexcept {
            Waiter* waiter = self.promise().waiter;
            if (waiter != nullptr) {
                waiter->ended(waiter);
            }
        }
        void await_resume() const noexcept {}
    };

    std::suspend_always initial_suspend() const noexcept { return {}; }
    FinalAwaiter final_suspend() const noexcept { return {}; }
    void unhandled_exception() noexcept { exception = std::current_exception(); }
};

template <class T>
class ValuePromise : public PromiseBase {
  public:
    template <class U>
    void return_value(U&& value) {
        value_.emplace(std::forward<U>(value));
    }
    T take() { return std::move(*value_); }

  private:
    std::optional<T> value_;
};

template <>
class ValuePromise<void> : public PromiseBase {
  public:
    void return_void() const noexcept {}
    void take() const noexcept {}
};

/// A coroutine that has not started yet, or runs. Starts when awaited; destroying it cancels it, and RAII in its frame
/// undoes what it held. Move-only. Cancel only while it is suspended: from the loop, never from inside itself.
template <class T>
class [[nodiscard]] Task {
  public:
    struct promise_type : ValuePromise<T> {
        Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    };
    using Handle = std::coroutine_handle<promise_type>;

    Task() = default;
    explicit Task(Handle handle) : handle_(handle) {}
    Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    Task& operator=(Task&& other) noexcept {
        if (this != &other) {
            reset();
            handle_ = std::exchange(other.handle_, nullptr);
        }
        return *this;
    }
    ~Task() { reset(); }

    explicit operator bool() const { return handle_ != nullptr; }
    bool done() const { return handle_ && handle_.done(); }
    void reset() {
        if (handle_) {
            std::exchange(handle_, nullptr).destroy();
        }
    }
    /// Sets who is told of its end and where it runs; the handle, when resumed, runs it to its first suspension.
    std::coroutine_handle<> prepare(Waiter& waiter, Reactor& reactor) {
        handle_.promise().waiter = &waiter;
        handle_.promise().reactor = &reactor;
        return handle_;
    }
    /// Runs it up to its first suspension. `waiter` must outlive it.
    void start(Waiter& waiter, Reactor& reactor) { prepare(waiter, reactor).resume(); }
    /// The value; only once, only when done(). Throws what escaped from the coroutine.
    T take() {
        if (handle_.promise().exception) {
            std::rethrow_exception(handle_.promise().exception);
        }
        return handle_.promise().take();
    }

    class Awaiter : private Waiter {
      public:
        explicit Awaiter(Task&& task) : task_(std::move(task)) {}
        Awaiter(const Awaiter&) = delete;
        Awaiter& operator=(const Awaiter&) = delete;
        bool await_ready() const noexcept { return false; }
        template <class Promise>
        bool await_suspend(std::coroutine_handle<Promise> parent) {
            parent_ = parent;
            reactor_ = parent.promise().reactor;
            ended = [](Waiter*) noexcept {};
            task_.start(*this, *reactor_);
            if (task_.done()) {
                return false;
            }
            ended = [](Waiter* self) noexcept {
                auto* awaiter = static_cast<Awaiter*>(self);
                resume_next(*awaiter->reactor_, awaiter->parent_);
            };
            return true;
        }
        T await_resume() { return task_.take(); }

      private:
        Task task_;
        std::coroutine_handle<> parent_;
        Reactor* reactor_ = nullptr;
    };
    Awaiter operator co_await() && { return Awaiter(std::move(*this)); }

  private:
    Handle handle_;
};

}  // namespace sluice::async
