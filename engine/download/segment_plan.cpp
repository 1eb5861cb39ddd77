#include "engine/download/segment_plan.h"

#include <algorithm>

namespace sluice::download {

namespace {

using What = PlannedStep::What;

/// Of everything fetched twice together: so many tails of the size that is allowed.
constexpr std::uint64_t most_doubled_tails = 16;
/// Who helped with a tail may be slow as well; then another tries.
constexpr int most_helpers = 2;
constexpr double setup_guess = 0.05;

/// What is known of the crew, with means for what is not.
class Crew {
  public:
    Crew(const SegmentMap& map, const std::vector<Standing>& crew) : map_(map), crew_(crew) {
        double rates = 0;
        double setups = 0;
        int known_setups = 0;
        for (const Standing& one : crew) {
            rates += one.rate;
            known_ += one.rate > 0 ? 1 : 0;
            setups += one.setup;
            known_setups += one.setup > 0 ? 1 : 0;
        }
        mean_rate_ = known_ > 0 ? rates / known_ : 0;
        mean_setup_ = known_setups > 0 ? setups / known_setups : setup_guess;
        for (const Standing& one : crew) {
            const double rate = rate_of(one.worker);
            all_ += rate;
            idle_ += map.find(one.worker) == nullptr ? rate : 0;
        }
    }
    /// Whether any speed is measured; if not, all count as equal and rates are mere shares.
    bool measured() const { return known_ > 0; }
    double rate_of(int worker) const {
        const Standing* one = find(worker);
        return one != nullptr && one->rate > 0 ? one->rate : measured() ? mean_rate_ : 1;
    }
    double setup_of(int worker) const {
        const Standing* one = find(worker);
        return one != nullptr && one->setup > 0 ? one->setup : mean_setup_;
    }
    double silence_of(int worker) const {
        const Standing* one = find(worker);
        return one != nullptr ? one->silence : 0;
    }
    bool is_measured(int worker) const {
        const Standing* one = find(worker);
        return one != nullptr && one->rate > 0;
    }
    double all() const { return all_; }
    double idle() const { return idle_; }
    /// Seconds until the claim is done at its present speed.
    double time_of(const Claim& claim) const {
        const double waits = claim.position == claim.begin ? setup_of(claim.worker) : 0;
        return waits + static_cast<double>(map_.rest_of(claim)) / rate_of(claim.worker);
    }

