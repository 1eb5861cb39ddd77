#pragma once

#include <sluice/error.h>

#include <string>

#include "engine/base/clock.h"

struct ssl_st;

namespace sluice::tls {

/// Whether the server sent along a signed, current statement that its certificate is not revoked (OCSP stapling,
/// RFC 6066 8 and RFC 6960). After a handshake that was not resumed and whose chain was checked.
/// Errors: tls_status (91) saying what is missing or wrong; tls_revoked (60).
Result<void> check_stapled_status(ssl_st& ssl, const std::string& host, WallTime now);

}  // namespace sluice::tls
