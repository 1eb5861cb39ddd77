#include "engine/conn/haproxy_line.h"

namespace sluice::conn {

namespace {

/// The address alone; an IPv4 one in IPv6's notation if `six` (RFC 4291 2.5.5.2).
std::string written(const sys::Address& address, bool six) {
    if (six && address.family() == sys::Family::v4) {
        return "::ffff:" + address.ip();
    }
    const std::string ip = address.ip();
    return ip.substr(0, ip.find('%'));
}

}  // namespace

std::string haproxy_line(const sys::Address& local, const sys::Address& remote,
                         const std::optional<sys::Address>& client) {
    const sys::Address& source = client ? *client : local;
    const bool six = source.family() == sys::Family::v6 || remote.family() == sys::Family::v6;
    return std::string("PROXY ") + (six ? "TCP6 " : "TCP4 ") + written(source, six) + ' ' + written(remote, six) + ' ' +
           std::to_string(local.port()) + ' ' + std::to_string(remote.port()) + "\r\n";
}

std::string haproxy_line_unknown() {
    return "PROXY UNKNOWN\r\n";
}

}  // namespace sluice::conn
