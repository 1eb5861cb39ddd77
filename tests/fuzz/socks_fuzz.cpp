// The SOCKS handshakes: whole and byte by byte they must say the same, and take no byte that is not theirs.
#include <string>

#include "engine/conn/socks_dialogue.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using namespace sluice;

struct Talk {
    std::string said;
    std::size_t taken = 0;
    bool done = false;
    ProxyError problem = ProxyError::ok;
    friend bool operator==(const Talk&, const Talk&) = default;
};

void say(conn::SocksDialogue& dialogue, Talk& talk) {
    talk.said += as_text(dialogue.to_send());
    dialogue.sent(dialogue.to_send().size());
}

Talk run(std::string_view bytes, std::size_t width, bool socks5) {
    conn::SocksRequest request;
    request.host = "example.org";
    request.port = 443;
    request.user = "user";
    request.password = "password";
    const auto dialogue = socks5 ? conn::make_socks5(request) : conn::make_socks4(request);
    Talk talk;
    say(*dialogue, talk);
    for (std::size_t at = 0; at < bytes.size(); at += width) {
        Bytes input = as_bytes(bytes.substr(at, width));
        while (!input.empty() && dialogue->wanted() > 0) {
            const std::size_t before = input.size();
            const std::size_t wanted = dialogue->wanted();
            const bool understood = dialogue->take(input).has_value();
            require(input.size() < before, "bytes that are wanted are taken");
            require(understood || wanted == 0 || dialogue->wanted() == 0, "a failed handshake wants nothing");
            talk.taken += before - input.size();
            say(*dialogue, talk);
        }
    }
    talk.done = dialogue->done();
    talk.problem = dialogue->proxy_error();
    require(!talk.done || talk.problem == ProxyError::ok, "done is without a problem");
    return talk;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const bool socks5 = (data[0] & 1U) != 0;
    require(run(bytes, bytes.size() + 1, socks5) == run(bytes, 1, socks5), "the talk does not depend on the cuts");
    return 0;
}
