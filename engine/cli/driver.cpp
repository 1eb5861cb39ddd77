#include "engine/cli/driver.h"

#include <algorithm>
#include <thread>
#include <vector>

#include "engine/transfer/multi_impl.h"

namespace sluice::cli {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
constexpr milliseconds long_wait = 60'000ms;

/// Blocking transfers, one after the other.
class EasyDriver : public Driver {
  public:
    MultiCode add(Easy& easy) override {
        waiting_.push_back(&easy);
        return MultiCode::ok;
    }
    void remove(Easy&) override {}
    std::optional<Done> wait(std::optional<milliseconds> most) override {
        if (waiting_.empty()) {
            std::this_thread::sleep_for(most.value_or(0ms));
            return std::nullopt;
        }
        Easy* easy = waiting_.front();
        waiting_.erase(waiting_.begin());
        return Done{easy, easy->perform()};
    }

  private:
    std::vector<Easy*> waiting_;
};

/// perform() and poll().
class MultiDriver : public Driver {
  public:
    explicit MultiDriver(sys::World& world) : multi_(std::make_unique<Multi::Impl>(world)) {}
    MultiCode add(Easy& easy) override { return multi_.add(easy); }
    void remove(Easy& easy) override { multi_.remove(easy); }
    std::optional<Done> wait(std::optional<milliseconds> most) override {
        const auto end = std::chrono::steady_clock::now() + most.value_or(0ms);
        for (;;) {
            int running = 0;
            if (multi_.perform(running) != MultiCode::ok) {
                return std::nullopt;
            }
            if (const auto done = multi_.next_done()) {
                return done;
            }
            const auto left = std::chrono::ceil<milliseconds>(end - std::chrono::steady_clock::now());
            if ((most && left <= 0ms) || (!most && running == 0)) {
                return std::nullopt;
            }
            if (multi_.poll(most ? std::min(left, long_wait) : long_wait) != MultiCode::ok) {
                return std::nullopt;
            }
            if (woken_) {
                woken_();
            }
        }
    }
    void set_limits(const MultiLimits& limits) override { multi_.set_limits(limits); }
    std::function<void()> waker(std::function<void()> woken) override {
        woken_ = std::move(woken);
        return [this] { multi_.wakeup(); };
    }

  private:
    std::function<void()> woken_;
    Multi multi_;
};

/// A loop of one's own, as an application's event loop would be.
class SocketDriver : public Driver {
  public:
    explicit SocketDriver(sys::World& world)
        : clock_(world.clock()), poller_(world.make_poller()), multi_(std::make_unique<Multi::Impl>(world)) {
        multi_.set_socket_callback([this](const Easy*, Socket fd, Watch what, void*) {
            poller_->set(fd, static_cast<sys::Interest>(what));
            return 0;
        });
        multi_.set_timer_callback([this](milliseconds time) {
            due_ = time < 0ms ? std::nullopt : std::optional(clock_.monotonic() + time);
            return 0;
        });
    }
    MultiCode add(Easy& easy) override { return multi_.add(easy); }
    void remove(Easy& easy) override { multi_.remove(easy); }
    void set_limits(const MultiLimits& limits) override { multi_.set_limits(limits); }
    std::optional<Done> wait(std::optional<milliseconds> most) override {
        const std::optional<Instant> end = most ? std::optional(clock_.monotonic() + *most) : std::nullopt;
        int running = 0;
        for (;;) {
            if (const auto done = multi_.next_done()) {
                return done;
            }
            const Instant now = clock_.monotonic();
            if ((end && now >= *end) || (!most && multi_.counts().running == 0)) {
                return std::nullopt;
            }
            std::optional<Duration> timeout = end ? std::optional(*end - now) : std::nullopt;
            if (due_ && (!timeout || *due_ - now < *timeout)) {
                timeout = std::max(*due_ - now, Duration::zero());
            }
            if (poller_->wait(timeout, events_) != 0) {
                return std::nullopt;
            }
            MultiCode code = MultiCode::ok;
            if (due_ && clock_.monotonic() >= *due_) {
                due_.reset();
                code = multi_.timer_expired(running);
            }
            for (std::size_t i = 0; i < events_.size() && code == MultiCode::ok; ++i) {
                code = multi_.socket_action(events_[i].fd, events_[i].ready, running);
            }
            if (code != MultiCode::ok) {
                return std::nullopt;
            }
        }
    }

  private:
    base::Clock& clock_;
    std::unique_ptr<sys::Poller> poller_;
    std::optional<Instant> due_;
    std::vector<sys::ReadyEvent> events_;
    Multi multi_;  // last: its end calls back
};

}  // namespace

std::unique_ptr<Driver> make_driver(curl::DriverKind kind, sys::World& world) {
    switch (kind) {
        case curl::DriverKind::easy:
            return std::make_unique<EasyDriver>();
        case curl::DriverKind::socket:
            return std::make_unique<SocketDriver>(world);
        case curl::DriverKind::multi:
            break;
    }
    return std::make_unique<MultiDriver>(world);
}

}  // namespace sluice::cli
