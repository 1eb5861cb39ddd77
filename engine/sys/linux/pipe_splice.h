#pragma once

#include <atomic>
#include <memory>

#include "engine/sys/network.h"

namespace sluice::sys {

/// splice(2) through a pipe: socket to pipe to file, pages and no copies to user space.
class PipeSplice : public Splice {
  public:
    /// Null if the process has `most` pipes already, or the system gives none.
    static std::unique_ptr<PipeSplice> make(std::shared_ptr<std::atomic<int>> in_use, int most);
    PipeSplice(const PipeSplice&) = delete;
    PipeSplice& operator=(const PipeSplice&) = delete;
    ~PipeSplice() override;
    IoResult move(Fd socket, File& file, std::uint64_t offset, std::size_t most, bool& write_failed) override;

  private:
    PipeSplice(std::shared_ptr<std::atomic<int>> in_use, Fd read, Fd write, std::size_t capacity)
        : in_use_(std::move(in_use)), read_(read), write_(write), capacity_(capacity) {}
    std::shared_ptr<std::atomic<int>> in_use_;
    Fd read_;
    Fd write_;
    std::size_t capacity_;
};

}  // namespace sluice::sys
