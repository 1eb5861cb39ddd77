#pragma once

#include <cstddef>

#include "engine/async/buffer_pool.h"
#include "engine/stream/stream.h"

struct bio_st;

namespace sluice::tls {

/// OpenSSL's way to the stream below. One large receive goes into a buffer borrowed from the pool and OpenSSL takes its
/// records from there; what it sends goes straight down. Nothing is ever written by OpenSSL itself, so no SIGPIPE.
/// Course of one call: open(), calls into OpenSSL, close(). Lives as long as the SSL object it is given to.
class LowerBio {
  public:
    static constexpr std::size_t largest_receive = 256 * 1024;
    /// A peer that sends so much in one call without a byte of data in it (tickets, new keys, empty records) is up to
    /// no good: the read fails with EMSGSIZE.
    static constexpr std::size_t most_without_data = 1024 * 1024;

    LowerBio(stream::Stream& lower, async::BufferPool& pool);
    ~LowerBio();
    LowerBio(const LowerBio&) = delete;
    LowerBio& operator=(const LowerBio&) = delete;

    bio_st* native() const { return bio_; }
    /// Another pool, when the connection moves to another reactor. Only when holds_bytes() is false.
    void use_buffers(async::BufferPool& pool) { pool_ = &pool; }

    /// A call begins that wants about `wanted` bytes.
    void open(std::size_t wanted) {
        wanted_ = wanted;
        may_receive_ = true;
        received_ = 0;
    }
    /// From here on only what is in the buffer: the call has something to return.
    void stop_receiving() { may_receive_ = false; }
    /// Gives the buffer back unless there are bytes in it.
    void close();

    /// Bytes received and not yet taken by OpenSSL.
    bool holds_bytes() const { return begin_ != end_; }
    /// The stream below has ended.
    bool ended() const { return ended_; }
    bool read_failed() const { return read_errno_ != 0; }
    bool write_failed() const { return write_errno_ != 0; }
    int read_errno() const { return read_errno_; }
    int write_errno() const { return write_errno_; }

  private:
    friend struct LowerBioMethod;
    int read(char* into, int size);
    int write(const char* from, int size);

    stream::Stream& lower_;
    async::BufferPool* pool_;
    bio_st* bio_;
    async::Buffer buffer_;
    std::size_t begin_ = 0, end_ = 0;
    std::size_t wanted_ = 0;
    std::size_t received_ = 0;
    bool may_receive_ = false;
    bool ended_ = false;
    int read_errno_ = 0;
    int write_errno_ = 0;
};

}  // namespace sluice::tls
