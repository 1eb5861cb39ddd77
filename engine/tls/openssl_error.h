#pragma once

#include <string>

namespace sluice::tls {

/// What OpenSSL says about its last failure, taken from this thread's error queue, which is empty afterwards.
struct LibraryFailure {
    int reason = 0;       ///< SSL_R_*, or the reason number of another part of the library
    bool of_tls = false;  ///< `reason` is an SSL_R_*
    int alert = -1;       ///< the number of the alert the peer sent, -1 if none (RFC 8446 6)
    int os_errno = 0;     ///< errno, if the failure came from the system
    std::string words;    ///< "handshake failure", "No such file or directory"; empty if nothing is known
};

LibraryFailure take_library_failure();

}  // namespace sluice::tls
