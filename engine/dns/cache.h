#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/clock.h"
#include "engine/sys/world.h"

namespace sluice::dns {

/// What a name stands for: addresses without meaning of the port, which the caller sets.
struct CacheKey {
    std::string host;  ///< lower case
    std::uint16_t port = 0;
    sys::FamilyChoice family = sys::FamilyChoice::any;
    friend auto operator<=>(const CacheKey&, const CacheKey&) = default;
};

/// Addresses learned from the resolver or preset by the user. A lifetime of 0 keeps nothing, -1 for ever; "does not
/// exist" is kept half as long. At most 30,000 entries: the oldest go first. One thread.
class Cache {
  public:
    struct Entry {
        std::vector<sys::Address> addresses;  ///< empty: the name does not exist
        Instant stored{};
        bool permanent = false;
    };

    explicit Cache(std::size_t most = 30'000) : most_(most) {}
    /// An entry that is still good for a caller whose options say `lifetime`.
    const Entry* find(const CacheKey& key, std::chrono::seconds lifetime, Instant now);
    void store(const CacheKey& key, std::vector<sys::Address> addresses, Instant now, bool permanent);
    void remove(const CacheKey& key) { entries_.erase(key); }
    void clear() { entries_.clear(); }
    std::size_t size() const { return entries_.size(); }

  private:
    std::map<CacheKey, Entry> entries_;
    std::size_t most_;
};

}  // namespace sluice::dns
