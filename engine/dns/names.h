#pragma once

#include <sluice/error.h>
#include <sluice/record.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/async/event.h"
#include "engine/async/reactor.h"
#include "engine/dns/doh_fetch.h"
#include "engine/dns/overrides.h"
#include "engine/dns/shared_cache.h"

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
    std::shared_ptr<SharedCache> cache;  ///< where answers are kept; null: in the service's own
    /// Asked before a lookup that nothing known answers; false fails it. Borrowed; may be null, or unset.
    const std::function<bool(const std::string& host)>* before_lookup = nullptr;
    std::shared_ptr<DohFetch> over_https;  ///< asked instead of the system's resolver

    Question() {}  // user-provided: passed to coroutines
};

/// Turns host names into addresses: literals and localhost at once, then the overrides and the cache, then the system's
/// resolver on the lookup threads, or a server over HTTPS. Several that ask for the same name at once share one lookup.
/// One thread.
class NameService {
  public:
    explicit NameService(async::Reactor& reactor) : reactor_(reactor) {}
    NameService(const NameService&) = delete;
    NameService& operator=(const NameService&) = delete;
    ~NameService();
    /// Puts a transfer's `resolve` lines into `cache`, or into the service's own; they stay for later transfers.
    Result<void> apply(const std::vector<std::string>& resolve_lines, SharedCache* cache = nullptr);
    /// Errors: dns_not_found, dns_temporary; aborted_by_callback with couldnt_resolve_host if the caller's function did
    /// not allow it, with bad_function_argument if it threw. A deadline is the caller's (with_deadline).
    async::Task<Result<Names>> resolve(const Question& question);
    /// Empties the cache; what is being looked up is told to those who wait for it, and not kept.
    void forget_all();

  private:
    struct PendingKey {
        CacheKey name;
        std::string server;  ///< over HTTPS: which one
        friend auto operator<=>(const PendingKey&, const PendingKey&) = default;
    };
    struct Pending {
        explicit Pending(async::Reactor& reactor) : done(reactor) {}
        async::Event done;
        sys::Resolved result;
        std::vector<std::shared_ptr<SharedCache>> caches;  ///< that want the answer
        Error error;                                       ///< of a lookup over HTTPS
        int waiting = 0;
        std::shared_ptr<DohFetch> over_https;
        std::optional<async::Root> root;  ///< over HTTPS; last: its frame uses the rest
    };
    class Wait;
    SharedCache& cache_of(const Question& question) { return question.cache ? *question.cache : *cache_; }
    std::shared_ptr<Pending> ask(const CacheKey& key, const Question& question);
    void ask_system(const CacheKey& key);
    void ask_over_https(const CacheKey& key, const std::shared_ptr<Pending>& pending);
    async::Task<void> run_over_https(CacheKey key, Pending& pending);
    void store(const CacheKey& key, const Pending& pending);
    void forget(const std::shared_ptr<Pending>& pending);
    Result<Names> at_once(const Question& question, bool& known);

    async::Reactor& reactor_;
    std::shared_ptr<SharedCache> cache_ = std::make_shared<SharedCache>();
    std::map<PendingKey, std::shared_ptr<Pending>> pending_;
    std::shared_ptr<NameService*> self_ = std::make_shared<NameService*>(this);  // answers may come after our end
};

}  // namespace sluice::dns
