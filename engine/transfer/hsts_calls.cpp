#include "engine/transfer/hsts_calls.h"

#include "engine/http/cookie.h"
#include "engine/transfer/user_call.h"

namespace sluice::transfer {

Result<void> read_hsts_hosts(const HstsCallbacks& callbacks, State& state, std::int64_t now) {
    if (!callbacks.read || state.hsts_callback_asked) {
        return {};
    }
    for (;;) {
        HstsHost host;
        HstsVerdict verdict = HstsVerdict::fail;
        auto called = guarded(Code::aborted_by_callback, Kind::aborted_by_callback, [&] {
            verdict = callbacks.read(host);
            return verdict != HstsVerdict::fail;
        });
        if (!called) {
            return called;
        }
        if (verdict == HstsVerdict::done) {
            state.hsts_callback_asked = true;
            return {};
        }
        const http::HstsStore::Entry entry{host.expires.value_or(http::never), host.include_subdomains};
        if (!state.hsts->with([&](http::HstsStore& store) { return store.add(host.name, entry, now); })) {
            ErrorArgs args;
            args.host = host.name;
            args.detail = "the function that gives the hosts of HSTS gave \"" + host.name + "\", which is no host name";
            return fail(Code::bad_function_argument, Kind::argument_bad, std::move(args));
        }
    }
}

void write_hsts_hosts(const HstsCallbacks& callbacks, State& state, std::int64_t now) {
    if (!callbacks.write) {
        return;
    }
    // Not under the lock: the caller may take as long as he likes.
    const auto hosts = state.hsts->with([&](const http::HstsStore& store) { return store.list(now); });
    for (std::size_t index = 0; index < hosts.size(); ++index) {
        const auto& [name, entry] = hosts[index];
        HstsHost host{name, entry.include_subdomains, std::nullopt};
        if (entry.expires != http::never) {
            host.expires = entry.expires;
        }
        const auto called = guarded(Code::aborted_by_callback, Kind::aborted_by_callback,
                                    [&] { return callbacks.write(host, index, hosts.size()) == HstsVerdict::ok; });
        if (!called) {
            return;
        }
    }
}

}  // namespace sluice::transfer
