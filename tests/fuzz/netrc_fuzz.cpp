// Files of logins.
#include <string>

#include "engine/http/netrc.h"
#include "tests/fuzz/fuzz_target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace http = sluice::http;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto entries = http::parse_netrc(text);
    if (!entries) {
        require(entries.error().line >= 0, "a fault has a line");
        return 0;
    }
    for (const http::NetrcEntry& entry : *entries) {
        require(!entry.machine || http::find_netrc_entry(*entries, *entry.machine, {}) != nullptr,
                "every machine is found");
    }
    return 0;
}
