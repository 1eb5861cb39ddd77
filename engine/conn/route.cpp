#include "engine/conn/route.h"

namespace sluice::conn {

std::string Route::names() const {
    std::string out;
    for (const ProxyServer& proxy : proxies) {
        out += (out.empty() ? "" : ", ") + proxy.name();
    }
    return out;
}

std::string Route::key() const {
    std::string out;
    for (const ProxyServer& proxy : proxies) {
        out += " over " + proxy.name();
        out += proxy.type == ProxyType::http_1_0 ? " 1.0" : "";
        // Who logged in counts where that opens the way; requests to a proxy carry their own login.
        if (proxy.user && (proxy.is_socks() || tunnel)) {
            out += " as " + std::to_string(proxy.user->size()) + ':' + *proxy.user + ':' + proxy.password;
        }
    }
    if (tunnel) {
        out += " tunnel";
    }
    if (!local_path.empty()) {
        out += " at " + local_path;
    }
    if (haproxy) {
        out += " for " + (haproxy_client ? haproxy_client->ip() : std::string("me"));
    }
    return out;
}

}  // namespace sluice::conn
