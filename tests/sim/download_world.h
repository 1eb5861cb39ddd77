#pragma once

#include <cstdint>

#include "tests/sim/transfer_world.h"

namespace sluice::sim {

/// A world made from the seed with one download in it: attempt after attempt, with crashes of the process and of the
/// machine, a lying server, a full or failing disk. Checks that the file appears under its final name only complete,
/// and is byte for byte one version of the resource; that what was durable is not fetched again; that attempts fail
/// with a kind and for a reason, and that once the world is honest the download gets done.
WorldReport run_download_world(std::uint64_t seed);

/// The same with several connections, given or found, and pieces small enough for the small files of these worlds: also
/// that no byte is fetched anew that was kept, and that what is fetched twice is bounded.
WorldReport run_segmented_world(std::uint64_t seed);

}  // namespace sluice::sim
