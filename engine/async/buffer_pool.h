#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "engine/base/bytes.h"

namespace sluice::async {

class BufferPool;

/// A borrowed block; goes back to its pool when destroyed. Move-only. Must not outlive the pool.
class Buffer {
  public:
    Buffer() = default;
    Buffer(Buffer&& other) noexcept { *this = std::move(other); }
    Buffer& operator=(Buffer&& other) noexcept;
    ~Buffer() { reset(); }
    MutableBytes bytes() { return {memory_.get(), size_}; }
    std::size_t size() const { return size_; }
    explicit operator bool() const { return memory_ != nullptr; }
    void reset();

  private:
    friend class BufferPool;
    BufferPool* pool_ = nullptr;
    std::unique_ptr<std::byte[]> memory_;
    std::size_t size_ = 0;
};

/// Receive buffers of one reactor: taken when data is there, given back when it was dealt with, so that a transfer
/// that waits holds none. A few of each size are kept. One thread.
class BufferPool {
  public:
    static constexpr std::size_t smallest = 16 * 1024;
    static constexpr std::size_t largest = 1024 * 1024;

    BufferPool() = default;
    BufferPool(const BufferPool&) = delete;
    BufferPool& operator=(const BufferPool&) = delete;
    /// A block of at least `size` bytes, rounded up to 16 KiB, 64 KiB, 256 KiB or 1 MiB; more is cut to 1 MiB.
    /// The content is not initialised.
    Buffer acquire(std::size_t size);
    std::size_t in_use() const { return in_use_; }

  private:
    friend class Buffer;
    static constexpr std::array<std::size_t, 4> sizes{16 * 1024, 64 * 1024, 256 * 1024, 1024 * 1024};
    static constexpr std::size_t keep_of_each = 4;
    void give_back(std::unique_ptr<std::byte[]> memory, std::size_t size);
    std::array<std::vector<std::unique_ptr<std::byte[]>>, sizes.size()> free_;
    std::size_t in_use_ = 0;
};

}  // namespace sluice::async
