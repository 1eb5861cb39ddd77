#pragma once

#include <cstdint>
#include <vector>

namespace sluice::cli {

/// Divides a speed limit among downloads: equal parts, but what one does not use the others get. `speeds` are bytes per
/// second as measured, negative for one too young to be measured, which counts as using its part. The shares add up to
/// the limit at most; none is below a twentieth of an equal part, so that one that got slow can grow again.
std::vector<std::int64_t> fair_shares(std::int64_t limit, const std::vector<double>& speeds);

}  // namespace sluice::cli
