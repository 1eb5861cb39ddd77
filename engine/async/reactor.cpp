#include "engine/async/reactor.h"

#include <cassert>
#include <utility>

namespace sluice::async {

namespace {
/// After so many resumptions an action ends, so that the driver gets its turn; the rest runs in the next one.
constexpr int resumptions_per_action = 20000;
}  // namespace

void resume_next(Reactor& reactor, std::coroutine_handle<> parent) noexcept {
    assert(!reactor.next_ && "one coroutine ends at a time");
    reactor.next_ = parent;
}

Reactor::Reactor(sys::World& world, Door& door)
    : world_(world), door_(door), wakeup_(world.make_wakeup()), mailbox_(std::make_shared<Mailbox>()) {
    mailbox_->reactor_ = this;
}

Reactor::~Reactor() {
    {
        const std::lock_guard lock(mailbox_->mutex_);
        mailbox_->reactor_ = nullptr;
        mailbox_->jobs_.clear();
    }
    const sys::Fd fd = wakeup_->fd();
    if (fd >= 0 && static_cast<std::size_t>(fd) < fds_.size() && fds_[fd].at_door) {
        door_.on_interest(fd, sys::Interest::remove, nullptr);
    }
}

Reactor::FdState& Reactor::state(sys::Fd fd) {
    if (static_cast<std::size_t>(fd) >= fds_.size()) {
        fds_.resize(static_cast<std::size_t>(fd) + 16);
    }
    return fds_[fd];
}

void Reactor::mark(sys::Fd fd) {
    FdState& s = state(fd);
    if (!s.dirty) {
        s.dirty = true;
        dirty_.push_back(fd);
    }
}

void Reactor::ready(sys::Fd fd, sys::Ready ready) {
    if (fd == wakeup_->fd()) {
        wakeup_->drain();
        return;
    }
    if (fd < 0 || static_cast<std::size_t>(fd) >= fds_.size()) {
        return;
    }
    FdState& s = fds_[fd];
    const bool both = (ready & sys::ready_err) != 0 || ready == 0;
    for (FdWait** waiter : {&s.reader, &s.writer}) {
        const sys::Ready wanted = waiter == &s.reader ? sys::ready_in : sys::ready_out;
        if (*waiter != nullptr && (both || (ready & wanted) != 0)) {
            (*waiter)->registered_ = false;
            ready_.push_back(**waiter);
            *waiter = nullptr;
            mark(fd);
        }
    }
}

void Reactor::resume(std::coroutine_handle<> handle) {
    // A child's end leaves its parent in next_; looping over it keeps the stack flat on the way up.
    while (handle) {
        handle.resume();
        handle = std::exchange(next_, nullptr);
    }
}

void Reactor::run_jobs() {
    std::vector<std::function<void()>> jobs;
    {
        const std::lock_guard lock(mailbox_->mutex_);
        jobs.swap(mailbox_->jobs_);
    }
    for (auto& job : jobs) {
        job();
    }
}

void Reactor::finish_roots() {
    while (Node* node = finished_.pop_front()) {
        Root* root = static_cast<Root::EndNode*>(node)->root;
        root->finished_ = true;
        const auto on_end = std::move(root->on_end_);  // it may destroy the Root
        if (on_end) {
            on_end();
        }
    }
}

void Reactor::run() {
    assert(!running_);
    run_now();
    flush();
}

void Reactor::run_now() {
    struct Running {
        bool& flag;
        ~Running() { flag = false; }  // also when a function that is told of an end throws
    } running{running_};
    running_ = true;
    run_jobs();
    const Instant start = now();
    while (TimerNode* timer = timers_.pop_due(start)) {
        timer->fire(timer);
    }
    ready_.take_all(later_);
    for (int n = 0; n < resumptions_per_action; ++n) {
        Node* node = ready_.pop_front();
        if (node == nullptr) {
            if (finished_.empty()) {
                break;
            }
            finish_roots();
            continue;
        }
        resume(node->handle);
    }
    finish_roots();
}

void Reactor::announce(sys::Fd fd) {
    FdState& s = fds_[fd];
    s.dirty = false;
    unsigned wanted = 0;
    if (fd == wakeup_->fd()) {
        wanted = expected_posts_ > 0 ? 1 : 0;
    } else {
        wanted = (s.reader != nullptr ? 1U : 0U) | (s.writer != nullptr ? 2U : 0U);
    }
    const auto interest = static_cast<sys::Interest>(wanted);
    if (interest == s.announced) {
        return;
    }
    s.announced = interest;
    s.at_door = true;
    door_.on_interest(fd, interest, s.owner);
}

void Reactor::flush() {
    if (running_) {
        return;
    }
    for (std::size_t i = 0; i < dirty_.size(); ++i) {
        announce(dirty_[i]);
    }
    dirty_.clear();

    std::optional<Instant> due;
    bool posted = false;
    {
        const std::lock_guard lock(mailbox_->mutex_);
        posted = !mailbox_->jobs_.empty();
    }
    if (posted || !ready_.empty() || !later_.empty() || !finished_.empty()) {
        due = Instant{};  // at once
    } else if (const TimerNode* timer = timers_.next()) {
        due = timer->due();
    }
    if (due != announced_due_) {
        announced_due_ = due;
        door_.on_timer(due);
    }
}

FdWait Reactor::readable(sys::Fd fd) {
    return FdWait(*this, fd, false);
}
FdWait Reactor::writable(sys::Fd fd) {
    return FdWait(*this, fd, true);
}

void Reactor::release(sys::Fd fd) {
    let_go(fd);
    world_.network().close(fd);
}

void Reactor::let_go(sys::Fd fd) {
    FdState& s = state(fd);
    assert(s.reader == nullptr && s.writer == nullptr && "a coroutine still waits for a descriptor that is closed");
    s.announced = sys::Interest::none;
    if (std::exchange(s.at_door, false)) {
        door_.on_interest(fd, sys::Interest::remove, s.owner);
    }
    s.owner = nullptr;
}

void Reactor::expect_posts(int change) {
    expected_posts_ += change;
    mark(wakeup_->fd());
}

void Reactor::post(std::function<void()> job) {
    mailbox_->post(std::move(job));
}

void Reactor::Mailbox::post(std::function<void()> job) {
    const std::lock_guard lock(mutex_);
    if (reactor_ == nullptr) {
        return;
    }
    jobs_.push_back(std::move(job));
    if (jobs_.size() == 1) {
        reactor_->wakeup_->signal();
    }
}

void FdWait::await_suspend(std::coroutine_handle<> parent) {
    handle = parent;
    registered_ = true;
    Reactor::FdState& s = reactor_.state(fd_);
    FdWait*& slot = writing_ ? s.writer : s.reader;
    assert(slot == nullptr && "one waiter for each direction of a descriptor");
    slot = this;
    reactor_.mark(fd_);
}

FdWait::~FdWait() {
    if (registered_) {
        Reactor::FdState& s = reactor_.fds_[fd_];
        (writing_ ? s.writer : s.reader) = nullptr;
        reactor_.mark(fd_);
    }
}

Root::Root(Reactor& reactor, Task<void> task, std::function<void()> on_end)
    : reactor_(reactor), task_(std::move(task)), on_end_(std::move(on_end)) {
    end_.root = this;
    ended = [](Waiter* self) noexcept {
        auto* root = static_cast<Root*>(self);
        root->reactor_.finished_.push_back(root->end_);
    };
    start_.handle = task_.prepare(*this, reactor_);
    reactor_.queue(start_);
}

}  // namespace sluice::async
