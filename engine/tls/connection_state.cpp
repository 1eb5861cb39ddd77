#include "engine/tls/connection_state.h"

namespace sluice::tls {

namespace {

/// The slot of SSL objects that holds our pointer; OpenSSL gives it out once per process.
int slot() {
    static const int index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

ConnectionState* state_of(X509_STORE_CTX& verification) {
    const auto* ssl =
        static_cast<const SSL*>(X509_STORE_CTX_get_ex_data(&verification, SSL_get_ex_data_X509_STORE_CTX_idx()));
    return ssl != nullptr ? tls::state_of(*ssl) : nullptr;
}

}  // namespace

void attach(SSL& ssl, ConnectionState& state) {
    SSL_set_ex_data(&ssl, slot(), &state);
}

ConnectionState* state_of(const SSL& ssl) {
    return static_cast<ConnectionState*>(SSL_get_ex_data(&ssl, slot()));
}

void forget_verify_failure(X509_STORE_CTX& verification) {
    if (ConnectionState* state = state_of(verification)) {
        state->failure = VerifyFailure();
    }
}

int keep_session(SSL* ssl, SSL_SESSION* session) {
    const ConnectionState* state = state_of(*ssl);
    if (state == nullptr || state->sessions == nullptr) {
        return 0;
    }
    state->sessions->put(*state->key, SessionCache::Session(session, SSL_SESSION_free));
    return 1;  // the reference is ours now
}

int note_verify_failure(int good, X509_STORE_CTX* verification) {
    ConnectionState* state = good == 1 ? nullptr : state_of(*verification);
    if (state != nullptr && state->failure.error == X509_V_OK) {
        state->failure.error = X509_STORE_CTX_get_error(verification);
        state->failure.depth = X509_STORE_CTX_get_error_depth(verification);
        if (X509* certificate = X509_STORE_CTX_get_current_cert(verification)) {
            X509_up_ref(certificate);
            state->failure.certificate.reset(certificate);
        }
    }
    return good;
}

int no_own_certificate(SSL* ssl, X509**, EVP_PKEY**) {
    if (ConnectionState* state = state_of(*ssl)) {
        state->own_certificate_asked = true;
    }
    return 0;
}

}  // namespace sluice::tls
