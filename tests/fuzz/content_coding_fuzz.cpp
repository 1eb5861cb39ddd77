// The content decoders: no crash, and each call makes progress, is done, or fails. The first byte chooses the coding.
#include <array>
#include <string>

#include "engine/http/content_coding.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::array<const char*, 6> codings{"gzip", "deflate", "br", "zstd", "br, gzip", "gzip, deflate, zstd"};
    if (size == 0) {
        return 0;
    }
    auto made = sluice::http::make_content_decoder(codings[data[0] % codings.size()]);
    require(made.has_value() && *made != nullptr, "the coding is known");
    sluice::Bytes input = sluice::as_bytes({reinterpret_cast<const char*>(data) + 1, size - 1});
    std::array<std::byte, 1000> output{};
    std::size_t total = 0;
    while (total < (std::size_t{16} << 20U)) {
        const auto progress = (*made)->decode(input, output);
        if (!progress) {
            require(progress.error().kind == sluice::Kind::http_encoding_corrupt, "bad data is called corrupt");
            return 0;
        }
        require(progress->consumed <= input.size() && progress->produced <= output.size(), "counts are within bounds");
        input = input.subspan(progress->consumed);
        total += progress->produced;
        if (input.empty() && progress->produced < output.size()) {
            static_cast<void>((*made)->finish());
            return 0;
        }
        require(progress->consumed > 0 || progress->produced > 0, "a call that is not done makes progress");
    }
    return 0;
}
