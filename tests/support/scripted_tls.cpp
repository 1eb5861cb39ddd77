#include "tests/support/scripted_tls.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <cerrno>

namespace sluice::test {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

Bio bio_of(const std::string& text) {
    return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free};
}

bool use_chain(SSL_CTX* context, const std::string& pem) {
    const Bio bio = bio_of(pem);
    bool first = true;
    while (X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
        if (first) {
            const bool taken = SSL_CTX_use_certificate(context, certificate) == 1;
            X509_free(certificate);
            if (!taken) {
                return false;
            }
        } else if (SSL_CTX_add0_chain_cert(context, certificate) != 1) {
            X509_free(certificate);
            return false;
        }
        first = false;
    }
    ERR_clear_error();  // the end of the text is reported as an error
    return !first;
}

bool use_key(SSL_CTX* context, const std::string& pem) {
    const Bio bio = bio_of(pem);
    EVP_PKEY* key = PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr);
    const bool taken = key != nullptr && SSL_CTX_use_PrivateKey(context, key) == 1;
    EVP_PKEY_free(key);
    return taken;
}

bool require_client_certificate(SSL_CTX* context, const std::string& pem) {
    const Bio bio = bio_of(pem);
    X509* ca = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr);
    const bool taken = ca != nullptr && X509_STORE_add_cert(SSL_CTX_get_cert_store(context), ca) == 1;
    X509_free(ca);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    return taken;
}

}  // namespace

int choose_alpn(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* in, unsigned in_size,
                void* argument) {
    for (const auto& ours : static_cast<TlsAcceptor*>(argument)->alpn_) {
        for (unsigned at = 0; at < in_size; at += 1U + in[at]) {
            const std::string theirs(reinterpret_cast<const char*>(in + at + 1), in[at]);
            if (theirs == ours) {
                *out = in + at + 1;
                *out_size = in[at];
                return SSL_TLSEXT_ERR_OK;
            }
        }
    }
    return SSL_TLSEXT_ERR_NOACK;
}

TlsAcceptor::TlsAcceptor(const ServerTls& settings) : context_(settings.context), alpn_(settings.alpn) {
    if (!context_) {
        make_context(settings);
    }
    static constexpr unsigned char session_name[] = "sluice";
    SSL_CTX_set_session_id_context(context_.get(), session_name, sizeof(session_name) - 1);
    if (!alpn_.empty()) {
        SSL_CTX_set_alpn_select_cb(context_.get(), &choose_alpn, this);
    }
    if (settings.adjust) {
        settings.adjust(context_.get());
    }
}

void TlsAcceptor::make_context(const ServerTls& settings) {
    context_ = std::shared_ptr<SSL_CTX>(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
    SSL_CTX* context = context_.get();
    if (!use_chain(context, settings.certificate_chain)) {
        error_ = "the certificate chain cannot be used";
    } else if (!use_key(context, settings.private_key)) {
        error_ = "the private key cannot be used";
    } else if (!settings.client_ca.empty() && !require_client_certificate(context, settings.client_ca)) {
        error_ = "the CA of clients cannot be used";
    }
}

void Channel::start_tls(const TlsAcceptor& acceptor) {
    ssl_ = std::shared_ptr<SSL>(SSL_new(acceptor.context()), &SSL_free);
    SSL_set_mode(ssl_.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_set_fd(ssl_.get(), fd_);
    SSL_set_accept_state(ssl_.get());
}

Channel::Outcome Channel::tls_outcome(int result) {
    if (result > 0) {
        return {State::moved, static_cast<std::size_t>(result)};
    }
    switch (SSL_get_error(ssl_.get(), result)) {
        case SSL_ERROR_WANT_READ:
            return {State::wants_read};
        case SSL_ERROR_WANT_WRITE:
            return {State::wants_write};
        case SSL_ERROR_ZERO_RETURN:
            return {State::ended};
        default:
            return {State::failed};
    }
}

Channel::Outcome Channel::read(char* into, std::size_t size) {
    if (ssl_) {
        ERR_clear_error();
        return tls_outcome(SSL_read(ssl_.get(), into, static_cast<int>(size)));
    }
    const auto taken = ::recv(fd_, into, size, 0);
    if (taken > 0) {
        return {State::moved, static_cast<std::size_t>(taken)};
    }
    if (taken == 0) {
        return {State::ended};
    }
    return {errno == EAGAIN || errno == EINTR ? State::wants_read : State::failed};
}

Channel::Outcome Channel::write(const char* from, std::size_t size) {
    if (ssl_) {
        ERR_clear_error();
        return tls_outcome(SSL_write(ssl_.get(), from, static_cast<int>(std::min<std::size_t>(size, 1U << 30U))));
    }
    const auto sent = ::send(fd_, from, size, MSG_NOSIGNAL);
    if (sent >= 0) {
        return {State::moved, static_cast<std::size_t>(sent)};
    }
    return {errno == EAGAIN || errno == EINTR ? State::wants_write : State::failed};
}

void Channel::end_tls() {
    if (ssl_ && SSL_is_init_finished(ssl_.get())) {
        ERR_clear_error();
        SSL_shutdown(ssl_.get());
    }
}

std::string Channel::server_name() const {
    const char* name = ssl_ ? SSL_get_servername(ssl_.get(), TLSEXT_NAMETYPE_host_name) : nullptr;
    return name != nullptr ? name : "";
}

std::string Channel::alpn() const {
    const unsigned char* name = nullptr;
    unsigned size = 0;
    if (ssl_) {
        SSL_get0_alpn_selected(ssl_.get(), &name, &size);
    }
    return size == 0 ? std::string() : std::string(reinterpret_cast<const char*>(name), size);
}

bool Channel::session_resumed() const {
    return ssl_ && SSL_session_reused(ssl_.get()) == 1;
}

}  // namespace sluice::test
