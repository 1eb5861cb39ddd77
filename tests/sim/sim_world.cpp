#include "tests/sim/sim_world.h"

#include <netdb.h>

#include <cerrno>
#include <utility>

namespace sluice::sim {

namespace {
using namespace std::chrono_literals;
constexpr std::uint64_t most_waits = 2'000'000;
}  // namespace

class SimWorld::Clock : public base::Clock {
  public:
    explicit Clock(SimLoop& loop) : loop_(loop) {}
    Instant monotonic() const override { return loop_.now(); }
    Instant boottime() const override { return loop_.now(); }
    WallTime wall() const override { return WallTime{} + 1'780'000'000s + loop_.now().time_since_epoch(); }

  private:
    SimLoop& loop_;
};

class SimWorld::Resolver : public sys::Resolver {
  public:
    explicit Resolver(SimWorld& world) : world_(world) {}
    sys::Resolved resolve(const std::string& host, std::uint16_t port, sys::FamilyChoice family) override {
        sys::Resolved out;
        Name name;
        if (const auto literal = sys::Address::parse(host, port)) {
            name.addresses.push_back(*literal);
        } else if (const auto found = world_.names_.find(host); found != world_.names_.end()) {
            name = found->second;
        } else {
            name.error = EAI_NONAME;
        }
        out.error = name.error;
        for (sys::Address address : name.addresses) {
            const bool v4 = address.family() == sys::Family::v4;
            if (family == sys::FamilyChoice::any || v4 == (family == sys::FamilyChoice::v4)) {
                address.set_port(port);
                out.addresses.push_back(address);
            }
        }
        if (out.error == 0 && out.addresses.empty()) {
            out.error = EAI_NONAME;
        }
        return out;
    }

  private:
    SimWorld& world_;
};

class SimWorld::Workers : public sys::Workers {
  public:
    Workers(SimLoop& loop, Rng rng, Duration& most) : loop_(loop), rng_(rng), most_(most) {}
    void submit(std::function<void()> job) override {
        loop_.after(Duration(rng_.between(1000, most_.count())), std::move(job));
    }

  private:
    SimLoop& loop_;
    Rng rng_;
    Duration& most_;
};

class SimWorld::Random : public sys::Random {
  public:
    explicit Random(Rng rng) : rng_(rng) {}
    std::uint64_t next() override { return rng_.next(); }

  private:
    Rng rng_;
};

class SimWorld::Wakeup : public sys::Wakeup {
  public:
    explicit Wakeup(SimWorld& world) : world_(world), fd_(world.network_.add_wakeup()) { ++world_.wakeups_; }
    ~Wakeup() override {
        world_.network_.close(fd_);
        --world_.wakeups_;
    }
    sys::Fd fd() const override { return fd_; }
    bool signal() override {
        world_.network_.signal_wakeup(fd_, true);
        return true;
    }
    void drain() override { world_.network_.signal_wakeup(fd_, false); }

  private:
    SimWorld& world_;
    sys::Fd fd_;
};

/// A splice that copies: what counts is that bytes reach the file without passing through the engine.
class SimWorld::Splice : public sys::Splice {
  public:
    explicit Splice(SimNetwork& network) : network_(network) {}
    sys::IoResult move(sys::Fd socket, sys::File& file, std::uint64_t offset, std::size_t most,
                       bool& write_failed) override {
        write_failed = false;
        std::vector<std::byte> buffer(std::min<std::size_t>(most, 64 * 1024));
        const sys::IoResult got = network_.receive(socket, buffer);
        if (got.state != sys::IoState::done) {
            return got;
        }
        const sys::IoResult written = file.write_at(offset, Bytes(buffer).first(got.bytes));
        write_failed = written.state != sys::IoState::done;
        return write_failed ? written : got;
    }

  private:
    SimNetwork& network_;
};

namespace {
Duration disk_time = 5ms;
}

SimWorld::SimWorld(std::uint64_t seed)
    : rng_(seed),
      network_(loop_, rng_.fork()),
      disk_(loop_, rng_.fork()),
      clock_(std::make_unique<Clock>(loop_)),
      resolver_(std::make_unique<Resolver>(*this)),
      workers_(std::make_unique<Workers>(loop_, rng_.fork(), disk_time)),
      lookup_workers_(std::make_unique<Workers>(loop_, rng_.fork(), lookup_time_)),
      random_(std::make_unique<Random>(rng_.fork())) {}

SimWorld::~SimWorld() {
    loop_.clear();
}

int SimWorld::check() {
    if (++waits_ > most_waits) {
        stuck_ = "more than two million waits";
    } else if (bound_ && loop_.now() > *bound_) {
        stuck_ = "the bound of virtual time has passed";
    }
    return stuck_.empty() ? 0 : ETIME;
}

std::string SimWorld::leftovers() const {
    std::string out = stuck_;
    if (network_.open_sockets() > 0) {
        out += " " + std::to_string(network_.open_sockets()) + " sockets left open";
    }
    if (wakeups_ > 0) {
        out += " " + std::to_string(wakeups_) + " wake-ups left open";
    }
    if (interests_left_ > 0) {
        out += " interest in " + std::to_string(interests_left_) + " descriptors left when their poller ended";
    }
    return out;
}

void SimWorld::stop_processes() {
    network_.drop_all();
    // Jobs of workers are run without effect, not dropped: whatever they own is freed as in a process that ends.
    disk_.freeze(true);
    const Instant until = loop_.now() + 1s;
    while (loop_.step(until)) {
    }
    loop_.clear();
    disk_.freeze(false);
}

base::Clock& SimWorld::clock() {
    return *clock_;
}
sys::Resolver& SimWorld::resolver() {
    return *resolver_;
}
sys::Workers& SimWorld::workers() {
    return *workers_;
}
sys::Workers& SimWorld::lookup_workers() {
    return *lookup_workers_;
}
std::optional<std::string> SimWorld::environment(const std::string& name) {
    const auto found = environment_.find(name);
    return found == environment_.end() ? std::nullopt : std::optional(found->second);
}
sys::Random& SimWorld::random() {
    return *random_;
}

std::unique_ptr<sys::Poller> SimWorld::make_poller() {
    /// Counts what was announced and never removed.
    class Counted : public SimPoller {
      public:
        Counted(SimWorld& world, Rng rng)
            : SimPoller(world.loop_, world.network_, rng, [&world] { return world.check(); }), world_(world) {}
        ~Counted() override { world_.interests_left_ += interests().size(); }

      private:
        SimWorld& world_;
    };
    return std::make_unique<Counted>(*this, rng_.fork());
}

std::unique_ptr<sys::Wakeup> SimWorld::make_wakeup() {
    return std::make_unique<Wakeup>(*this);
}

std::unique_ptr<sys::Splice> SimWorld::make_splice() {
    return splice_ ? std::make_unique<Splice>(network_) : nullptr;
}

}  // namespace sluice::sim
