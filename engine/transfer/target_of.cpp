#include "engine/transfer/target_of.h"

#include "engine/base/result.h"
#include "engine/conn/proxy_choice.h"
#include "engine/dns/overrides.h"
#include "engine/transfer/proxy_login.h"
#include "engine/transfer/state.h"

namespace sluice::transfer {

namespace {

/// Connections that die when they are used again seldom do so alone: then a new one is made.
constexpr int attempts_with_used_ones = 2;

Result<std::shared_ptr<tls::Context>> tls_context(Context& context, const TlsOptions& options) {
    if (!context.observer.wants_tls_contexts()) {
        return context.engine.contexts().get(options);
    }
    return context.engine.contexts().make_apart(
        options, [&context](ssl_ctx_st* native) { return context.observer.on_tls_context(native); });
}

conn::ProxyWish wish_of(const ProxyOptions& options) {
    conn::ProxyWish wish;
    wish.proxy = options.url;
    wish.type = options.type;
    wish.pre_proxy = options.pre_proxy;
    wish.no_proxy = options.no_proxy;
    if (options.username || options.password) {
        wish.user = options.username.value_or("");
        wish.password = options.password.value_or("");
    }
    return wish;
}

Result<dns::Destination> destination_of(const Options& options, const std::string& host, std::uint16_t port) {
    std::vector<dns::ConnectTo> rules;
    for (const std::string& line : options.connection->connect_to) {
        SL_TRY(rule, dns::parse_connect_to(line));
        rules.push_back(*rule);
    }
    return dns::destination_of(rules, host, port);
}

/// A socket of this machine takes the place of host and proxies alike.
std::string local_path_of(const ConnectionOptions& options) {
    return (options.abstract_unix_socket ? std::string(1, '\0') : std::string()) + options.unix_socket;
}

Result<conn::Route> route_of(Context& context, const conn::Target& target) {
    const Options& options = context.options;
    conn::Route route;
    route.haproxy = options.proxy->haproxy_protocol;
    route.haproxy_client = sys::Address::parse(options.proxy->haproxy_client_ip, 0);
    if (!options.connection->unix_socket.empty()) {
        route.local_path = local_path_of(*options.connection);
        return route;
    }
    const auto environment = [&](const std::string& name) { return context.engine.world().environment(name); };
    SL_TRY(proxies, conn::choose_proxies(wish_of(*options.proxy), target.scheme, target.host, environment));
    route.proxies = std::move(*proxies);
    if (const conn::ProxyServer* proxy = route.http_proxy()) {
        const bool elsewhere = target.via.host != target.host || target.via.port != target.port;
        route.tunnel = target.scheme != "http" || options.proxy->tunnel || elsewhere;
        if (proxy->type == ProxyType::https) {
            SL_TRY(tls, tls_context(context, options.proxy->tls));
            route.proxy_context = std::move(*tls);
        }
    }
    return route;
}

}  // namespace

Result<conn::Target> target_of(Context& context, const Step& step) {
    conn::Target target;
    target.scheme = step.url.scheme();
    target.host = step.url.host();
    target.port = step.url.port_or_default();
    target.options = &context.options;
    if (context.state != nullptr) {
        target.shared = context.state->shared;
    }
    target.fresh = context.options.connection->fresh_connect || context.record().attempt > attempts_with_used_ones;
    target.beyond_limits = context.request.beyond_limits;
    target.callbacks = context.request.callbacks.changed() ? &*context.request.callbacks : nullptr;
    SL_TRY(via, destination_of(context.options, target.host, target.port));
    target.via = *via;
    if (target.scheme == "https") {
        SL_TRY(tls, tls_context(context, *context.options.tls));
        target.context = std::move(*tls);
    }
    SL_TRY(route, route_of(context, target));
    target.route = std::move(*route);
    if (const conn::ProxyServer* proxy = target.route.http_proxy()) {
        target.proxy_login = &proxy_login_at(context, *proxy);
    }
    return target;
}

}  // namespace sluice::transfer
