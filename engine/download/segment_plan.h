#pragma once

#include <cstdint>
#include <vector>

#include "engine/download/segment_map.h"

namespace sluice::download {

/// How work is cut into pieces. Sizes in bytes, times in seconds.
struct PieceRules {
    std::uint64_t least = 1024 * 1024;      ///< as long as speeds are not known, and where there is enough
    std::uint64_t most = 64 * 1024 * 1024;  ///< of one piece
    std::uint64_t crumb = 128 * 1024;       ///< nothing smaller is taken over
    std::uint64_t twice = 1024 * 1024;      ///< at most so much of a tail is fetched twice
    double seconds = 4;                     ///< how long a piece lasts at its worker's own speed
    double least_gain = 0.1;                ///< a take-over must end the download so much earlier
    double silence = 2;                     ///< after so long without a byte a connection counts as stalled
};

/// What is known of a worker when work is given out.
struct Standing {
    int worker = 0;
    double rate = 0;     ///< bytes per second; 0 = not known
    double setup = 0;    ///< seconds from asking to the first byte; 0 = not known
    double silence = 0;  ///< seconds since its last byte
};

/// What a worker without work does next.
struct PlannedStep {
    enum class What : std::uint8_t {
        wait,       ///< nothing that would help
        piece,      ///< fetch `range`, which nobody claims, or which an open claim gives up
        take_over,  ///< `victim` is to stop at range.begin; fetch `range`
        second,     ///< fetch `range` although `victim` is at it: the first to bring a byte wins
    };
    What what = What::wait;
    ByteRange range;
    bool open = false;  ///< ask open-ended; stop where something else begins
    int victim = 0;
};

/// The next piece for `asking`. `crew` are all that work or are about to: those without a claim are idle now. `doubled`
/// is what was fetched twice so far. Pure and deterministic.
///
/// - One worker alone takes the first gap whole, open-ended if it reaches the end.
/// - A gap that nobody claims is worked from its beginning; an open claim gives up its far end, so that the first
///   request of a download, which may be the only one its address allows, runs longest.
/// - A piece lasts some seconds at its worker's speed, and never longer than everything together still lasts.
/// - Where nothing is free, the tail of the claim that would take longest is taken over if that ends sooner, set-up
///   included; all who are idle share it.
/// - A short tail that is stalled or crawls is fetched a second time.
PlannedStep next_step(const SegmentMap& map, const std::vector<Standing>& crew, int asking, const PieceRules& rules,
                      std::uint64_t doubled);

}  // namespace sluice::download
