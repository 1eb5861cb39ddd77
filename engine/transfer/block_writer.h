#pragma once

#include <cstdint>
#include <memory>

#include "engine/async/event.h"
#include "engine/base/bytes.h"
#include "engine/transfer/file_target.h"

namespace sluice::transfer {

/// The blocks that long bodies are written in.
struct BlockSizes {
    std::size_t block = 1024 * 1024;               ///< bytes; a power of two
    std::size_t blocks = 4;                        ///< in memory at the same time; then reading stops
    std::uint64_t worth_from = 256 * 1024 * 1024;  ///< bytes to come; less goes through the page cache
};

/// Writes a body to a file past the page cache, in aligned blocks, on a worker, while more is received into the same
/// memory: the process copies nothing. Blocks are written in their order and one write at a time, so that the file
/// holds an unbroken beginning of the body at any moment. What is not aligned (the start of a resumed file, the odd
/// tail) goes through the page cache, and all of it does once the file system says EINVAL.
///
/// Normal: space() → filled() → … space() is empty → wait() → …; at the end settle().
/// Failed: outcome() has the error; what is still in memory is dropped.
/// Cancelled: destroyed at any time; what was filled in is still written, by the worker, which owns all it needs.
/// Lives on its reactor's thread.
class BlockWriter {
  public:
    /// Null if the file has no direct writes that fit these blocks. The file is written from the target's offset on.
    static std::unique_ptr<BlockWriter> make(async::Reactor& reactor, FileTarget target, const BlockSizes& sizes);
    BlockWriter(const BlockWriter&) = delete;
    BlockWriter& operator=(const BlockWriter&) = delete;
    ~BlockWriter();

    /// Where the next bytes of the body go, as much as is free in one piece; empty: wait().
    MutableBytes space();
    /// `bytes` from the beginning of space() are there now.
    void filled(std::size_t bytes);
    /// Until there is space, or it has failed.
    async::Task<void> wait();
    /// Until all that was filled in is written, or it has failed.
    async::Task<void> settle();

    /// Bytes that have reached the file since this was asked last.
    std::uint64_t take_written();
    /// What came of the writes so far: the error of the first that failed. Ask for take_written() before.
    Result<void> outcome() const;

  private:
    struct Shared;
    enum class Until : std::uint8_t { space, all_written };
    BlockWriter(async::Reactor& reactor, FileTarget target, const BlockSizes& sizes);
    bool must_wait(Until until);
    async::Task<void> wait_until(Until until);

    async::Reactor& reactor_;
    std::shared_ptr<Shared> shared_;
    FileTarget target_;  ///< its offset: what take_written() has told
    async::Event progressed_;
};

}  // namespace sluice::transfer
