#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/clock.h"
#include "engine/sys/disk.h"
#include "engine/sys/network.h"

namespace sluice::sys {

/// What is wanted of, or happened on, a descriptor. Values and meaning of libcurl's CURL_POLL_*: `remove` is a value,
/// not a bit.
enum class Interest : std::uint8_t { none = 0, in = 1, out = 2, inout = 3, remove = 4 };
/// Readiness, a mask as libcurl's CURL_CSELECT_*: in 1, out 2, err 4. Always a hint.
using Ready = unsigned;
inline constexpr Ready ready_in = 1, ready_out = 2, ready_err = 4;

struct ReadyEvent {
    Fd fd;
    Ready ready;
};

/// Waits for descriptors: what the built-in driver of a Multi stands on. One thread.
class Poller {
  public:
    virtual ~Poller() = default;
    /// Sets the complete interest in `fd`; `none` may be kept in mind for the next time, `remove` forgets it: the
    /// caller says so before it closes the descriptor.
    virtual void set(Fd fd, Interest interest) = 0;
    /// Waits until something is ready or the time is over (nothing = no end) and fills `events`.
    /// Returns 0, or errno if waiting is not possible any more. EINTR is an empty return.
    virtual int wait(std::optional<Duration> timeout, std::vector<ReadyEvent>& events) = 0;
    /// A descriptor that is readable when something is ready, for nesting in another loop; no_fd if there is none.
    virtual Fd descriptor() const { return no_fd; }
};

/// Wakes a reactor from another thread: `fd()` turns readable after signal(), until drain().
class Wakeup {
  public:
    virtual ~Wakeup() = default;
    virtual Fd fd() const = 0;
    virtual bool signal() = 0;  ///< any thread
    virtual void drain() = 0;   ///< the reactor's thread
};

struct Resolved {
    std::vector<Address> addresses;  ///< in the system's order; port set
    int error = 0;                   ///< 0, or EAI_* (EAI_SYSTEM with `os_errno`)
    int os_errno = 0;
};

enum class FamilyChoice : std::uint8_t { any, v4, v6 };

/// Name lookup, blocking, thread-safe: run it through async::offload.
class Resolver {
  public:
    virtual ~Resolver() = default;
    virtual Resolved resolve(const std::string& host, std::uint16_t port, FamilyChoice family) = 0;
};

/// Runs closures on other threads. submit() may be called from any thread. A closure owns all it touches.
class Workers {
  public:
    virtual ~Workers() = default;
    virtual void submit(std::function<void()> job) = 0;
};

class Random {
  public:
    virtual ~Random() = default;
    virtual std::uint64_t next() = 0;
};

/// Everything the engine asks of the operating system. Two exist: the real one (sys/real_world.h) and a deterministic
/// one made from a seed (tests/sim). References stay valid as long as the World.
class World {
  public:
    virtual ~World() = default;
    virtual base::Clock& clock() = 0;
    virtual Network& network() = 0;
    virtual Disk& disk() = 0;
    virtual Resolver& resolver() = 0;
    virtual Workers& workers() = 0;         ///< disk and hashing
    virtual Workers& lookup_workers() = 0;  ///< names: may hang for long, process exit does not wait for them
    virtual Random& random() = 0;
    /// A variable of the process's environment; nothing if it is not set.
    virtual std::optional<std::string> environment(const std::string& name) = 0;
    virtual std::unique_ptr<Poller> make_poller() = 0;
    virtual std::unique_ptr<Wakeup> make_wakeup() = 0;
    /// Null where the world cannot splice, or no pipe is left.
    virtual std::unique_ptr<Splice> make_splice() = 0;
};

}  // namespace sluice::sys
