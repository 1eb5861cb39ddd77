#pragma once

#include <sluice/error.h>
#include <sluice/options.h>

#include <string>

#include "engine/tls/openssl_error.h"

namespace sluice::tls {

/// What is known of a handshake that failed, chain checks aside.
struct HandshakeFailure {
    LibraryFailure library;
    int os_errno = 0;                    ///< of the stream below
    bool peer_ended = false;             ///< the stream below ended
    bool own_certificate_asked = false;  ///< and there was none
};

Error handshake_error(const HandshakeFailure& failure, const std::string& host, const TlsOptions& options);

/// What an alert about our own certificate means; the kind is none for every other failure. TLS 1.3 servers send it
/// after the handshake (RFC 8446 4.4.2.4).
Error own_certificate_error(const LibraryFailure& failure, bool asked, const std::string& host,
                            const TlsOptions& options);

}  // namespace sluice::tls
