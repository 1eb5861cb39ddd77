#pragma once

#include <cstdint>

#include "engine/base/clock.h"

namespace sluice::transfer {

/// A token bucket of bytes: what may be received now. It holds at most what 100 ms bring, so that no burst follows a
/// pause. A limit of 0 lets everything pass.
class RateLimiter {
  public:
    /// How much may be received now, at most `wanted`; 0 means wait() first.
    std::size_t allowance(std::int64_t limit, Instant now, std::size_t wanted);
    void spent(std::size_t bytes) { tokens_ -= static_cast<double>(bytes); }
    /// Until enough has come together to be worth a call.
    Duration wait(std::int64_t limit) const;

  private:
    double tokens_ = 0;
    Instant filled_{};
};

}  // namespace sluice::transfer
