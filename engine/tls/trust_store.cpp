#include "engine/tls/trust_store.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

#include <cerrno>
#include <cstdlib>
#include <iterator>
#include <vector>

#include "engine/base/result.h"
#include "engine/tls/connection_state.h"
#include "engine/tls/openssl_error.h"
#include "engine/tls/openssl_ptr.h"

namespace sluice::tls {

namespace {

/// Bundles of the distributions that have one elsewhere than OpenSSL's own default.
constexpr const char* known_bundles[] = {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                                         "/etc/ssl/cert.pem"};

const char* environment_or(const char* variable, const char* fallback) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0' ? value : fallback;
}

/// The failure of reading `path`, an absent file first: OpenSSL only says that nothing was in it.
tl::unexpected<Error> cannot_read(Kind kind, const std::string& path, const char* nothing_in_it) {
    LibraryFailure failure = take_library_failure();
    if (failure.os_errno == 0 && !BioPtr(BIO_new_file(path.c_str(), "rb"))) {
        failure = take_library_failure();
    }
    ErrorArgs args{.file = path, .detail = failure.os_errno != 0 ? failure.words : nothing_in_it};
    return fail(kind, std::move(args), failure.os_errno);
}

bool add_file(X509_STORE* store, const std::string& path) {
    X509_LOOKUP* lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file());
    return lookup != nullptr && X509_LOOKUP_load_file(lookup, path.c_str(), X509_FILETYPE_PEM) > 0;
}

bool add_folder(X509_STORE* store, const std::string& path) {
    X509_LOOKUP* lookup = X509_STORE_add_lookup(store, X509_LOOKUP_hash_dir());
    return lookup != nullptr && X509_LOOKUP_add_dir(lookup, path.c_str(), X509_FILETYPE_PEM) > 0;
}

bool add_revoked(X509_STORE* store, const std::string& path) {
    X509_LOOKUP* lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file());
    return lookup != nullptr && X509_load_crl_file(lookup, path.c_str(), X509_FILETYPE_PEM) > 0;
}

std::string system_folder() {
    return environment_or(X509_get_default_cert_dir_env(), X509_get_default_cert_dir());
}

std::vector<std::string> system_bundles() {
    std::vector<std::string> out{environment_or(X509_get_default_cert_file_env(), X509_get_default_cert_file())};
    out.insert(out.end(), std::begin(known_bundles), std::end(known_bundles));
    return out;
}

bool issuer_is_missing(int error) {
    switch (error) {
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return true;
        default:
            return false;
    }
}

}  // namespace

SystemTrust system_trust() {
    SystemTrust out;
    out.folder = system_folder();
    for (const std::string& path : system_bundles()) {
        if (BioPtr(BIO_new_file(path.c_str(), "rb"))) {
            out.bundle = path;
            break;
        }
    }
    ERR_clear_error();
    return out;
}

TrustStore::TrustStore() : store_(X509_STORE_new()) {}
TrustStore::~TrustStore() {
    X509_STORE_free(store_);
}

Result<std::shared_ptr<TrustStore>> TrustStore::load(const TrustSources& sources) {
    ERR_clear_error();
    std::shared_ptr<TrustStore> trust(new TrustStore());
    X509_STORE* store = trust->store_;
    if (store == nullptr) {
        return fail(Kind::out_of_memory);
    }
    trust->system_ = sources.ca_file.empty() && sources.ca_path.empty();
    if (trust->system_) {
        add_folder(store, system_folder());
    }
    if (!sources.ca_file.empty() && !add_file(store, sources.ca_file)) {
        return cannot_read(Kind::tls_ca_file, sources.ca_file, "no certificate in the file");
    }
    if (!sources.ca_path.empty() && !add_folder(store, sources.ca_path)) {
        return cannot_read(Kind::tls_ca_file, sources.ca_path, "not a folder of certificates");
    }
    if (!sources.extra_ca_file.empty() && !add_file(store, sources.extra_ca_file)) {
        return cannot_read(Kind::tls_ca_file, sources.extra_ca_file, "no certificate in the file");
    }
    if (!sources.crl_file.empty()) {
        if (!add_revoked(store, sources.crl_file)) {
            auto failure =
                cannot_read(Kind::tls_ca_file, sources.crl_file, "no list of revoked certificates in the file");
            failure.value().code = Code::ssl_crl_badfile;
            return failure;
        }
        X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
    } else {
        // Whatever a person put into the store is trusted, an intermediate or a server's own certificate too.
        X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN);
    }
    ERR_clear_error();
    return trust;
}

bool TrustStore::read_bundle() {
    std::call_once(bundle_once_, [this] {
        for (const std::string& path : system_bundles()) {
            bundle_added_ = bundle_added_ || add_file(store_, path);
        }
        ERR_clear_error();
    });
    return bundle_added_;
}

int TrustStore::verify(x509_store_ctx_st& verification) {
    const int verdict = X509_verify_cert(&verification);
    if (verdict > 0 || !system_ || !issuer_is_missing(X509_STORE_CTX_get_error(&verification)) || !read_bundle()) {
        return verdict;
    }
    // A verification cannot be repeated; a second one with the same chain, checks and callback stands for it.
    using VerificationPtr = std::unique_ptr<X509_STORE_CTX, FreeWith<X509_STORE_CTX_free>>;
    const VerificationPtr again(X509_STORE_CTX_new());
    if (!again || X509_STORE_CTX_init(again.get(), store_, X509_STORE_CTX_get0_cert(&verification),
                                      X509_STORE_CTX_get0_untrusted(&verification)) != 1) {
        return verdict;
    }
    X509_VERIFY_PARAM* checks = X509_VERIFY_PARAM_new();
    X509_VERIFY_PARAM_set1(checks, X509_STORE_CTX_get0_param(&verification));
    X509_STORE_CTX_set0_param(again.get(), checks);
    const int ssl_index = SSL_get_ex_data_X509_STORE_CTX_idx();
    X509_STORE_CTX_set_ex_data(again.get(), ssl_index, X509_STORE_CTX_get_ex_data(&verification, ssl_index));
    X509_STORE_CTX_set_verify_cb(again.get(), X509_STORE_CTX_get_verify_cb(&verification));
    forget_verify_failure(verification);
    const int second = X509_verify_cert(again.get());
    X509_STORE_CTX_set_error(&verification, X509_STORE_CTX_get_error(again.get()));
    X509_STORE_CTX_set_error_depth(&verification, X509_STORE_CTX_get_error_depth(again.get()));
    X509_STORE_CTX_set0_verified_chain(&verification, X509_STORE_CTX_get1_chain(again.get()));
    return second;
}

}  // namespace sluice::tls
