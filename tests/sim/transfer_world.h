#pragma once

#include <cstdint>
#include <string>

namespace sluice::sim {

/// What came of one world of transfers.
struct WorldReport {
    std::string failure;  ///< which promise was broken; empty if none
    int transfers = 0;
    int complete = 0;
    int failed = 0;
    int cancelled = 0;
    int parallel = 0;  ///< used several connections at once
};

/// A world made from the seed: hosts, links, a server with its lies, a few transfers over one engine. Checks at the end
/// that each transfer delivered exactly the right bytes or failed with a kind and for a reason, that nothing hangs and
/// that nothing is left: no descriptor, no interest, no timer.
WorldReport run_transfer_world(std::uint64_t seed);

}  // namespace sluice::sim
