#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>

namespace sluice::cli {

/// Standard input, read piece by piece as it comes. read() may be called from one thread; a thread of its own does the
/// reading once somebody does not want to wait.
class StandardInput {
  public:
    explicit StandardInput(std::function<void()> woken);
    StandardInput(const StandardInput&) = delete;
    StandardInput& operator=(const StandardInput&) = delete;
    ~StandardInput();

    enum class State { data, end, nothing_yet, failed };
    /// `wait` false: nothing_yet if there is nothing, and `woken` is called once there is.
    State read(std::span<std::byte> into, bool wait, std::size_t& got);
    /// Whether a read that does not wait would bring something.
    bool ready() const;

  private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace sluice::cli
