#include "engine/tls/peer_name.h"

#include <idn2.h>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/sys/address.h"

namespace sluice::tls {

namespace {

constexpr std::size_t longest_name = 253;  // RFC 1035 2.3.4, without the dot at the end

}  // namespace

Result<PeerName> peer_name(std::string_view host) {
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    }
    // Certificates know nothing of the scope of a link-local address.
    if (const auto address = sys::Address::parse(host.substr(0, host.find('%')), 0)) {
        return PeerName{address->ip(), true};
    }
    std::string name(host);
    if (!base::is_ascii(host)) {
        char* converted = nullptr;
        const int rc = idn2_to_ascii_8z(name.c_str(), &converted, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT);
        if (rc != IDN2_OK) {
            return fail(Kind::dns_not_found, ErrorArgs{.host = name, .detail = idn2_strerror(rc)});
        }
        name = converted;
        idn2_free(converted);
    }
    if (name.ends_with('.')) {
        name.pop_back();
    }
    if (name.empty() || name.size() > longest_name || name.find('\0') != std::string::npos) {
        return fail(Kind::dns_not_found, ErrorArgs{.host = std::string(host.substr(0, longest_name))});
    }
    return PeerName{base::to_lower(name), false};
}

}  // namespace sluice::tls
