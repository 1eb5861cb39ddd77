#pragma once

#include <memory>

#include "engine/async/buffer_pool.h"
#include "engine/conn/lease.h"
#include "engine/http1/response_decoder.h"
#include "engine/transfer/exchange.h"
#include "engine/transfer/upload.h"

namespace sluice::transfer {

/// HTTP/1.0 and 1.1 over a leased stream. Holds a buffer only while bytes are being worked on.
class Http1Exchange : public Exchange {
  public:
    Http1Exchange(Context& context, conn::Lease& lease, const http1::DecoderOptions& options)
        : context_(context), lease_(lease), decoder_(options) {}

    async::Task<Result<void>> open(const Message& message) override;
    const http1::ResponseHead& head() const override { return decoder_.head(); }
    const std::string& transfer_codings() const override { return decoder_.framing().codings; }
    async::Task<Result<void>> read_body(BodyPath& path) override;
    async::Task<Result<void>> discard() override;
    bool answered() const override { return answered_; }
    bool reusable() const override {
        return ended_ && pending_.empty() && decoder_.keep_alive() && announced_truly_ &&
               (!upload_ || upload_->complete());
    }

  private:
    // ---- sending (http1_send.cpp)
    /// Head and body at once.
    async::Task<Result<void>> open_at_once(const Message& message);
    /// The head, then the body beside the reading of the answer.
    async::Task<Result<void>> open_and_upload(const Message& message);
    async::Task<Result<void>> send(const Message& message, Bytes body);
    bool fits_at_once(const Message& message);
    Error no_answer(Error error) const;
    /// The answer's head is there: whether the body is still wanted.
    void judge_upload();
    async::Task<Result<void>> read_beside_upload(BodyPath& path);
    async::Task<Result<void>> end_upload();

    // ---- receiving
    async::Task<Result<void>> receive_body(BodyPath& path);
    /// TLS wants to write before it reads, and whoever sends the body waits for just that.
    bool is_blocked_like_upload() const { return blocked_on_.writing && upload_ && !upload_->ended(); }
    async::Task<void> wait_beside_upload();
    async::Task<Result<void>> read_head();
    Result<void> on_head_event(const http1::Event& event);
    /// What trying to read more came to.
    enum class Filled : std::uint8_t {
        yes,      ///< into pending_, or closed_ is set
        blocked,  ///< nothing there: wait for blocked_on_
        held,     ///< the speed limit says wait
        turn,     ///< there may be more, but others are to have their turn
        failed,   ///< the stream's last_error() says why
    };
    static constexpr int reads_before_others = 10;
    /// What comes before a read, if anything; else at most `asked` may be read, which may have become less.
    std::optional<Filled> must_wait(std::size_t& asked);
    Filled read(MutableBytes into, std::size_t& got);
    Filled try_fill();
    /// Reads more into pending_; at the end of the connection leaves it empty and sets closed_.
    async::Task<Result<void>> fill();
    /// Why the body cannot go on without waiting.
    enum class Halt : std::uint8_t { none, ended, failed, blocked, held, turn, take, splice, blocks };
    /// Reads and delivers body bytes until something must be waited for: the steady state of a transfer, without a
    /// coroutine frame. `outcome` has the error of `failed`; `pending_body_` what `take` is to take.
    Halt advance(BodyPath& path, Result<void>& outcome);
    /// Whether the rest can go past the buffers: splice, blocks or none.
    Halt way_past(BodyPath& path) const;
    async::Task<void> wait_for_allowance();
    void adapt(std::size_t asked, std::size_t got);
    /// Moves body bytes past the process for as long as they come; returns with nothing moved if that is not possible.
    async::Task<Result<void>> splice_body(BodyPath& path);
    /// Receives into the blocks of the path for as long as it has them.
    async::Task<Result<void>> read_blocks(BodyPath& path);
    Filled try_read_block(MutableBytes space, std::size_t& got);
    void on_received(std::size_t bytes);
    Error failure(Error error) const;

    Context& context_;
    conn::Lease& lease_;
    http1::ResponseDecoder decoder_;
    async::Buffer buffer_;
    Bytes pending_;       // of buffer_, received and not yet decoded
    Bytes pending_body_;  // of pending_, decoded and not yet taken
    stream::BlockedOn blocked_on_{};
    std::size_t read_size_ = 16 * 1024;
    int reads_in_a_row_ = 0;
    bool drained_ = true;  // the last read took all there was
    bool closed_ = false;
    bool answered_ = false;
    bool ended_ = false;
    bool no_splice_ = false;
    bool announced_truly_ = true;     // the head said what was sent
    std::unique_ptr<Upload> upload_;  // while a body is sent, and after
};

}  // namespace sluice::transfer
