#include "tests/sim/sim_http_server.h"

#include <algorithm>

#include "tests/sim/sim_http_peer.h"

namespace sluice::sim {

const char* name_of(Lie lie) {
    static constexpr const char* names[] = {"none",
                                            "informational",
                                            "bare_line_feeds",
                                            "folded_header",
                                            "close_after",
                                            "drop_at_reuse",
                                            "redirect",
                                            "trickle",
                                            "ignore_range",
                                            "weak_etag",
                                            "not_modified_gone",
                                            "missing",
                                            "busy",
                                            "length_too_long",
                                            "length_too_short",
                                            "cut_short",
                                            "reset_midway",
                                            "vanish_midway",
                                            "stall_midway",
                                            "stall_at_once",
                                            "close_at_once",
                                            "garbage",
                                            "header_flood",
                                            "long_header_line",
                                            "endless_informational",
                                            "redirect_loop",
                                            "two_lengths",
                                            "broken_chunk",
                                            "wrong_range_start",
                                            "wrong_total",
                                            "always_416",
                                            "changed",
                                            "broken_gzip"};
    static_assert(sizeof(names) / sizeof(names[0]) == static_cast<std::size_t>(Lie::count_));
    return names[static_cast<std::size_t>(lie)];
}

SimHost SimHttpServer::host(const LinkQuality& link) {
    SimHost host;
    host.link = link;
    host.accept = [this](SimConnection& connection) { return std::make_unique<SimHttpPeer>(*this, connection); };
    return host;
}

bool SimHttpServer::honest_so_far() const {
    return std::none_of(served_.begin(), served_.end(), [](const Served& s) { return s.may_fail; });
}

Lie SimHttpServer::draw() {
    if (character_.lies.empty() || character_.lies_left <= 0 || !rng_.chance(character_.lie_percent)) {
        return Lie::none;
    }
    --character_.lies_left;
    return character_.lies[rng_.below(character_.lies.size())];
}

std::string sample_body(Rng& rng, std::size_t size) {
    std::string body;
    body.reserve(size + 8);
    while (body.size() < size) {
        const std::uint64_t word = rng.next();
        // Half of it repeats, so that compression does something.
        for (int i = 0; i < 4; ++i) {
            body += static_cast<char>(word >> (8U * static_cast<unsigned>(i)));
        }
        body += "abcd";
    }
    body.resize(size);
    return body;
}

}  // namespace sluice::sim
