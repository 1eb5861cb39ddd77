#include "engine/dns/names.h"

#include <netdb.h>

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/guarded.h"
#include "engine/dns/doh_lookup.h"

namespace sluice::dns {

namespace {

bool is_localhost(const std::string& host) {
    return host == "localhost" || host == "localhost." || host.ends_with(".localhost") || host.ends_with(".localhost.");
}

std::vector<sys::Address> loopback(std::uint16_t port, sys::FamilyChoice family) {
    std::vector<sys::Address> out;
    if (family != sys::FamilyChoice::v4) {
        out.push_back(*sys::Address::parse("::1", port));
    }
    if (family != sys::FamilyChoice::v6) {
        out.push_back(*sys::Address::parse("127.0.0.1", port));
    }
    return out;
}

std::vector<sys::Address> of_family(const std::vector<sys::Address>& all, sys::FamilyChoice family,
                                    std::uint16_t port) {
    std::vector<sys::Address> out;
    for (sys::Address address : all) {
        const bool v6 = address.family() == sys::Family::v6;
        if (family == sys::FamilyChoice::any || v6 == (family == sys::FamilyChoice::v6)) {
            address.set_port(port);
            out.push_back(address);
        }
    }
    return out;
}

tl::unexpected<Error> lookup_failed(const std::string& host, const sys::Resolved& result) {
    ErrorArgs args;
    args.host = host;
    const bool temporary = result.error == EAI_AGAIN || result.error == EAI_SYSTEM || result.error == EAI_MEMORY;
    if (result.error != 0 && result.error != EAI_NONAME) {
        args.detail = gai_strerror(result.error);
    }
    return fail(temporary ? Kind::dns_temporary : Kind::dns_not_found, std::move(args), result.os_errno);
}

Result<void> ask_caller(const Question& question) {
    if (question.before_lookup == nullptr || !*question.before_lookup) {
        return {};
    }
    SL_TRY(allowed, base::guarded("resolver_start", [&] { return (*question.before_lookup)(question.host); }));
    if (!*allowed) {
        return fail(Code::couldnt_resolve_host, Kind::aborted_by_callback,
                    ErrorArgs{.host = question.host, .detail = "no lookup of " + question.host});
    }
    return {};
}

bool does_not_exist(int error) {
    return error == EAI_NONAME
#ifdef EAI_NODATA
           || error == EAI_NODATA
#endif
        ;
}

}  // namespace

NameService::~NameService() {
    *self_ = nullptr;
    for (const auto& [key, pending] : pending_) {
        reactor_.expect_posts(pending->over_https ? 0 : -1);
    }
}

void NameService::forget_all() {
    cache_->clear();
    for (auto& [key, pending] : pending_) {
        std::erase(pending->caches, cache_);
    }
}

Result<void> NameService::apply(const std::vector<std::string>& resolve_lines, SharedCache* cache) {
    SharedCache& into = cache != nullptr ? *cache : *cache_;
    for (const std::string& line : resolve_lines) {
        SL_TRY(parsed, parse_override(line));
        const CacheKey key{parsed->host, parsed->port, sys::FamilyChoice::any};
        if (parsed->act == Override::Act::remove) {
            into.remove(key);
        } else {
            into.store(key, parsed->addresses, reactor_.now(), parsed->act == Override::Act::add);
        }
    }
    return {};
}

std::shared_ptr<NameService::Pending> NameService::ask(const CacheKey& key, const Question& question) {
    auto& slot = pending_[{key, question.over_https ? question.over_https->key() : std::string()}];
    const bool asked = slot != nullptr;
    if (!asked) {
        slot = std::make_shared<Pending>(reactor_);
        slot->over_https = question.over_https;
    }
    const std::shared_ptr<Pending> pending = slot;
    const std::shared_ptr<SharedCache>& cache = question.cache ? question.cache : cache_;
    auto& caches = pending->caches;
    if (std::find(caches.begin(), caches.end(), cache) == caches.end()) {
        caches.push_back(cache);
    }
    if (!asked && pending->over_https) {
        ask_over_https(key, pending);
    } else if (!asked) {
        ask_system(key);
    }
    return pending;
}

void NameService::store(const CacheKey& key, const Pending& pending) {
    for (const auto& cache : pending.caches) {
        cache->store(key, pending.result.addresses, reactor_.now(), false);
    }
}

void NameService::ask_system(const CacheKey& key) {
    reactor_.expect_posts(+1);
    sys::World& world = reactor_.world();
    world.lookup_workers().submit([&resolver = world.resolver(), mailbox = reactor_.mailbox(), self = self_, key] {
        auto result = resolver.resolve(key.host, key.port, key.family);
        mailbox->post([self, key, result = std::move(result)]() mutable {
            NameService* service = *self;
            if (service == nullptr) {
                return;
            }
            const auto found = service->pending_.find({key, {}});
            const auto pending = found->second;
            service->pending_.erase(found);
            service->reactor_.expect_posts(-1);
            pending->result = std::move(result);
            if (pending->result.error == 0 || does_not_exist(pending->result.error)) {
                service->store(key, *pending);
            }
            pending->done.set();
        });
    });
}

async::Task<void> NameService::run_over_https(CacheKey key, Pending& pending) {
    auto found = co_await look_up_over_https(reactor_, *pending.over_https, key.host, key.family);
    if (found) {
        for (sys::Address& address : *found) {
            address.set_port(key.port);
        }
        pending.result.addresses = std::move(*found);
    } else {
        pending.error = std::move(found.error());
    }
    if (!pending.error || pending.error.kind == Kind::dns_not_found) {
        store(key, pending);
    }
}

void NameService::ask_over_https(const CacheKey& key, const std::shared_ptr<Pending>& pending) {
    pending->root.emplace(reactor_, run_over_https(key, *pending), [this, weak = std::weak_ptr(pending)] {
        const auto ended = weak.lock();
        forget(ended);
        ended->done.set();
    });
}

void NameService::forget(const std::shared_ptr<Pending>& pending) {
    std::erase_if(pending_, [&](const auto& entry) { return entry.second == pending; });
}

/// One that waits for a lookup. A lookup over HTTPS ends with the last of them; the system's goes on to its end.
class NameService::Wait {
  public:
    Wait(NameService& service, std::shared_ptr<Pending> pending) : service_(service), pending_(std::move(pending)) {
        ++pending_->waiting;
    }
    Wait(const Wait&) = delete;
    Wait& operator=(const Wait&) = delete;
    ~Wait() {
        if (--pending_->waiting == 0 && pending_->root && !pending_->root->finished()) {
            service_.forget(pending_);
            pending_->root.reset();
        }
    }
    Pending& pending() { return *pending_; }

