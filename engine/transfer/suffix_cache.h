#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "engine/base/clock.h"
#include "engine/http/public_suffixes.h"

namespace sluice::transfer {

/// The list of public suffixes in use: the one built in until a newer one was read from the system's file, which is
/// looked for again after 72 hours. Thread-safe.
class SuffixCache {
  public:
    static constexpr std::chrono::hours longest_life{72};

    std::shared_ptr<const http::PublicSuffixes> list() const {
        const std::lock_guard lock(mutex_);
        return list_;
    }
    /// True for the one caller who is to look for a newer list now.
    bool claim(Instant now) {
        const std::lock_guard lock(mutex_);
        if (looked_ && now - *looked_ < longest_life) {
            return false;
        }
        looked_ = now;
        return true;
    }
    void put(std::shared_ptr<const http::PublicSuffixes> list) {
        const std::lock_guard lock(mutex_);
        list_ = std::move(list);
    }

  private:
    mutable std::mutex mutex_;
    std::shared_ptr<const http::PublicSuffixes> list_ = http::PublicSuffixes::built_in();
    std::optional<Instant> looked_;
};

}  // namespace sluice::transfer
