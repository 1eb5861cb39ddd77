// The chunked decoder: the data does not depend on the cuts and lies inside the input.
#include <string>

#include "engine/http1/chunked_decoder.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using sluice::Bytes;
using sluice::http1::ChunkedDecoder;

std::string decode(std::string_view bytes, std::size_t width, bool& failed) {
    ChunkedDecoder decoder;
    std::string data;
    for (std::size_t at = 0; at < bytes.size(); at += width) {
        Bytes input = sluice::as_bytes(bytes.substr(at, width));
        for (;;) {
            Bytes part;
            const auto step = decoder.next(input, part);
            data += sluice::as_text(part);
            if (step == ChunkedDecoder::Step::need_more) {
                require(input.empty(), "need_more took all input");
                break;
            }
            if (step != ChunkedDecoder::Step::data) {
                failed = step == ChunkedDecoder::Step::failed;
                return data;
            }
        }
    }
    return data;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    bool whole_failed = false;
    bool single_failed = false;
    const std::string whole = decode(bytes, size + 1, whole_failed);
    const std::string single = decode(bytes, 1, single_failed);
    require(whole == single && whole_failed == single_failed, "the data does not depend on the cuts");
    return 0;
}
