#pragma once

#include <cstddef>

#include "engine/base/clock.h"

namespace sluice::transfer {

/// A limit on receiving that a transfer shares with others, asked beside its own. On the reactor's thread.
class RateGate {
  public:
    virtual ~RateGate() = default;
    /// Whether there is a limit now.
    virtual bool limited() const = 0;
    /// How many bytes may be received now, at most `wanted`; 0: not before wait() is over.
    virtual std::size_t allowance(Instant now, std::size_t wanted) = 0;
    virtual void spent(std::size_t bytes) = 0;
    /// Until enough has come together to be worth a system call; short enough that a raised limit is noticed.
    virtual Duration wait(Instant now) const = 0;
};

}  // namespace sluice::transfer
