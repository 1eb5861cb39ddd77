#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

struct ssl_ctx_st;

/// Certificates for tests and for the demo server, made at run time: no key of ours ever lies in the repository.
///
///     TestAuthority authority;
///     const Issued server = authority.issue({});                        // localhost, 127.0.0.1, ::1
///     const auto context = make_server_context(server);                 // for SSL_new on a server's side
///     const std::string ca = write_file(folder, "ca.pem", authority.root());   // TlsOptions::ca_file
namespace sluice::test {

enum class KeyType { ec_p256, rsa_2048, ed25519 };

/// What a leaf certificate says. The default is a server on this machine that is valid now.
struct LeafOptions {
    std::string common_name = "localhost";
    std::vector<std::string> names = {"localhost", "127.0.0.1", "::1"};  ///< DNS names (A-labels) and IP literals
    KeyType key = KeyType::ec_p256;
    std::chrono::seconds valid_from = -std::chrono::hours(24);  ///< from the authority's now
    std::chrono::seconds valid_until = std::chrono::hours(24 * 90);
    bool for_client = false;           ///< a client's certificate instead of a server's
    bool through_intermediate = true;  ///< signed by the intermediate, which is sent with it, instead of by the root
};

/// A certificate with its key, all as PEM.
struct Issued {
    std::string certificate;  ///< the leaf alone
    std::string chain;        ///< the leaf, then the intermediate if there is one: what a server sends
    std::string key;          ///< PKCS#8, not encrypted
};

/// A root, an intermediate below it, and the leafs they sign. Each object has keys of its own. One thread.
/// Throws std::runtime_error if OpenSSL fails, which only a broken installation makes it do.
class TestAuthority {
  public:
    /// `now` is the moment that validity is counted from.
    explicit TestAuthority(std::string name = "Sluice Test",
                           std::chrono::system_clock::time_point now = std::chrono::system_clock::now());
    ~TestAuthority();
    TestAuthority(const TestAuthority&) = delete;
    TestAuthority& operator=(const TestAuthority&) = delete;

    std::string root() const;          ///< PEM; what a client must trust
    std::string intermediate() const;  ///< PEM
    Issued issue(const LeafOptions& leaf);
    /// A certificate that nobody signed but itself.
    Issued self_signed(const LeafOptions& leaf);
    /// Lists of revoked certificates of root and intermediate, PEM, one after the other; `revoked` are in the
    /// intermediate's.
    std::string revocation_lists(const std::vector<Issued>& revoked);
    /// What the issuer says of a certificate that went through the intermediate: an OCSP response, DER, for
    /// ServerContextOptions::ocsp_staple. It was true from an hour before `age` ago for a day.
    enum class Status { good, revoked, unknown };
    std::string status_answer(const Issued& issued, Status status, std::chrono::seconds age = {});

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// "sha256//…" of the public key, for TlsOptions::pinned_public_key.
std::string pin_of(const Issued& issued);
/// The same key as PEM ("BEGIN PUBLIC KEY") or DER.
std::string public_key_pem(const Issued& issued);
std::string public_key_der(const Issued& issued);
/// The key encrypted with a password, PEM.
std::string encrypted_key(const Issued& issued, const std::string& password);

/// Certificate and key in DER; both with the intermediate in one PKCS#12 file.
std::string certificate_der(const Issued& issued);
std::string key_der(const Issued& issued);
std::string pkcs12(const Issued& issued, const std::string& password);

/// Writes folder/name (mode 0600) and returns its path. Throws std::runtime_error.
std::string write_file(const std::string& folder, const std::string& name, const std::string& content);

struct ServerContextOptions {
    std::string client_ca;          ///< PEM; if set, a client certificate signed by it is demanded
    std::vector<std::string> alpn;  ///< the server's choice, the dearest first; none in common: no ALPN
    int lowest_version = 0;         ///< TLS1_2_VERSION …; 0 = no limit
    int highest_version = 0;
    std::string ocsp_staple;  ///< sent as OCSP response, whatever it is
};

/// A context for the server's side (SSL_new, SSL_set_accept_state).
std::shared_ptr<ssl_ctx_st> make_server_context(const Issued& server, const ServerContextOptions& options = {});

}  // namespace sluice::test
