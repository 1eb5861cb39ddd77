#pragma once

#include <sluice/error.h>

#include <string>

#include "engine/base/clock.h"
#include "engine/tls/connection_state.h"
#include "engine/tls/peer_name.h"

namespace sluice::tls {

/// Makes `ssl` check the chain at the time `now` and, if `check_host`, that the certificate is for `peer`: a wildcard
/// only as the whole left label, an address only by an iPAddress name (RFC 9525 6.3, 6.5).
/// False if OpenSSL does not take the name.
bool set_up_checks(SSL& ssl, const PeerName& peer, bool check_host, WallTime now);

/// Whether the certificate is for `peer`, by the same rules; for connections whose chain is not checked.
bool is_for(const X509& certificate, const PeerName& peer);

/// What a person is told of a chain that was not accepted.
Error verify_error(const VerifyFailure& failure, const std::string& host, WallTime now);
/// The same for a certificate of another host.
Error wrong_host_error(const X509* certificate, const std::string& host);

}  // namespace sluice::tls
