#include "engine/tls/own_certificate.h"

#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/ssl.h>

#include <cerrno>
#include <cstring>

#include "engine/base/ascii.h"
#include "engine/base/result.h"
#include "engine/tls/openssl_error.h"
#include "engine/tls/openssl_ptr.h"

namespace sluice::tls {

namespace {

using Pkcs12Ptr = std::unique_ptr<PKCS12, FreeWith<PKCS12_free>>;

void free_stack(STACK_OF(X509) * stack) {
    sk_X509_pop_free(stack, X509_free);
}
using ChainPtr = std::unique_ptr<STACK_OF(X509), FreeWith<free_stack>>;

/// Without this OpenSSL would ask at the terminal.
int give_password(char* into, int size, int, void* password) {
    const std::string& text = *static_cast<const std::string*>(password);
    if (text.size() > static_cast<std::size_t>(size)) {
        return -1;
    }
    std::memcpy(into, text.data(), text.size());
    return static_cast<int>(text.size());
}

tl::unexpected<Error> unusable(const std::string& file) {
    const LibraryFailure failure = take_library_failure();
    return fail(Kind::tls_client_certificate, ErrorArgs{.file = file, .detail = failure.words}, failure.os_errno);
}

tl::unexpected<Error> no_such_type(const char* of_what, const std::string& type) {
    return fail(Kind::argument_bad,
                ErrorArgs{.detail = std::string("there is no type \"") + type + "\" of " + of_what});
}

/// A PKCS#12 file holds the certificate, its key and what lies between it and the root.
Result<void> use_pkcs12(SSL_CTX& context, const ClientCertificate& client) {
    const BioPtr file(BIO_new_file(client.certificate.c_str(), "rb"));
    if (!file) {
        return unusable(client.certificate);
    }
    const Pkcs12Ptr bundle(d2i_PKCS12_bio(file.get(), nullptr));
    EVP_PKEY* raw_key = nullptr;
    X509* raw_leaf = nullptr;
    STACK_OF(X509)* raw_chain = nullptr;
    if (!bundle || PKCS12_parse(bundle.get(), client.password.c_str(), &raw_key, &raw_leaf, &raw_chain) != 1) {
        return unusable(client.certificate);
    }
    const KeyPtr key(raw_key);
    const CertificatePtr leaf(raw_leaf);
    const ChainPtr chain(raw_chain);
    if (!key || !leaf || SSL_CTX_use_cert_and_key(&context, leaf.get(), key.get(), chain.get(), 1) != 1) {
        return unusable(client.certificate);
    }
    return {};
}

Result<void> use_key(SSL_CTX& context, const ClientCertificate& client) {
    const std::string& file = client.key.empty() ? client.certificate : client.key;
    const std::string& type = client.key.empty() ? client.certificate_type : client.key_type;
    const bool der = base::equals_ignoring_case(type, "DER");
    if (!der && !base::equals_ignoring_case(type, "PEM")) {
        return no_such_type("private key", type);
    }
    if (SSL_CTX_use_PrivateKey_file(&context, file.c_str(), der ? SSL_FILETYPE_ASN1 : SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(&context) != 1) {
        return unusable(file);
    }
    return {};
}

}  // namespace

Result<void> use_own_certificate(SSL_CTX& context, const ClientCertificate& client) {
    if (client.certificate.empty()) {
        return {};
    }
    SSL_CTX_set_default_passwd_cb(&context, give_password);
    SSL_CTX_set_default_passwd_cb_userdata(&context, const_cast<std::string*>(&client.password));
    if (base::equals_ignoring_case(client.certificate_type, "P12")) {
        return use_pkcs12(context, client);
    }
    if (base::equals_ignoring_case(client.certificate_type, "DER")) {
        if (SSL_CTX_use_certificate_file(&context, client.certificate.c_str(), SSL_FILETYPE_ASN1) != 1) {
            return unusable(client.certificate);
        }
        return use_key(context, client);
    }
    if (!base::equals_ignoring_case(client.certificate_type, "PEM")) {
        return no_such_type("certificate", client.certificate_type);
    }
    if (SSL_CTX_use_certificate_chain_file(&context, client.certificate.c_str()) != 1) {
        return unusable(client.certificate);
    }
    return use_key(context, client);
}

}  // namespace sluice::tls
