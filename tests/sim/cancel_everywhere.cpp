#include "tests/sim/cancel_everywhere.h"

#include <optional>

#include "engine/async/sleep.h"

namespace sluice::sim {

namespace {

/// Ends `root` in the n-th action from now.
async::Task<void> cancel_in(async::Reactor& reactor, int actions, int& count, std::optional<async::Root>& root) {
    while (count < actions) {
        ++count;
        co_await async::Yield(reactor);
    }
    root.reset();
}

struct Once {
    bool finished = false;
    bool moved = true;  ///< false: nothing could happen any more although the task had not ended
    std::string failure;
};

Once run_once(const Scenario& scenario, Canceller canceller, std::uint64_t seed, int actions) {
    Once once;
    SimWorld world(seed);
    world.set_bound(std::chrono::hours(1));
    if (scenario.prepare) {
        scenario.prepare(world);
    }
    {
        SimDriver driver(world);
        std::shared_ptr<void> keep;
        std::optional<async::Root> root;
        bool ended = false;
        root.emplace(driver.reactor(), scenario.start(world, driver.reactor(), keep), [&ended] { ended = true; });
        std::optional<async::Root> killer;
        int count = 0;
        int turns = 0;
        while (!ended && root && once.moved) {
            if (canceller == Canceller::loop && turns == actions) {
                root.reset();
                break;
            }
            if (canceller == Canceller::coroutine && turns == actions) {
                killer.emplace(driver.reactor(), cancel_in(driver.reactor(), 1, count, root));
            }
            ++turns;
            once.moved = driver.turn();
        }
        once.finished = ended;
        if (!once.moved) {
            once.failure = "nothing can happen any more, but the task has not ended; " + world.stuck();
        }
        if (root) {
            root.reset();
        }
        killer.reset();
        driver.reactor().flush();
        keep.reset();
        driver.reactor().flush();
        if (const std::size_t left = driver.reactor().timers().size(); left > 0) {
            once.failure += std::to_string(left) + " timers left armed";
        }
    }
    once.failure += world.leftovers();
    return once;
}

}  // namespace

CancelReport cancel_everywhere(const Scenario& scenario, Canceller canceller, std::uint64_t seed, int most) {
    CancelReport report;
    for (int actions = 0; actions < most; ++actions) {
        const Once once = run_once(scenario, canceller, seed, actions);
        if (!once.failure.empty()) {
            report.failure = "cancelled at action " + std::to_string(actions) + " of seed " + std::to_string(seed) +
                             ": " + once.failure;
            return report;
        }
        if (once.finished) {
            report.finished = true;
            return report;
        }
        ++report.points;
    }
    return report;
}

}  // namespace sluice::sim