  private:
    NameService& service_;
    std::shared_ptr<Pending> pending_;
};

Result<Names> NameService::at_once(const Question& question, bool& known) {
    known = true;
    if (const auto literal = sys::Address::parse(question.host, question.port)) {
        return Names{{*literal}, NameSource::literal};
    }
    const std::string host = base::to_lower(question.host);
    SharedCache& cache = cache_of(question);
    // Overrides are kept under "any family"; the one for this host and port comes first, then the one for every host.
    for (const std::string& name : {host, std::string("*")}) {
        const auto entry =
            cache.find({name, question.port, sys::FamilyChoice::any}, question.cache_lifetime, reactor_.now());
        if (entry && entry->permanent) {
            auto addresses = of_family(entry->addresses, question.family, question.port);
            if (!addresses.empty()) {
                return Names{std::move(addresses), NameSource::override_list};
            }
        }
    }
    if (is_localhost(host)) {
        return Names{loopback(question.port, question.family), NameSource::literal};
    }
    const auto entry = cache.find({host, question.port, question.family}, question.cache_lifetime, reactor_.now());
    if (entry) {
        if (entry->addresses.empty()) {
            return lookup_failed(question.host, {{}, EAI_NONAME, 0});
        }
        auto addresses = of_family(entry->addresses, question.family, question.port);
        if (!addresses.empty()) {
            return Names{std::move(addresses), NameSource::cached};
        }
    }
    known = false;
    return Names{};
}

async::Task<Result<Names>> NameService::resolve(const Question& question) {
    bool known = false;
    auto quick = at_once(question, known);
    if (known) {
        co_return quick;
    }
    auto allowed = ask_caller(question);
    if (!allowed) {
        co_return tl::unexpected<Error>(std::move(allowed.error()));
    }
    const CacheKey key{base::to_lower(question.host), question.port, question.family};
    Wait wait(*this, ask(key, question));
    co_await wait.pending().done.wait();
    const Pending& pending = wait.pending();
    if (pending.error) {
        co_return tl::unexpected<Error>(pending.error);
    }
    if (pending.result.error != 0 || pending.result.addresses.empty()) {
        co_return lookup_failed(question.host, pending.result);
    }
    Names out;
    out.addresses = pending.result.addresses;
    out.source = NameSource::lookup;
    co_return out;
}

}  // namespace sluice::dns
