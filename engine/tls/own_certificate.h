#pragma once

#include <sluice/error.h>
#include <sluice/options.h>

struct ssl_ctx_st;

namespace sluice::tls {

/// Gives `context` what we show of ourselves: certificate and key from PEM, DER or PKCS#12 files, nothing if
/// `client.certificate` is empty. `client` outlives the context: its password may be asked for again.
/// Errors: tls_client_certificate (58) with the file; argument_bad for a type that does not exist.
Result<void> use_own_certificate(ssl_ctx_st& context, const ClientCertificate& client);

}  // namespace sluice::tls
