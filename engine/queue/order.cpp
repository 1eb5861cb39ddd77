#include "engine/queue/order.h"

#include <algorithm>
#include <unordered_set>

namespace sluice::queue {

std::vector<Ranked> move_in_order(std::vector<Ranked>& sorted, const std::vector<Id>& ids, int place) {
    const std::unordered_set<Id> wanted(ids.begin(), ids.end());
    std::vector<Ranked> moved;
    std::vector<Ranked> rest;
    rest.reserve(sorted.size());
    for (const Ranked& entry : sorted) {
        (wanted.contains(entry.id) ? moved : rest).push_back(entry);
    }
    if (moved.empty()) {
        return {};
    }
    const auto at = std::min(static_cast<std::size_t>(std::max(place, 0)), rest.size());
    const auto count = static_cast<std::int64_t>(moved.size());
    const std::int64_t before =
        at > 0 ? rest[at - 1].rank : (rest.empty() ? 0 : rest.front().rank - rank_gap * (count + 1));
    const std::int64_t after = at < rest.size() ? rest[at].rank : before + rank_gap * (count + 1);
    const std::int64_t step = (after - before) / (count + 1);
    for (std::int64_t i = 0; i < count; ++i) {
        moved[static_cast<std::size_t>(i)].rank = before + step * (i + 1);
    }
    rest.insert(rest.begin() + static_cast<std::ptrdiff_t>(at), moved.begin(), moved.end());
    sorted = std::move(rest);
    if (step > 0) {
        return moved;
    }
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        sorted[i].rank = static_cast<std::int64_t>(i + 1) * rank_gap;
    }
    return sorted;
}

}  // namespace sluice::queue
