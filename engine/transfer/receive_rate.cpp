#include "engine/transfer/receive_rate.h"

#include <algorithm>

namespace sluice::transfer {

std::size_t ReceiveRate::allowance(std::int64_t limit, Instant now, std::size_t wanted) {
    const std::size_t own = own_.allowance(limit, now, wanted);
    return own == 0 || gate_ == nullptr || !gate_->limited() ? own : gate_->allowance(now, own);
}

void ReceiveRate::spent(std::size_t bytes) {
    own_.spent(bytes);
    if (gate_ != nullptr) {
        gate_->spent(bytes);
    }
}

Duration ReceiveRate::wait(std::int64_t limit, Instant now) const {
    const Duration own = limit > 0 ? own_.wait(limit) : Duration::zero();
    return gate_ != nullptr && gate_->limited() ? std::max(own, gate_->wait(now)) : own;
}

}  // namespace sluice::transfer
