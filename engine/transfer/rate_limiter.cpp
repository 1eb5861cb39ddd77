#include "engine/transfer/rate_limiter.h"

#include <algorithm>

namespace sluice::transfer {

namespace {
constexpr double bucket_seconds = 0.1;
constexpr double least_worth = 512;  // bytes; fewer are not worth a system call
double worth_a_call(std::int64_t limit) {
    return std::min(least_worth, std::max(1.0, static_cast<double>(limit) * bucket_seconds / 2));
}
}  // namespace

std::size_t RateLimiter::allowance(std::int64_t limit, Instant now, std::size_t wanted) {
    if (limit <= 0) {
        filled_ = now;
        tokens_ = 0;
        return wanted;
    }
    const double most = std::max(static_cast<double>(limit) * bucket_seconds, 1.0);
    if (filled_ != Instant{}) {
        tokens_ += std::chrono::duration<double>(now - filled_).count() * static_cast<double>(limit);
    }
    filled_ = now;
    tokens_ = std::min(tokens_, most);
    if (tokens_ < worth_a_call(limit)) {
        return 0;
    }
    return std::min(wanted, static_cast<std::size_t>(tokens_));
}

Duration RateLimiter::wait(std::int64_t limit) const {
    // Half a bucket at a time: twenty calls a second, and a changed limit is seen in time.
    const double missing = std::max(static_cast<double>(limit) * bucket_seconds / 2, worth_a_call(limit)) - tokens_;
    const double seconds = std::clamp(missing / static_cast<double>(std::max<std::int64_t>(limit, 1)), 0.001, 0.2);
    return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
}

}  // namespace sluice::transfer
