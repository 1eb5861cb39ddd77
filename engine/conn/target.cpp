#include "engine/conn/target.h"

namespace sluice::conn {

std::string authority_of(const std::string& host, std::uint16_t port) {
    const bool six = host.find(':') != std::string::npos;
    return (six ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

std::string Target::host_name() const {
    const ProxyServer* proxy = route.http_proxy();
    return route.asks_proxy() ? authority_of(proxy->host, proxy->port) : authority_of(host, port);
}

ConnectionKey Target::key() const {
    ConnectionKey out;
    if (!route.asks_proxy()) {
        out.origin = scheme + "://" + host_name();
        if (via.host != host || via.port != port) {
            out.origin += " via " + authority_of(via.host, via.port);
        }
    }
    out.origin += route.key();
    const SocketOptions& socket = *options->socket;
    if (!socket.interface.empty() || socket.local_port != 0) {
        out.origin += " from " + socket.interface + ':' + std::to_string(socket.local_port) + '+' +
                      std::to_string(socket.local_port_range);
    }
    if (options->dns->ip_version != IpVersion::any) {
        out.origin += options->dns->ip_version == IpVersion::v4 ? " v4" : " v6";
    }
    out.context = context;
    out.proxy_context = route.proxy_context;
    return out;
}

}  // namespace sluice::conn
