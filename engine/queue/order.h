#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/queue/queue_service.h"

namespace sluice::queue {

/// The list's order as numbers with gaps between them, so that a move changes only what is moved.
inline constexpr std::int64_t rank_gap = std::int64_t{1} << 20;

/// One entry of the order.
struct Ranked {
    std::int64_t rank = 0;
    Id id = 0;
    friend auto operator<=>(const Ranked&, const Ranked&) = default;
};

/// Moves `ids` (kept in their order among themselves) to `place`, 0 = first, counted in the list without them. `sorted`
/// is the whole list and becomes the new one. Returns the entries whose rank changed: those moved, or all if the gap is
/// used up.
std::vector<Ranked> move_in_order(std::vector<Ranked>& sorted, const std::vector<Id>& ids, int place);

}  // namespace sluice::queue
