#include "engine/tls/handshake_error.h"

#include <openssl/ssl.h>

#include <system_error>

#include "engine/base/result.h"

namespace sluice::tls {

namespace {

bool about_version(const LibraryFailure& failure) {
    if (failure.alert == TLS1_AD_PROTOCOL_VERSION) {
        return true;
    }
    if (!failure.of_tls) {
        return false;
    }
    switch (failure.reason) {
        case SSL_R_UNSUPPORTED_PROTOCOL:
        case SSL_R_UNSUPPORTED_SSL_VERSION:
        case SSL_R_UNKNOWN_SSL_VERSION:
        case SSL_R_WRONG_SSL_VERSION:
        case SSL_R_VERSION_TOO_LOW:
        case SSL_R_VERSION_TOO_HIGH:
        case SSL_R_NO_PROTOCOLS_AVAILABLE:
            return true;
        default:
            return false;
    }
}

std::string detail_of(const HandshakeFailure& failure) {
    if (failure.os_errno != 0) {
        return std::generic_category().message(failure.os_errno);
    }
    if (failure.library.alert >= 0) {
        return "the server refuses: " + failure.library.words;
    }
    // A peer that speaks something else: its first bytes are no record of TLS (RFC 8446 5.1).
    if (failure.library.of_tls && failure.library.reason == SSL_R_WRONG_VERSION_NUMBER) {
        return "the server does not answer in TLS";
    }
    if (failure.peer_ended) {
        return "the server closed the connection";
    }
    return failure.library.words.empty() ? "unknown reason" : failure.library.words;
}

}  // namespace

Error own_certificate_error(const LibraryFailure& failure, bool asked, const std::string& host,
                            const TlsOptions& options) {
    switch (failure.alert) {
        case TLS13_AD_CERTIFICATE_REQUIRED:
            break;
        case SSL3_AD_HANDSHAKE_FAILURE:
        case TLS1_AD_ACCESS_DENIED:
            if (!asked) {
                return {};
            }
            break;
        case SSL3_AD_BAD_CERTIFICATE:
        case SSL3_AD_UNSUPPORTED_CERTIFICATE:
        case SSL3_AD_CERTIFICATE_REVOKED:
        case SSL3_AD_CERTIFICATE_EXPIRED:
        case SSL3_AD_CERTIFICATE_UNKNOWN:
        case TLS1_AD_UNKNOWN_CA:
            if (!options.client.certificate.empty()) {
                ErrorArgs args{.host = host, .file = options.client.certificate};
                args.detail = "the server does not accept it: " + failure.words;
                return fail(Kind::tls_client_certificate, std::move(args)).value();
            }
            if (!asked) {
                return {};
            }
            break;
        default:
            return {};
    }
    return fail(Kind::tls_client_certificate_wanted, ErrorArgs{.host = host, .detail = failure.words}).value();
}

Error handshake_error(const HandshakeFailure& failure, const std::string& host, const TlsOptions& options) {
    if (about_version(failure.library)) {
        return fail(Kind::tls_version, ErrorArgs{.host = host, .detail = failure.library.words}).value();
    }
    Error own = own_certificate_error(failure.library, failure.own_certificate_asked, host, options);
    if (own) {
        return own;
    }
    ErrorArgs args{.host = host, .detail = detail_of(failure)};
    return fail(Kind::tls_handshake, std::move(args), failure.os_errno).value();
}

}  // namespace sluice::tls
