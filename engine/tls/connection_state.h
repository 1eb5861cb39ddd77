#pragma once

#include "engine/tls/openssl_ptr.h"
#include "engine/tls/session_cache.h"

namespace sluice::tls {

/// The first thing that was wrong with a chain.
struct VerifyFailure {
    int error = X509_V_OK;  ///< X509_V_ERR_*
    int depth = 0;          ///< 0 is the server's own certificate
    CertificatePtr certificate;
};

/// What OpenSSL's callbacks, which belong to a context, need of the connection they are called for. Attached to the SSL
/// object; outlives it.
struct ConnectionState {
    SessionCache* sessions = nullptr;  ///< null: sessions are not kept
    const SessionKey* key = nullptr;
    VerifyFailure failure;
    bool own_certificate_asked = false;  ///< the server asked for a certificate and there was none to send
};

void attach(SSL& ssl, ConnectionState& state);
ConnectionState* state_of(const SSL& ssl);

/// A verification is about to be repeated: what the first try found does not count.
void forget_verify_failure(X509_STORE_CTX& verification);

/// Callbacks for SSL_CTX_sess_set_new_cb, SSL_set_verify and SSL_CTX_set_client_cert_cb.
int keep_session(SSL* ssl, SSL_SESSION* session);
int note_verify_failure(int good, X509_STORE_CTX* verification);
int no_own_certificate(SSL* ssl, X509** certificate, EVP_PKEY** key);

}  // namespace sluice::tls
