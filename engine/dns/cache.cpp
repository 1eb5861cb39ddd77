#include "engine/dns/cache.h"

#include <algorithm>

namespace sluice::dns {

const Cache::Entry* Cache::find(const CacheKey& key, std::chrono::seconds lifetime, Instant now) {
    const auto found = entries_.find(key);
    if (found == entries_.end()) {
        return nullptr;
    }
    const Entry& entry = found->second;
    if (entry.permanent || lifetime.count() < 0) {
        return &entry;
    }
    const Duration good_for = entry.addresses.empty() ? Duration(lifetime) / 2 : Duration(lifetime);
    if (now - entry.stored >= good_for) {
        entries_.erase(found);
        return nullptr;
    }
    return &entry;
}

void Cache::store(const CacheKey& key, std::vector<sys::Address> addresses, Instant now, bool permanent) {
    if (entries_.size() >= most_ && entries_.find(key) == entries_.end()) {
        const auto oldest = std::min_element(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) {
            return a.second.permanent != b.second.permanent ? b.second.permanent : a.second.stored < b.second.stored;
        });
        entries_.erase(oldest);
    }
    entries_[key] = Entry{std::move(addresses), now, permanent};
}

}  // namespace sluice::dns
