// The URL parser: what was normalised parses to itself, and nothing that was accepted can break a request.
#include <sluice/url.h>

#include <algorithm>
#include <string>

#include "tests/fuzz/fuzz_target.h"

namespace {

bool fits_a_request(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using sluice::Url;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    // A line end separates a base from a relative reference.
    const std::size_t cut = std::min(text.find('\n'), text.size());
    const auto url = Url::parse(text.substr(0, cut), sluice::url_flag::non_support_scheme);
    if (!url) {
        return 0;
    }
    const auto again = Url::parse(url->to_string(), sluice::url_flag::non_support_scheme);
    require(again.has_value() && again->to_string() == url->to_string(), "normalising twice changes nothing");
    require(url->scheme() == "file" || again->same_origin(*url), "normalising keeps the origin");
    require(fits_a_request(url->request_target()) && url->request_target().front() == '/', "the target fits a request");
    require(fits_a_request(url->authority()), "the authority fits a header");
    if (cut < text.size()) {
        if (const auto target = url->resolve(text.substr(cut + 1))) {
            require(fits_a_request(target->request_target()), "the resolved target fits a request");
        }
    }
    return 0;
}
