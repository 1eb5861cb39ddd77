// Strict-Transport-Security and Alt-Svc: the field values and the files of what was learned.
#include <string>

#include "engine/http/alt_svc.h"
#include "engine/http/hsts.h"
#include "tests/fuzz/fuzz_target.h"

namespace http = sluice::http;

namespace {

constexpr std::int64_t now = 1'700'000'000;

void check_hsts(std::string_view text) {
    http::HstsStore store;
    if (const auto policy = http::parse_strict_transport_security(text)) {
        store.learn("h.test", *policy, now);
        require(store.knows("h.test", now) == (policy->max_age > 0), "a policy is learned");
    }
    store.read(text, now);
    const std::string written = store.write(now);
    http::HstsStore again;
    require(again.read(written, now) == 0 && again.write(now) == written, "the file of known hosts reads back");
}

void check_alt_svc(std::string_view text) {
    http::AltSvcCache cache;
    if (const auto field = http::parse_alt_svc(text)) {
        cache.learn("o.test", 443, http::AltProtocol::h2, *field, now);
        require(cache.size() <= field->values.size(), "no more is learned than was said");
    }
    cache.read(text, now);
    const std::string written = cache.write(now);
    http::AltSvcCache again;
    require(again.read(written, now) == 0 && again.write(now).size() == written.size(),
            "the file of alternatives reads back");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_hsts(text);
    check_alt_svc(text);
    return 0;
}
