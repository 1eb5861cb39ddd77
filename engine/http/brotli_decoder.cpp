#include "engine/http/brotli_decoder.h"

#include "engine/base/result.h"

namespace sluice::http {

BrotliDecoder::BrotliDecoder() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {}

Result<ContentDecoder::Progress> BrotliDecoder::decode(Bytes input, MutableBytes output) {
    if (!state_) {
        return fail(Kind::out_of_memory);
    }
    if (ended_) {
        if (!input.empty()) {
            return fail(Kind::http_encoding_corrupt, ErrorArgs{.detail = "br, data behind the end"});
        }
        return Progress{};
    }
    started_ = started_ || !input.empty();
    std::size_t left_in = input.size();
    std::size_t left_out = output.size();
    const auto* next_in = reinterpret_cast<const std::uint8_t*>(input.data());
    auto* next_out = reinterpret_cast<std::uint8_t*>(output.data());
    const BrotliDecoderResult result =
        BrotliDecoderDecompressStream(state_.get(), &left_in, &next_in, &left_out, &next_out, nullptr);
    if (result == BROTLI_DECODER_RESULT_ERROR) {
        return fail(Kind::http_encoding_corrupt,
                    ErrorArgs{.detail = std::string("br, ") +
                                        BrotliDecoderErrorString(BrotliDecoderGetErrorCode(state_.get()))});
    }
    ended_ = result == BROTLI_DECODER_RESULT_SUCCESS;
    if (ended_ && left_in > 0) {
        return fail(Kind::http_encoding_corrupt, ErrorArgs{.detail = "br, data behind the end"});
    }
    return Progress{input.size() - left_in, output.size() - left_out};
}

Result<void> BrotliDecoder::finish() {
    if (started_ && !ended_) {
        return fail(Kind::http_encoding_corrupt, ErrorArgs{.detail = "br, ends too early"});
    }
    return {};
}

}  // namespace sluice::http
