#pragma once

#include <memory>

#include "engine/sys/network.h"

namespace sluice::sys {

/// A second descriptor of an open file that writes past the page cache (O_DIRECT). Calls may come from any thread.
class DirectFile {
  public:
    /// Null if `fd` is no regular file, or its file system has no direct writes or only pretends to (tmpfs).
    static std::unique_ptr<DirectFile> open(Fd fd);
    DirectFile(const DirectFile&) = delete;
    DirectFile& operator=(const DirectFile&) = delete;
    ~DirectFile();

    /// Of offset, size and memory: at least a page, so that no page is written both ways.
    std::size_t alignment() const { return alignment_; }
    /// Writes all of `from`. EINVAL if what is left is not aligned (after a short write too) or refused.
    IoResult write_at(std::uint64_t offset, Bytes from);

  private:
    DirectFile(Fd fd, std::size_t alignment) : fd_(fd), alignment_(alignment) {}
    Fd fd_;
    std::size_t alignment_;
};

}  // namespace sluice::sys
