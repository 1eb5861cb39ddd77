#pragma once

#include <sluice/error.h>

#include <array>
#include <cstddef>
#include <string>
#include <vector>

struct x509_st;

namespace sluice::tls {

/// The public keys a server may have: SHA-256 digests of its SubjectPublicKeyInfo in DER (RFC 7469 2.4).
/// An empty set allows every key. Immutable after parse().
class PinSet {
  public:
    /// "sha256//base64;sha256//base64", or the path of a file with one public key or certificate in PEM or DER.
    /// Errors: tls_pin_mismatch (90, as libcurl) for a malformed pin or a file without a key; `file` or `detail` say
    /// which. Reads the file.
    static Result<PinSet> parse(const std::string& text);

    bool empty() const { return digests_.empty(); }
    bool allows(const x509_st& certificate) const;

  private:
    using Digest = std::array<std::byte, 32>;
    static Result<PinSet> from_file(const std::string& path);
    std::vector<Digest> digests_;
};

}  // namespace sluice::tls