  private:
    const Standing* find(int worker) const {
        const auto at = std::find_if(crew_.begin(), crew_.end(), [&](const Standing& s) { return s.worker == worker; });
        return at == crew_.end() ? nullptr : &*at;
    }
    const SegmentMap& map_;
    const std::vector<Standing>& crew_;
    int known_ = 0;
    double mean_rate_ = 0;
    double mean_setup_ = 0;
    double all_ = 0;
    double idle_ = 0;
};

std::uint64_t bytes(double value) {
    return value <= 0 ? 0 : static_cast<std::uint64_t>(std::min(value, 1e18));
}

/// A piece for this worker where enough is left: some seconds of its speed, but not more than its share of all that is
/// missing, so that everybody ends at the same time.
std::uint64_t piece_size(const SegmentMap& map, const Crew& crew, int asking, const PieceRules& rules) {
    const std::uint64_t share = bytes(static_cast<double>(map.missing()) * crew.rate_of(asking) / crew.all());
    if (!crew.measured()) {
        return std::clamp(share, rules.least, rules.most);
    }
    const double rate = crew.rate_of(asking);
    const std::uint64_t wished = std::clamp(bytes(rate * rules.seconds), rules.least, rules.most);
    // Near the end pieces get smaller, as long as asking for one takes little of the time it lasts.
    const std::uint64_t floor = std::min(rules.least, std::max(rules.crumb, bytes(4 * rate * crew.setup_of(asking))));
    return std::max(std::min(wished, share), floor);
}

PlannedStep from_gap(const SegmentMap& map, const Crew& crew, const std::vector<Standing>& all, int asking,
                     const PieceRules& rules, const ByteRange& gap) {
    PlannedStep step;
    step.what = What::piece;
    step.range = gap;
    if (all.size() == 1) {
        step.open = gap.end == map.size();
        return step;
    }
    const std::uint64_t size = piece_size(map, crew, asking, rules);
    if (gap.size() > size && gap.size() - size >= std::min(rules.crumb, size)) {
        step.range.end = gap.begin + size;
    }
    return step;
}

/// The far end of an open claim: nothing was promised about it yet.
PlannedStep from_open(const SegmentMap& map, const Crew& crew, int asking, const PieceRules& rules,
                      const Claim& victim) {
    const std::uint64_t rest = map.rest_of(victim);
    const std::uint64_t end = map.end_of(victim);
    const double own = crew.rate_of(asking);
    const std::uint64_t fair = bytes(static_cast<double>(rest) * own / (own + crew.rate_of(victim.worker)));
    const std::uint64_t size = std::min(piece_size(map, crew, asking, rules), fair);
    const std::uint64_t floor = crew.measured() ? rules.crumb : rules.least;
    PlannedStep step;
    if (size < floor) {
        return step;
    }
    if (crew.measured()) {
        const double gain = crew.time_of(victim) - static_cast<double>(rest - size) / crew.rate_of(victim.worker);
        if (gain < std::max(rules.least_gain, crew.setup_of(asking))) {
            return step;
        }
    }
    step.what = What::piece;
    step.range = {end - size, end};
    return step;
}

PlannedStep from_exact(const SegmentMap& map, const Crew& crew, int asking, const PieceRules& rules,
                       const Claim& victim) {
    PlannedStep step;
    const std::uint64_t rest = map.rest_of(victim);
    const double own = crew.rate_of(asking);
    const double setup = crew.setup_of(asking);
    // All who are idle share it: when would everybody be done?
    const double together =
        (static_cast<double>(rest) + crew.idle() * setup) / (crew.rate_of(victim.worker) + crew.idle());
    // The victim's connection is closed for it: what it needs to connect again is lost too.
    const double least_gain = std::max({rules.least_gain, setup, 2 * crew.setup_of(victim.worker)});
    if (!crew.measured() || crew.time_of(victim) - together < least_gain) {
        return step;
    }
    if (rest < 2 * rules.crumb) {
        return step;
    }
    // No more than it can do until all is done, or a faster one would have to take it over once more.
    const double until_end = static_cast<double>(map.missing()) / crew.all() + setup;
    const std::uint64_t share = bytes(own * std::min(together - setup, until_end));
    const std::uint64_t size = std::min(rest, std::max(share, rules.crumb));
    const std::uint64_t end = map.end_of(victim);
    step.what = What::take_over;
    step.victim = victim.worker;
    step.range = {std::max(end - size, victim.position), end};
    return step;
}

/// Whether a tail is so slow that fetching it again, all of it, is sooner done.
PlannedStep twice(const SegmentMap& map, const Crew& crew, int asking, const PieceRules& rules, const Claim& victim,
                  std::uint64_t doubled) {
    PlannedStep step;
    const std::uint64_t rest = map.rest_of(victim);
    if (rest == 0 || rest > rules.twice || doubled + rest > most_doubled_tails * rules.twice) {
        return step;
    }
    double time = crew.time_of(victim);
    bool stalled = crew.silence_of(victim.worker) >= rules.silence;
    int helpers = 0;
    for (const Claim& other : map.claims()) {
        if (other.second && other.position < map.end_of(victim) && victim.position < map.end_of(other)) {
            time = std::min(time, crew.time_of(other));
            stalled = stalled && crew.silence_of(other.worker) >= rules.silence;
            ++helpers;
        }
    }
    if (helpers >= most_helpers) {
        return step;
    }
    const double again = crew.setup_of(asking) + static_cast<double>(rest) / crew.rate_of(asking);
    // One that was never tried may be faster than anybody known: worth a try where the wait is long.
    const double gain = time - (crew.is_measured(asking) ? again : 0);
    const double worth = crew.is_measured(asking) ? std::max(5 * rules.least_gain, again) : rules.silence;
    const bool crawls = crew.measured() && gain > worth;
    if (!stalled && !crawls) {
        return step;
    }
    step.what = What::second;
    step.victim = victim.worker;
    step.range = {victim.position, map.end_of(victim)};
    return step;
}

}  // namespace

PlannedStep next_step(const SegmentMap& map, const std::vector<Standing>& all, int asking, const PieceRules& rules,
                      std::uint64_t doubled) {
    const Crew crew(map, all);
    const RangeMap free = map.free();
    if (!free.empty()) {
        return from_gap(map, crew, all, asking, rules, free.ranges().front());
    }
    if (map.size() == no_end) {
        return {};  // nobody knows where another piece would be
    }
    std::vector<const Claim*> claims;
    for (const Claim& claim : map.claims()) {
        claims.push_back(&claim);
    }
    std::stable_sort(claims.begin(), claims.end(),
                     [&](const Claim* a, const Claim* b) { return crew.time_of(*a) > crew.time_of(*b); });
    for (const Claim* victim : claims) {
        if (victim->second) {
            continue;
        }
        PlannedStep step;
        if (!map.is_doubled(*victim)) {
            step = victim->open ? from_open(map, crew, asking, rules, *victim)
                                : from_exact(map, crew, asking, rules, *victim);
        }
        if (step.what == What::wait) {
            step = twice(map, crew, asking, rules, *victim, doubled);
        }
        if (step.what != What::wait) {
            return step;
        }
    }
    return {};
}

}  // namespace sluice::download
