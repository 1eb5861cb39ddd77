#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/sys/world.h"
#include "tests/sim/sim_disk.h"
#include "tests/sim/sim_network.h"

namespace sluice::sim {

/// A whole machine and its network made from a seed. Time is virtual and moves only while a poller waits; workers run
/// their jobs later, on the same thread; every run with the same seed does the same.
///
/// Use: make it, put hosts into network() and names into names(), run the engine on it, check leftovers().
/// One thread. Everything built on it must be gone before it.
class SimWorld : public sys::World {
  public:
    explicit SimWorld(std::uint64_t seed);
    ~SimWorld() override;

    /// Draws for those who set the world up; independent of what the engine draws.
    Rng& rng() { return rng_; }
    SimLoop& loop() { return loop_; }
    SimNetwork& sim_network() { return network_; }
    SimDisk& sim_disk() { return disk_; }

    /// What a name stands for: addresses (the port is filled in), or an EAI_* error.
    struct Name {
        std::vector<sys::Address> addresses;
        int error = 0;
    };
    void name(const std::string& host, Name what) { names_[host] = std::move(what); }
    /// Most that a lookup takes; each takes a random part of it.
    void set_lookup_time(Duration most) { lookup_time_ = most; }
    void set_environment(const std::string& name, const std::string& value) { environment_[name] = value; }
    /// Whether make_splice() gives one.
    void set_splice(bool on) { splice_ = on; }
    /// After so much virtual time, or so many waits, poller waits fail: something hangs.
    void set_bound(Duration time) { bound_ = loop_.now() + time; }
    /// Why the bound was hit ("" = it was not).
    const std::string& stuck() const { return stuck_; }

    /// What is still held that should be gone: descriptors, interest. Empty if nothing. Ask when the engine is gone.
    std::string leftovers() const;
    /// The machine's processes are gone: what was going to happen does not. The disk stays.
    void stop_processes();

    base::Clock& clock() override;
    sys::Network& network() override { return network_; }
    sys::Disk& disk() override { return disk_; }
    sys::Resolver& resolver() override;
    sys::Workers& workers() override;
    sys::Workers& lookup_workers() override;
    sys::Random& random() override;
    std::optional<std::string> environment(const std::string& name) override;
    std::unique_ptr<sys::Poller> make_poller() override;
    std::unique_ptr<sys::Wakeup> make_wakeup() override;
    std::unique_ptr<sys::Splice> make_splice() override;

  private:
    class Clock;
    class Resolver;
    class Workers;
    class Random;
    class Splice;
    class Wakeup;
    int check();

    SimLoop loop_;
    Rng rng_;
    SimNetwork network_;
    SimDisk disk_;
    std::map<std::string, Name> names_;
    std::map<std::string, std::string> environment_;
    Duration lookup_time_ = std::chrono::milliseconds(30);
    bool splice_ = false;
    std::optional<Instant> bound_;
    std::uint64_t waits_ = 0;
    std::string stuck_;
    int wakeups_ = 0;
    std::size_t interests_left_ = 0;
    std::unique_ptr<Clock> clock_;
    std::unique_ptr<Resolver> resolver_;
    std::unique_ptr<Workers> workers_;
    std::unique_ptr<Workers> lookup_workers_;
    std::unique_ptr<Random> random_;
};

}  // namespace sluice::sim
