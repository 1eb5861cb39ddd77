#include "engine/cli/get_shares.h"

#include <algorithm>

namespace sluice::cli {

std::vector<std::int64_t> fair_shares(std::int64_t limit, const std::vector<double>& speeds) {
    std::vector<std::int64_t> shares(speeds.size(), 0);
    std::vector<bool> settled(speeds.size(), false);
    double left = static_cast<double>(limit);
    std::size_t open = speeds.size();
    const double least = left / static_cast<double>(std::max<std::size_t>(open, 1)) / 20;
    // Who uses clearly less than its part is given a little more than it uses; the others share what that frees.
    for (bool changed = true; changed && open > 1;) {
        changed = false;
        const double part = left / static_cast<double>(open);
        for (std::size_t i = 0; i < speeds.size(); ++i) {
            if (!settled[i] && open > 1 && speeds[i] >= 0 && speeds[i] < part * 0.7) {
                const double share = std::min(part, std::max(speeds[i] * 1.25, least));
                shares[i] = std::max<std::int64_t>(1, static_cast<std::int64_t>(share));
                settled[i] = changed = true;
                left -= share;
                --open;
            }
        }
    }
    for (std::size_t i = 0; i < speeds.size(); ++i) {
        if (!settled[i]) {
            shares[i] = std::max<std::int64_t>(1, static_cast<std::int64_t>(left / static_cast<double>(open)));
        }
    }
    return shares;
}

}  // namespace sluice::cli
