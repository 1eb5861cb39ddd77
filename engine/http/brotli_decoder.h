#pragma once

#include <brotli/decode.h>

#include <memory>

#include "engine/http/content_coding.h"

namespace sluice::http {

/// br (RFC 7932). The window is at most 16 MiB.
class BrotliDecoder final : public ContentDecoder {
  public:
    BrotliDecoder();

    Result<Progress> decode(Bytes input, MutableBytes output) override;
    Result<void> finish() override;

  private:
    struct Release {
        void operator()(BrotliDecoderState* state) const noexcept { BrotliDecoderDestroyInstance(state); }
    };

    std::unique_ptr<BrotliDecoderState, Release> state_;
    bool started_ = false;
    bool ended_ = false;
};

}  // namespace sluice::http
