#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "engine/async/reactor.h"

namespace sluice::async {

/// `auto value = co_await offload(reactor, workers, [owned = std::move(x)] { return blocking(owned); });`
/// runs the closure on a worker thread and resumes here with what it returned. The closure must own everything it
/// touches: when the waiter is destroyed the work goes on to its end (or is skipped if it had not begun) and only the
/// result is dropped. Name the closure before the await if it captures anything with a destructor.
template <class Function>
class Offload : public Node {
  public:
    using Value = std::invoke_result_t<Function&>;

    Offload(Reactor& reactor, sys::Workers& workers, Function function)
        : reactor_(reactor), workers_(workers), job_(std::make_shared<Job>(std::move(function))) {}
    Offload(const Offload&) = delete;
    Offload& operator=(const Offload&) = delete;
    ~Offload() {
        if (job_->waiter != nullptr) {
            job_->waiter = nullptr;
            job_->abandoned.store(true, std::memory_order_relaxed);
            reactor_.expect_posts(-1);
        }
    }
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> parent) {
        handle = parent;
        job_->waiter = this;
        reactor_.expect_posts(+1);
        workers_.submit([job = job_, mailbox = reactor_.mailbox()]() mutable {
            if (!job->abandoned.load(std::memory_order_relaxed)) {
                job->value.emplace(job->function());
            }
            mailbox->post([job = std::move(job)] {
                if (Offload* waiter = std::exchange(job->waiter, nullptr)) {
                    waiter->reactor_.expect_posts(-1);
                    waiter->reactor_.queue(*waiter);
                }
            });
        });
    }
    Value await_resume() { return std::move(*job_->value); }

  private:
    struct Job {
        explicit Job(Function f) : function(std::move(f)) {}
        Function function;
        std::optional<Value> value;  // written by the worker, read after the post
        std::atomic<bool> abandoned{false};
        Offload* waiter = nullptr;  // the reactor's thread only
    };
    Reactor& reactor_;
    sys::Workers& workers_;
    std::shared_ptr<Job> job_;
};

template <class Function>
Offload<std::decay_t<Function>> offload(Reactor& reactor, sys::Workers& workers, Function&& function) {
    return Offload<std::decay_t<Function>>(reactor, workers, std::forward<Function>(function));
}

}  // namespace sluice::async
