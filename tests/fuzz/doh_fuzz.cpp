// The reader of DNS answers: it must come to an end, and take no address that is not in the message.
#include <algorithm>
#include <string>

#include "engine/dns/doh_message.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using namespace sluice;

void decode(std::string_view bytes, dns::RecordType type) {
    const auto answer = dns::decode_doh_answer(as_bytes(bytes), "a.test", type);
    if (!answer) {
        require(answer.error().kind == Kind::dns_temporary, "a bad answer has its kind");
        return;
    }
    require(answer->aliases.size() <= 16, "few aliases");
    require(!answer->failed() || answer->addresses.empty(), "a failure has no addresses");
    for (const sys::Address& address : answer->addresses) {
        const bool six = address.family() == sys::Family::v6;
        require(six == (type == dns::RecordType::aaaa), "the type that was asked for");
        const auto& raw = address.raw();
        const auto found = std::search(bytes.begin(), bytes.end(), raw.begin(), raw.begin() + (six ? 16 : 4),
                                       [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; });
        require(found != bytes.end(), "addresses come from the message");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    decode(bytes, dns::RecordType::a);
    decode(bytes, dns::RecordType::aaaa);
    return 0;
}
