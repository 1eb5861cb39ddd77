#include "engine/conn/target.h"

namespace sluice::conn {

ConnectionKey Target::key() const {
    ConnectionKey out;
    out.origin = scheme + "://" + host_name();
    if (via.host != host || via.port != port) {
        out.origin += " via " + via.host + ':' + std::to_string(via.port);
    }
    if (!options->socket->interface.empty()) {
        out.origin += " from " + options->socket->interface;
    }
    if (options->dns->ip_version != IpVersion::any) {
        out.origin += options->dns->ip_version == IpVersion::v4 ? " v4" : " v6";
    }
    out.context = context;
    return out;
}

}  // namespace sluice::conn
