#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/clock.h"

namespace sluice::async {

class TimerHeap;

/// One timer. `fire` is called by the reactor when it is due, after it has left the heap; it only queues.
class TimerNode {
  public:
    TimerNode() = default;
    TimerNode(const TimerNode&) = delete;
    TimerNode& operator=(const TimerNode&) = delete;
    ~TimerNode() { cancel(); }
    bool armed() const { return heap_ != nullptr; }
    Instant due() const { return due_; }
    void cancel();

    void (*fire)(TimerNode*) noexcept = nullptr;

  private:
    friend class TimerHeap;
    TimerHeap* heap_ = nullptr;
    std::size_t index_ = 0;
    Instant due_{};
    std::uint64_t order_ = 0;
};

/// A binary heap of timers with the place kept in each: arm, cancel and fire in O(log n), no allocation per timer.
/// Timers of the same moment fire in the order in which they were armed.
class TimerHeap {
  public:
    TimerHeap() = default;
    TimerHeap(const TimerHeap&) = delete;
    TimerHeap& operator=(const TimerHeap&) = delete;
    ~TimerHeap();
    void arm(TimerNode& node, Instant due);  ///< also moves one that is armed
    void cancel(TimerNode& node);
    const TimerNode* next() const { return heap_.empty() ? nullptr : heap_.front(); }
    /// Takes out the first timer that is due at `now`, or returns null.
    TimerNode* pop_due(Instant now);
    std::size_t size() const { return heap_.size(); }

  private:
    bool before(const TimerNode& a, const TimerNode& b) const;
    void place(std::size_t index, TimerNode* node);
    void up(std::size_t index);
    void down(std::size_t index);
    std::vector<TimerNode*> heap_;
    std::uint64_t order_ = 0;
};

}  // namespace sluice::async
