#pragma once

#include <sluice/error.h>

#include <optional>

#include "engine/async/buffer_pool.h"
#include "engine/async/event.h"
#include "engine/conn/lease.h"
#include "engine/http/request_framing.h"
#include "engine/transfer/body_source.h"
#include "engine/transfer/context.h"

namespace sluice::transfer {

/// Sends the body of one request over HTTP/1 beside whoever reads its answer. Exists only while a body is sent. Its
/// frames hold a buffer only while bytes are worked on. On the reactor's thread.
///
/// Normal: start() → (leave is waited for: let_go()) → settled() ends → complete().
/// Failed: the source gave an error: refused() ends with it. The network did: settled() ends, broken() says why; an
/// answer may have come nevertheless. Ended early: stop(), as does destroying it.
class Upload {
  public:
    Upload(Context& context, conn::Lease& lease, BodySource& body, const http::RequestFraming& framing)
        : context_(context), lease_(lease), body_(body), framing_(framing), changed_(context.reactor()) {}
    Upload(const Upload&) = delete;
    Upload& operator=(const Upload&) = delete;

    /// Begins in the next action. With framing.expects_continue it waits for let_go(), or expect_100_timeout.
    void start();
    /// The peer wants the body.
    void let_go();
    /// Sends no more.
    void stop();

    /// Nothing more will be sent, for whatever reason.
    bool ended() const { return ended_; }
    /// All of the body went out.
    bool complete() const { return complete_; }
    /// What the network said; no error if nothing.
    const Error& broken() const { return broken_; }
    /// Ends only if the source fails, with its error.
    async::Task<Error> refused();
    /// Ends when nothing more will be sent; with the source's error, if that is why.
    async::Task<Result<void>> settled();

  private:
    async::Task<void> carry_out();
    async::Task<void> wait_for_leave();
    async::Task<bool> leave_given();
    /// Sends all of it; false: the source or the network failed.
    async::Task<bool> send_all();
    /// Waits until something may be sent; how much.
    async::Task<std::size_t> wait_for_turn();
    /// Sends the next piece; `more` is false behind the last one.
    async::Task<bool> send_piece(std::size_t most, bool& more);
    async::Task<bool> send_end();
    async::Task<bool> write(Bytes bytes);
    Bytes framed(MutableBytes block, std::size_t bytes) const;
    void count(std::size_t bytes);
    bool refuse(Error error);

    Context& context_;
    conn::Lease& lease_;
    BodySource& body_;
    http::RequestFraming framing_;
    async::Event changed_;
    RateLimiter rate_;
    std::int64_t sent_ = 0;  // of the body
    Error broken_;
    Error refusal_;
    bool released_ = false;  // leave was given
    bool ended_ = false;
    bool complete_ = false;
    std::optional<async::Root> root_;  // last: its frame uses the rest
};

}  // namespace sluice::transfer
