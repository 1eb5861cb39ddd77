#include "tests/sim/sim_driver.h"

#include <algorithm>

namespace sluice::sim {

SimDriver::SimDriver(sys::World& world) : poller_(world.make_poller()), reactor_(new async::Reactor(world, *this)) {}

SimDriver::~SimDriver() {
    reactor_->flush();  // frames that were destroyed from outside give back their interest
    reactor_.reset();
}

void SimDriver::on_interest(sys::Fd fd, sys::Interest interest, void* /*owner*/) {
    poller_->set(fd, interest);
}

bool SimDriver::turn() {
    reactor_->flush();  // what was started or destroyed from outside
    std::optional<Duration> timeout;
    if (due_) {
        timeout = std::max(*due_ - reactor_->now(), Duration::zero());
    }
    if (poller_->wait(timeout, events_) != 0) {
        return false;
    }
    if (due_ && *due_ <= reactor_->now()) {
        due_.reset();
        reactor_->timer_fired();
    }
    for (const sys::ReadyEvent& event : events_) {
        reactor_->ready(event.fd, event.ready);
    }
    reactor_->run();
    return true;
}

bool SimDriver::run_until(const std::function<bool()>& done) {
    while (!done()) {
        if (!turn()) {
            return done();
        }
    }
    return true;
}

}  // namespace sluice::sim
