#include "engine/sys/real_world.h"

#include <sys/random.h>
#include <time.h>

#include <atomic>
#include <cstdlib>

#include "engine/sys/linux/epoll_poller.h"
#include "engine/sys/linux/event_wakeup.h"
#include "engine/sys/linux/pipe_splice.h"
#include "engine/sys/poll_poller.h"
#include "engine/sys/posix_disk.h"
#include "engine/sys/posix_network.h"
#include "engine/sys/system_resolver.h"
#include "engine/sys/thread_workers.h"

namespace sluice::sys {

namespace {

constexpr int most_pipes = 16;  // an unprivileged user has 64 MiB for all pipe buffers
constexpr int disk_threads = 4;
constexpr int lookup_threads = 20;

class SystemClock : public base::Clock {
  public:
    Instant monotonic() const override { return Instant(read(CLOCK_MONOTONIC)); }
    Instant boottime() const override { return Instant(read(CLOCK_BOOTTIME)); }
    WallTime wall() const override { return WallTime(read(CLOCK_REALTIME)); }
    int utc_offset_s(std::int64_t at) const override {
        const auto time = static_cast<std::time_t>(at);
        std::tm local{};
        return ::localtime_r(&time, &local) == nullptr ? 0 : static_cast<int>(local.tm_gmtoff);
    }

  private:
    static Duration read(clockid_t id) {
        timespec now{};
        ::clock_gettime(id, &now);
        return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
    }
};

class SystemRandom : public Random {
  public:
    std::uint64_t next() override {
        std::uint64_t value = 0;
        auto* at = reinterpret_cast<unsigned char*>(&value);
        std::size_t have = 0;
        while (have < sizeof value) {
            const ssize_t n = ::getrandom(at + have, sizeof value - have, 0);
            if (n > 0) {
                have += static_cast<std::size_t>(n);
            }
        }
        return value;
    }
};

}  // namespace

struct RealWorld::Parts {
    PollerKind poller = PollerKind::best;
    SystemClock clock;
    PosixNetwork network;
    PosixDisk disk;
    SystemRandom random;
    std::shared_ptr<std::atomic<int>> pipes = std::make_shared<std::atomic<int>>(0);
    ThreadWorkers lookups{lookup_threads, ThreadWorkers::AtEnd::leave};
    ThreadWorkers workers{disk_threads, ThreadWorkers::AtEnd::finish};
};

RealWorld::RealWorld(PollerKind poller) : parts_(std::make_unique<Parts>()) {
    parts_->poller = poller;
}
RealWorld::~RealWorld() = default;

base::Clock& RealWorld::clock() {
    return parts_->clock;
}
Network& RealWorld::network() {
    return parts_->network;
}
Disk& RealWorld::disk() {
    return parts_->disk;
}
Resolver& RealWorld::resolver() {
    // Stateless, and alive for lookups that hang beyond the end of this world.
    static SystemResolver resolver;
    return resolver;
}
Workers& RealWorld::workers() {
    return parts_->workers;
}
Workers& RealWorld::lookup_workers() {
    return parts_->lookups;
}
Random& RealWorld::random() {
    return parts_->random;
}
std::unique_ptr<Wakeup> RealWorld::make_wakeup() {
    return std::make_unique<EventWakeup>();
}
std::unique_ptr<Splice> RealWorld::make_splice() {
    return PipeSplice::make(parts_->pipes, most_pipes);
}

std::optional<std::string> RealWorld::environment(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}
std::unique_ptr<Poller> RealWorld::make_poller() {
    if (parts_->poller == PollerKind::poll) {
        return std::make_unique<PollPoller>();
    }
    return std::make_unique<EpollPoller>();
}

}  // namespace sluice::sys
