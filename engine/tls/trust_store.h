#pragma once

#include <sluice/error.h>
#include <sluice/options.h>

#include <memory>
#include <mutex>
#include <string>

struct x509_store_st;
struct x509_store_ctx_st;

namespace sluice::tls {

/// Whom to trust: the part of TlsOptions that a trust store is made from.
struct TrustSources {
    std::string ca_file, ca_path, extra_ca_file, crl_file;
    friend bool operator==(const TrustSources&, const TrustSources&) = default;
};

/// Where the system keeps whom it trusts: the folder is looked into first, then the bundle is read.
struct SystemTrust {
    std::string bundle;  ///< empty if there is none
    std::string folder;
};
SystemTrust system_trust();

/// The certificates that are trusted, shared by the contexts with the same sources. The system's are looked up one by
/// one in its hashed folder, which costs a fraction of a millisecond, where reading its whole bundle takes dozens; the
/// bundle is read once, when the folder does not know an issuer.
/// Reads files when it is made and while a chain is verified. Thread-safe.
class TrustStore {
  public:
    /// Errors: tls_ca_file (77) and, with libcurl's code 82, for the list of revoked certificates; `file` says which.
    static Result<std::shared_ptr<TrustStore>> load(const TrustSources& sources);
    ~TrustStore();
    TrustStore(const TrustStore&) = delete;
    TrustStore& operator=(const TrustStore&) = delete;

    x509_store_st* native() const { return store_; }
    /// Verifies as X509_verify_cert does, with the bundle if the folder did not do. 1 = trusted.
    int verify(x509_store_ctx_st& verification);

  private:
    TrustStore();
    bool read_bundle();
    x509_store_st* store_;
    bool system_ = false;
    std::once_flag bundle_once_;
    bool bundle_added_ = false;
};

}  // namespace sluice::tls
