#include "engine/http/zstd_decoder.h"

#include "engine/base/result.h"

namespace sluice::http {
namespace {

constexpr int largest_window_log = 23;

}  // namespace

ZstdDecoder::ZstdDecoder() : context_(ZSTD_createDCtx()) {
    if (context_) {
        ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, largest_window_log);
    }
}

Result<ContentDecoder::Progress> ZstdDecoder::decode(Bytes input, MutableBytes output) {
    if (!context_) {
        return fail(Kind::out_of_memory);
    }
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    ZSTD_outBuffer out{output.data(), output.size(), 0};
    // Between two frames a call without input would begin the next one.
    while (out.pos < out.size && (in.pos < in.size || inside_frame_)) {
        const std::size_t in_before = in.pos;
        const std::size_t out_before = out.pos;
        const std::size_t result = ZSTD_decompressStream(context_.get(), &out, &in);
        if (ZSTD_isError(result) != 0) {
            return fail(Kind::http_encoding_corrupt,
                        ErrorArgs{.detail = std::string("zstd, ") + ZSTD_getErrorName(result)});
        }
        inside_frame_ = result != 0;
        if (in.pos == in_before && out.pos == out_before) {
            break;
        }
    }
    return Progress{in.pos, out.pos};
}

Result<void> ZstdDecoder::finish() {
    if (inside_frame_) {
        return fail(Kind::http_encoding_corrupt, ErrorArgs{.detail = "zstd, ends too early"});
    }
    return {};
}

}  // namespace sluice::http
