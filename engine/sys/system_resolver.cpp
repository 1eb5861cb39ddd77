#include "engine/sys/system_resolver.h"

#include <netdb.h>
#include <netinet/in.h>

#include <cerrno>
#include <cstring>

namespace sluice::sys {

Resolved SystemResolver::resolve(const std::string& host, std::uint16_t port, FamilyChoice family) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_family = family == FamilyChoice::v4 ? AF_INET : family == FamilyChoice::v6 ? AF_INET6 : AF_UNSPEC;
    addrinfo* list = nullptr;
    Resolved out;
    out.error = ::getaddrinfo(host.c_str(), nullptr, &hints, &list);
    out.os_errno = out.error == EAI_SYSTEM ? errno : 0;
    if (out.error != 0) {
        return out;
    }
    for (const addrinfo* one = list; one != nullptr; one = one->ai_next) {
        Address address;
        if (one->ai_family == AF_INET) {
            std::array<std::uint8_t, 4> ip{};
            std::memcpy(ip.data(), &reinterpret_cast<const sockaddr_in*>(one->ai_addr)->sin_addr, 4);
            address = Address::v4(ip, port);
        } else if (one->ai_family == AF_INET6) {
            const auto* in = reinterpret_cast<const sockaddr_in6*>(one->ai_addr);
            std::array<std::uint8_t, 16> ip{};
            std::memcpy(ip.data(), &in->sin6_addr, 16);
            address = Address::v6(ip, port, in->sin6_scope_id);
        } else {
            continue;
        }
        if (std::find(out.addresses.begin(), out.addresses.end(), address) == out.addresses.end()) {
            out.addresses.push_back(address);
        }
    }
    ::freeaddrinfo(list);
    return out;
}

}  // namespace sluice::sys
