#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "engine/dns/cache.h"

namespace sluice::dns {

/// A Cache that the name services of several reactors use at once: each call is one step under its lock. Instants come
/// from the monotonic clock, which is the same for all of them. Thread-safe.
class SharedCache {
  public:
    /// A copy of what Cache::find() finds.
    std::optional<Cache::Entry> find(const CacheKey& key, std::chrono::seconds lifetime, Instant now) {
        const std::lock_guard lock(mutex_);
        const Cache::Entry* entry = cache_.find(key, lifetime, now);
        return entry == nullptr ? std::nullopt : std::optional{*entry};
    }
    void store(const CacheKey& key, std::vector<sys::Address> addresses, Instant now, bool permanent) {
        const std::lock_guard lock(mutex_);
        cache_.store(key, std::move(addresses), now, permanent);
    }
    void remove(const CacheKey& key) {
        const std::lock_guard lock(mutex_);
        cache_.remove(key);
    }
    void clear() {
        const std::lock_guard lock(mutex_);
        cache_.clear();
    }
    std::size_t size() const {
        const std::lock_guard lock(mutex_);
        return cache_.size();
    }

  private:
    mutable std::mutex mutex_;
    Cache cache_;
};

}  // namespace sluice::dns
