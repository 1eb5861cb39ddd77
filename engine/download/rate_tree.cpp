#include "engine/download/rate_tree.h"

#include <algorithm>

namespace sluice::download {

namespace {
constexpr double bucket_seconds = 0.09;
constexpr double least_worth = 512;  // bytes; fewer are not worth a system call
constexpr Duration longest_wait = std::chrono::milliseconds(200);
constexpr Duration shortest_wait = std::chrono::milliseconds(1);
/// Whoever has not asked for so long is not receiving: its share is the others'.
constexpr Duration asks_again_within = std::chrono::milliseconds(250);

double seconds(Duration time) {
    return std::chrono::duration<double>(time).count();
}
}  // namespace

struct RateTree::Leaf::Bucket {
    std::string name;
    std::int64_t limit = 0;
    double tokens = 0;
    Instant filled{};
    std::vector<Leaf*> leaves;

    double most() const { return std::max(static_cast<double>(limit) * bucket_seconds, 1.0); }
    void fill(Instant now) {
        if (filled != Instant{} && now > filled) {
            tokens = std::min(tokens + seconds(now - filled) * static_cast<double>(limit), most());
        }
        filled = now;
    }
    /// What one of those that receive may take at once.
    double share(Instant now) const {
        const auto receiving = std::count_if(leaves.begin(), leaves.end(), [now](const Leaf* leaf) {
            return leaf->receiving_ && now - leaf->asked_ < asks_again_within;
        });
        return most() / static_cast<double>(std::max<std::ptrdiff_t>(receiving, 1));
    }
    /// Less than that is not worth waking up for.
    double worth(Instant now) const { return std::min(least_worth, share(now) / 2); }
};

RateTree::RateTree() = default;
RateTree::~RateTree() = default;

RateTree::Leaf::Bucket& RateTree::bucket(const std::string& name) {
    for (const auto& known : buckets_) {
        if (known->name == name) {
            return *known;
        }
    }
    buckets_.push_back(std::make_unique<Leaf::Bucket>());
    buckets_.back()->name = name;
    return *buckets_.back();
}

void RateTree::set_limit(const std::string& name, std::int64_t bytes_per_second) {
    Leaf::Bucket& changed = bucket(name);
    changed.limit = std::max<std::int64_t>(bytes_per_second, 0);
    changed.tokens = std::min(changed.tokens, changed.most());
}

std::int64_t RateTree::limit(const std::string& name) const {
    const auto found = std::find_if(buckets_.begin(), buckets_.end(), [&](const auto& b) { return b->name == name; });
    return found == buckets_.end() ? 0 : (*found)->limit;
}

std::unique_ptr<RateTree::Leaf> RateTree::join(const std::vector<std::string>& names) {
    std::unique_ptr<Leaf> leaf(new Leaf(*this));
    const auto enter = [&](const std::string& name) {
        Leaf::Bucket& above = bucket(name);
        above.leaves.push_back(leaf.get());
        leaf->buckets_.push_back(&above);
    };
    enter(everything);
    std::for_each(names.begin(), names.end(), enter);
    return leaf;
}

RateTree::Leaf::~Leaf() {
    for (Bucket* above : buckets_) {
        std::erase(above->leaves, this);
    }
    // A bucket without a limit and without anybody below it says nothing.
    std::erase_if(tree_.buckets_, [](const auto& b) { return b->leaves.empty() && b->limit == 0; });
}

bool RateTree::Leaf::limited() const {
    return std::any_of(buckets_.begin(), buckets_.end(), [](const Bucket* b) { return b->limit > 0; });
}

std::size_t RateTree::Leaf::allowance(Instant now, std::size_t wanted) {
    asked_ = now;
    receiving_ = true;
    double may = static_cast<double>(wanted);
    for (Bucket* above : buckets_) {
        if (above->limit <= 0) {
            continue;
        }
        above->fill(now);
        if (above->tokens < above->worth(now)) {
            return 0;
        }
        may = std::min({may, above->tokens, std::max(above->share(now), above->worth(now))});
    }
    return static_cast<std::size_t>(may);
}

void RateTree::Leaf::spent(std::size_t bytes) {
    for (Bucket* above : buckets_) {
        above->tokens -= above->limit > 0 ? static_cast<double>(bytes) : 0.0;
    }
}

Duration RateTree::Leaf::wait(Instant now) const {
    double longest = 0;
    for (const Bucket* above : buckets_) {
        if (above->limit > 0) {
            // Half a share: two calls per bucketful and receiver.
            const double wanted = std::max(above->share(now) / 2, above->worth(now));
            longest = std::max(longest, (wanted - above->tokens) / static_cast<double>(above->limit));
        }
    }
    const auto time = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(longest));
    return std::clamp(time, shortest_wait, longest_wait);
}

}  // namespace sluice::download
