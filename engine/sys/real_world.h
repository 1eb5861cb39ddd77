#pragma once

#include <memory>

#include "engine/sys/world.h"

namespace sluice::sys {

enum class PollerKind : std::uint8_t {
    best,  ///< epoll on Linux
    poll,  ///< poll(2), everywhere
};

/// The operating system. Make one in main and pass it on; it outlives everything built on it. Thread-safe.
class RealWorld : public World {
  public:
    explicit RealWorld(PollerKind poller = PollerKind::best);
    ~RealWorld() override;
    base::Clock& clock() override;
    Network& network() override;
    Disk& disk() override;
    Resolver& resolver() override;
    Workers& workers() override;
    Workers& lookup_workers() override;
    Random& random() override;
    std::optional<std::string> environment(const std::string& name) override;
    std::unique_ptr<Poller> make_poller() override;
    std::unique_ptr<Wakeup> make_wakeup() override;
    std::unique_ptr<Splice> make_splice() override;

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace sluice::sys
