#pragma once

#include <sluice/options.h>
#include <sluice/record.h>

struct ssl_st;

namespace sluice::tls {

/// What is known of one TLS connection, finished or failed: versions, names, the chain as it was sent.
/// Costs some hundred microseconds for the chain.
TlsRecord tls_facts(const ssl_st& ssl, const TlsOptions& options);

}  // namespace sluice::tls
