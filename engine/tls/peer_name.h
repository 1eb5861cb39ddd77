#pragma once

#include <sluice/error.h>

#include <string>
#include <string_view>

namespace sluice::tls {

/// The name of a TLS peer as certificates and SNI know it.
struct PeerName {
    std::string text;         ///< A-labels in lower case without a dot at the end, or an IP literal without scope
    bool is_address = false;  ///< an IP literal: no SNI (RFC 6066 3), checked against iPAddress names
};

/// From the host of a URL: a name (UTF-8 or A-labels, RFC 5891) or an IP literal, in brackets or not.
/// Error: dns_not_found for a name that IDNA does not allow or that is too long to be one.
Result<PeerName> peer_name(std::string_view host);

}  // namespace sluice::tls
