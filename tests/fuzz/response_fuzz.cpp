// The response decoder: whole and byte by byte it must say the same, and it must always come to an end.
#include <string>

#include "engine/http1/response_decoder.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using namespace sluice;

struct Heard {
    std::string events;
    std::string body;
};

/// False when nothing more is to be fed.
bool drain(http1::ResponseDecoder& decoder, Bytes& input, Heard& heard) {
    for (;;) {
        const std::size_t before = input.size();
        const http1::Event event = decoder.next(input);
        require(input.size() <= before, "input only shrinks");
        switch (event.type) {
            case http1::EventType::need_more:
                require(input.empty(), "need_more took all input");
                return true;
            case http1::EventType::body:
                require(!event.body.empty(), "a body event has bytes");
                heard.body += as_text(event.body);
                break;
            case http1::EventType::end:
            case http1::EventType::failed:
                heard.events += event.type == http1::EventType::end ? "." : kind_name(decoder.error().kind);
                return false;
            default:
                heard.events += std::to_string(static_cast<int>(event.type));
                heard.events += event.line;
        }
    }
}

Heard decode(std::string_view bytes, std::size_t width, const http1::DecoderOptions& options) {
    http1::ResponseDecoder decoder(options);
    Heard heard;
    for (std::size_t at = 0; at < bytes.size(); at += width) {
        Bytes input = as_bytes(bytes.substr(at, width));
        if (!drain(decoder, input, heard)) {
            return heard;
        }
    }
    const http1::Event last = decoder.end_of_input();
    require(last.type == http1::EventType::end || last.type == http1::EventType::failed, "the end is an end");
    require(last.type == http1::EventType::end || !decoder.keep_alive(), "a failed connection is not kept");
    heard.events += kind_name(decoder.error().kind);
    return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const http1::DecoderOptions options{.max_header_bytes = 4096,
                                        .max_header_count = 20,
                                        .max_informational = 3,
                                        .head_request = (data[0] & 1U) != 0,
                                        .connect_request = (data[0] & 2U) != 0,
                                        .http09_allowed = (data[0] & 4U) != 0};
    const Heard whole = decode(bytes, bytes.size() + 1, options);
    const Heard single = decode(bytes, 1, options);
    require(whole.events == single.events, "events do not depend on the cuts");
    require(whole.body == single.body, "the body does not depend on the cuts");
    return 0;
}
