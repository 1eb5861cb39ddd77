#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/http/content_coding.h"
#include "engine/transfer/context.h"

namespace sluice::transfer {

/// The way of a body from the framing to the sink: counted, guarded against being too large, decoded if asked for.
class BodyPath {
  public:
    explicit BodyPath(Context& context) : context_(context) {}
    BodyPath(const BodyPath&) = delete;
    BodyPath& operator=(const BodyPath&) = delete;

    /// The body comes in this content coding and is to be decoded.
    void decode(std::unique_ptr<http::ContentDecoder> decoder) { decoder_ = std::move(decoder); }
    bool decodes() const { return decoder_ != nullptr; }
    /// Takes body bytes as received, if that needs no waiting; nothing: then take() must be given the same bytes.
    std::optional<Result<void>> take_now(Bytes bytes);
    /// Likewise, and waits where it must. Bytes are borrowed until the task ends.
    async::Task<Result<void>> take(Bytes bytes);
    /// The framing says the body is complete.
    async::Task<Result<void>> finish();

    // ---- splicing
    /// Where the bytes that follow may be spliced to; null if they must come through take().
    const FileTarget* splice_target();
    Result<void> spliced(std::uint64_t bytes);

    // ---- long bodies, past the page cache
    /// How long the body is, if that is known.
    void expect(std::int64_t length) { expected_ = length; }
    /// Whether bytes that follow may be received into space(): true from when a long body begins. What comes through
    /// take() meanwhile goes the same way.
    bool by_blocks();
    /// Empty: wait_for_space() first.
    MutableBytes space() { return context_.blocks->space(); }
    async::Task<void> wait_for_space();
    Result<void> filled(std::size_t bytes);
    /// Waits until what was received into blocks is in the file, tells the sink, and gives the blocks up. Also after
    /// the transfer failed, when no path is left.
    static async::Task<Result<void>> settle(Context& context);

  private:
    static Result<void> claim(Context& context);
    static Result<void> count_delivered(Context& context, std::uint64_t bytes);
    async::Task<Result<void>> take_by_blocks(Bytes bytes);
    Result<void> count(Bytes bytes);
    async::Task<Result<void>> deliver(Bytes bytes);
    Context& context_;
    bool counted_ = false;    ///< take_now() has seen the bytes that take() will get
    bool no_blocks_ = false;  ///< the file has no direct writes
    std::int64_t expected_ = -1;
    std::unique_ptr<http::ContentDecoder> decoder_;
};

}  // namespace sluice::transfer
