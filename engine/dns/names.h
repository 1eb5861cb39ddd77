#pragma once

#include <sluice/error.h>
#include <sluice/record.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/async/event.h"
#include "engine/async/reactor.h"
#include "engine/dns/cache.h"
#include "engine/dns/overrides.h"

namespace sluice::dns {

struct Names {
    std::vector<sys::Address> addresses;  ///< at least one
    NameSource source = NameSource::none;
};

struct Question {
    std::string host;  ///< ASCII, without brackets
    std::uint16_t port = 0;
    sys::FamilyChoice family = sys::FamilyChoice::any;
    std::chrono::seconds cache_lifetime{60};
};

/// Turns host names into addresses: literals and localhost at once, then the overrides and the cache, then the system's
/// resolver on the lookup threads. Several that ask for the same name at once share one lookup. One thread.
class NameService {
  public:
    explicit NameService(async::Reactor& reactor) : reactor_(reactor) {}
    NameService(const NameService&) = delete;
    NameService& operator=(const NameService&) = delete;
    ~NameService();
    /// Puts a transfer's `resolve` lines into the cache; they stay for later transfers.
    Result<void> apply(const std::vector<std::string>& resolve_lines);
    /// Errors: dns_not_found, dns_temporary; a deadline is the caller's (with_deadline).
    async::Task<Result<Names>> resolve(const Question& question);
    void forget_all() { cache_.clear(); }

  private:
    struct Pending {
        explicit Pending(async::Reactor& reactor) : done(reactor) {}
        async::Event done;
        sys::Resolved result;
    };
    std::shared_ptr<Pending> ask(const CacheKey& key);
    Result<Names> at_once(const Question& question, bool& known);

    async::Reactor& reactor_;
    Cache cache_;
    std::map<CacheKey, std::shared_ptr<Pending>> pending_;
    std::shared_ptr<NameService*> self_ = std::make_shared<NameService*>(this);  // answers may come after our end
};

}  // namespace sluice::dns
