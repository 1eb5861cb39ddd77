#pragma once

#include "engine/sys/world.h"

namespace sluice::sys {

/// getaddrinfo: hosts file, mDNS and split DNS work as everywhere else on the machine.
class SystemResolver : public Resolver {
  public:
    Resolved resolve(const std::string& host, std::uint16_t port, FamilyChoice family) override;
};

}  // namespace sluice::sys
