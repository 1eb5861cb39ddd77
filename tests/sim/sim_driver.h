#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "engine/async/reactor.h"
#include "tests/sim/sim_world.h"

namespace sluice::sim {

/// The loop below a bare Reactor in a simulated world: what a program's event loop would be.
/// Use: SimDriver driver(world); Root root(driver.reactor(), task()); driver.run();
class SimDriver : private async::Door {
  public:
    explicit SimDriver(sys::World& world);
    ~SimDriver() override;
    async::Reactor& reactor() { return *reactor_; }

    /// One action and one wait: false when nothing can happen any more, or the world's bound was hit.
    bool turn();
    /// Turns until `done` says so: true; false as in turn().
    bool run_until(const std::function<bool()>& done);

  private:
    void on_interest(sys::Fd fd, sys::Interest interest, void* owner) override;
    void on_timer(std::optional<Instant> due) override { due_ = due; }

    std::unique_ptr<sys::Poller> poller_;
    std::unique_ptr<async::Reactor> reactor_;
    std::optional<Instant> due_;
    std::vector<sys::ReadyEvent> events_;
};

}  // namespace sluice::sim
