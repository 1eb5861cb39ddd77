#pragma once

#include <zstd.h>

#include <memory>

#include "engine/http/content_coding.h"

namespace sluice::http {

/// zstd (RFC 8878), any number of frames. The window is at most 8 MiB, what a content coding may use (RFC 9659).
class ZstdDecoder final : public ContentDecoder {
  public:
    ZstdDecoder();

    Result<Progress> decode(Bytes input, MutableBytes output) override;
    Result<void> finish() override;

  private:
    struct Release {
        void operator()(ZSTD_DCtx* context) const noexcept { ZSTD_freeDCtx(context); }
    };

    std::unique_ptr<ZSTD_DCtx, Release> context_;
    bool inside_frame_ = false;
};

}  // namespace sluice::http
