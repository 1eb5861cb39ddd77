#pragma once

#include "engine/transfer/rate_gate.h"
#include "engine/transfer/rate_limiter.h"

namespace sluice::transfer {

/// What one transfer may receive: by its own limit (bytes per second, 0 = none, as it stands now) and by the one it
/// shares, if there is one. On the reactor's thread.
class ReceiveRate {
  public:
    /// The gate outlives this; null: none.
    explicit ReceiveRate(RateGate* gate) : gate_(gate) {}

    bool limited(std::int64_t limit) const { return limit > 0 || (gate_ != nullptr && gate_->limited()); }
    /// How much may be received now, at most `wanted`; 0 means wait() first.
    std::size_t allowance(std::int64_t limit, Instant now, std::size_t wanted);
    void spent(std::size_t bytes);
    Duration wait(std::int64_t limit, Instant now) const;

  private:
    RateLimiter own_;
    RateGate* gate_;
};

}  // namespace sluice::transfer
