#pragma once

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include <string>
#include <string_view>

/// Makes coded bodies for tests, with the libraries' own encoders.
namespace sluice::test {

inline std::string deflate_with(std::string_view text, int window_bits) {
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
    std::string coded(deflateBound(&stream, static_cast<uLong>(text.size())) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(coded.data());
    stream.avail_out = static_cast<uInt>(coded.size());
    deflate(&stream, Z_FINISH);
    coded.resize(coded.size() - stream.avail_out);
    deflateEnd(&stream);
    return coded;
}
inline std::string gzip(std::string_view text) {
    return deflate_with(text, MAX_WBITS + 16);
}
inline std::string zlib_deflate(std::string_view text) {
    return deflate_with(text, MAX_WBITS);
}
inline std::string raw_deflate(std::string_view text) {
    return deflate_with(text, -MAX_WBITS);
}

inline std::string brotli(std::string_view text) {
    std::size_t size = BrotliEncoderMaxCompressedSize(text.size()) + 64;
    std::string coded(size, '\0');
    BrotliEncoderCompress(5, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC, text.size(),
                          reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                          reinterpret_cast<std::uint8_t*>(coded.data()));
    coded.resize(size);
    return coded;
}

inline std::string zstd(std::string_view text) {
    std::string coded(ZSTD_compressBound(text.size()), '\0');
    coded.resize(ZSTD_compress(coded.data(), coded.size(), text.data(), text.size(), 3));
    return coded;
}

}  // namespace sluice::test
