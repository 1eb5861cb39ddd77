#pragma once

#include <memory>
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
    /// Body bytes as received; borrowed until the task ends.
    async::Task<Result<void>> take(Bytes bytes);
    /// The framing says the body is complete.
    async::Task<Result<void>> finish();

    /// Where the bytes that follow may be spliced to; null if they must come through take().
    const SpliceTarget* splice_target();
    Result<void> spliced(std::uint64_t bytes);

  private:
    Result<void> count(std::uint64_t bytes);
    async::Task<Result<void>> deliver(Bytes bytes);
    Context& context_;
    std::unique_ptr<http::ContentDecoder> decoder_;
};

}  // namespace sluice::transfer
