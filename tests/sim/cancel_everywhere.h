#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/async/task.h"
#include "tests/sim/sim_driver.h"
#include "tests/sim/sim_world.h"

namespace sluice::sim {

/// Something that runs in a simulated world and can be cancelled at any moment.
struct Scenario {
    /// Puts hosts and names into a fresh world. May be empty.
    std::function<void(SimWorld&)> prepare;
    /// Makes the task. What must outlive the task goes into `keep` and is dropped after it, before the reactor.
    std::function<async::Task<void>(SimWorld&, async::Reactor&, std::shared_ptr<void>& keep)> start;
};

/// Who destroys the task.
enum class Canceller : std::uint8_t {
    loop,       ///< the program, between two actions of the reactor
    coroutine,  ///< another coroutine of the same reactor, inside an action
};

struct CancelReport {
    int points = 0;         ///< moments at which it was cancelled
    bool finished = false;  ///< it also ran to its end when nobody cancelled it any more
    std::string failure;    ///< what was left behind, with the moment; empty if nothing
};

/// Runs the scenario again and again in fresh worlds of the same seed, destroys its root at the 1st, 2nd, 3rd … action
/// until it ends before it is destroyed, and looks each time for what was left behind: armed timers, interest, open
/// sockets. Leaked or used-after-free frames are for AddressSanitizer to find. At most `most` moments.
CancelReport cancel_everywhere(const Scenario& scenario, Canceller canceller, std::uint64_t seed = 1, int most = 3000);

}  // namespace sluice::sim
