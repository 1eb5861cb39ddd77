#pragma once

#include <memory>

namespace sluice {

/// Ends one transfer from any thread: the one that runs in the Easy it comes from (Easy::cancellation()), or, if none
/// runs, the next one that starts there. Copies are the same token. It outlives its transfer and its Easy; then
/// cancel() does nothing.
class Cancellation {
  public:
    /// Belongs to no transfer.
    Cancellation() = default;

    /// The transfer ends with aborted_by_callback (42), kind `cancelled`, at the next turn of the loop that drives it;
    /// a poll() or perform() that waits is woken up. One that has not begun ends so as soon as it begins. Any thread.
    void cancel() const;
    /// Whether cancel() was called. Any thread.
    bool cancelled() const;

    struct State;
    explicit Cancellation(std::shared_ptr<State> state) : state_(std::move(state)) {}  ///< for the library itself

  private:
    std::shared_ptr<State> state_;
};

}  // namespace sluice
