#pragma once

#include <mutex>
#include <utility>

namespace sluice::transfer {

/// A value that is only reached under its lock. Thread-safe.
template <class T>
class Guarded {
  public:
    Guarded() = default;
    explicit Guarded(T value) : value_(std::move(value)) {}

    /// Calls with the value, locked. What comes back must not refer to the value.
    template <class Call>
    auto with(Call&& call) {
        const std::lock_guard lock(mutex_);
        return std::forward<Call>(call)(value_);
    }

  private:
    std::mutex mutex_;
    T value_;
};

}  // namespace sluice::transfer
