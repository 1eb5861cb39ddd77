#include "engine/conn/proxy_choice.h"

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/conn/no_proxy.h"

namespace sluice::conn {

namespace {

std::string variable(const Environment& environment, const std::string& name) {
    std::optional<std::string> value = environment ? environment(name) : std::nullopt;
    if ((!value || value->empty()) && environment && name != "http_proxy") {
        value = environment(base::to_upper(name));
    }
    return value.value_or("");
}

std::string proxy_of_environment(std::string_view scheme, const Environment& environment) {
    std::string proxy = variable(environment, base::to_lower(scheme) + "_proxy");
    return proxy.empty() ? variable(environment, "all_proxy") : proxy;
}

void log_in(ProxyServer& server, const ProxyWish& wish) {
    if (!server.user && wish.user) {
        server.user = wish.user;
        server.password = wish.password;
    }
}

}  // namespace

Result<ProxyChain> choose_proxies(const ProxyWish& wish, std::string_view scheme, std::string_view host,
                                  const Environment& environment) {
    ProxyChain chain;
    const std::string list = wish.no_proxy ? *wish.no_proxy : variable(environment, "no_proxy");
    if (bypasses_proxy(host, list)) {
        return chain;
    }
    std::string proxy = wish.proxy.value_or("");
    if (!wish.proxy && wish.pre_proxy.empty()) {
        proxy = proxy_of_environment(scheme, environment);
    }
    if (!wish.pre_proxy.empty()) {
        SL_TRY(server, parse_proxy(wish.pre_proxy, ProxyType::socks4));
        if (!server->is_socks()) {
            return fail(Kind::not_supported,
                        ErrorArgs{.detail = "the pre-proxy " + server->name() + " is not a SOCKS proxy"});
        }
        chain.push_back(std::move(*server));
    }
    if (!proxy.empty()) {
        SL_TRY(server, parse_proxy(proxy, wish.type, wish.port));
        chain.push_back(std::move(*server));
    }
    if (!chain.empty()) {
        log_in(chain.back(), wish);
    }
    return chain;
}

}  // namespace sluice::conn
