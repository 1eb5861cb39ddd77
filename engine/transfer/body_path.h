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
    Result<void> finish() { return decoder_ ? decoder_->finish() : Result<void>(); }

    /// Where the bytes that follow may be spliced to; null if they must come through take().
    const SpliceTarget* splice_target();
    Result<void> spliced(std::uint64_t bytes);

  private:
    bool too_large(std::int64_t size) const;
    Error size_error(std::int64_t size) const;
    Result<void> count(Bytes bytes);
    Result<void> count_delivered(std::uint64_t bytes);
    async::Task<Result<void>> deliver(Bytes bytes);
    Context& context_;
    bool counted_ = false;  ///< take_now() has seen the bytes that take() will get
    std::unique_ptr<http::ContentDecoder> decoder_;
};

}  // namespace sluice::transfer
