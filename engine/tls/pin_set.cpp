#include "engine/tls/pin_set.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/base64.h"
#include "engine/base/result.h"
#include "engine/tls/openssl_error.h"
#include "engine/tls/openssl_ptr.h"

namespace sluice::tls {

namespace {

constexpr std::string_view prefix = "sha256//";
constexpr int largest_key_file = 256 * 1024;

std::array<std::byte, 32> digest_of(unsigned char* der, int size) {
    std::array<std::byte, 32> digest{};
    EVP_Digest(der, static_cast<std::size_t>(size), reinterpret_cast<unsigned char*>(digest.data()), nullptr,
               EVP_sha256(), nullptr);
    OPENSSL_free(der);
    return digest;
}

/// What a file holds that has a public key in it: PEM first, then DER; a key first, then a certificate.
KeyPtr key_of(const std::string& content) {
    const auto bio = [&content] { return BioPtr(BIO_new_mem_buf(content.data(), static_cast<int>(content.size()))); };
    if (EVP_PKEY* key = PEM_read_bio_PUBKEY(bio().get(), nullptr, nullptr, nullptr)) {
        return KeyPtr(key);
    }
    CertificatePtr certificate(PEM_read_bio_X509(bio().get(), nullptr, nullptr, nullptr));
    if (!certificate) {
        if (EVP_PKEY* key = d2i_PUBKEY_bio(bio().get(), nullptr)) {
            return KeyPtr(key);
        }
        certificate.reset(d2i_X509_bio(bio().get(), nullptr));
    }
    return KeyPtr(certificate ? X509_get_pubkey(certificate.get()) : nullptr);
}

}  // namespace

Result<PinSet> PinSet::parse(const std::string& text) {
    if (text.empty()) {
        return PinSet();
    }
    if (!text.starts_with(prefix)) {
        return from_file(text);
    }
    PinSet pins;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(';'), rest.size());
        const std::string_view pin = base::trim(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (pin.empty()) {
            continue;
        }
        const auto bytes = pin.starts_with(prefix) ? base::from_base64(pin.substr(prefix.size())) : std::nullopt;
        Digest digest{};
        if (!bytes || bytes->size() != digest.size()) {
            return fail(
                Kind::tls_pin_mismatch,
                ErrorArgs{.detail = "\"" + std::string(pin) + "\" is not a pin: sha256// and 44 characters of base64"});
        }
        std::copy(bytes->begin(), bytes->end(), digest.begin());
        pins.digests_.push_back(digest);
    }
    return pins;
}

Result<PinSet> PinSet::from_file(const std::string& path) {
    const BioPtr file(BIO_new_file(path.c_str(), "rb"));
    std::string content(file ? largest_key_file : 0, '\0');
    const int size = file ? BIO_read(file.get(), content.data(), largest_key_file) : -1;
    if (size <= 0) {
        const LibraryFailure failure = take_library_failure();
        return fail(Kind::tls_pin_mismatch, ErrorArgs{.file = path, .detail = failure.words}, failure.os_errno);
    }
    content.resize(static_cast<std::size_t>(size));
    const KeyPtr key = key_of(content);
    unsigned char* der = nullptr;
    const int der_size = key ? i2d_PUBKEY(key.get(), &der) : 0;
    static_cast<void>(take_library_failure());
    if (der_size <= 0) {
        return fail(Kind::tls_pin_mismatch, ErrorArgs{.file = path, .detail = "no public key in the file"});
    }
    PinSet pins;
    pins.digests_.push_back(digest_of(der, der_size));
    return pins;
}

bool PinSet::allows(const x509_st& certificate) const {
    if (empty()) {
        return true;
    }
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(&certificate), &der);
    if (size <= 0) {
        return false;
    }
    const Digest digest = digest_of(der, size);
    return std::find(digests_.begin(), digests_.end(), digest) != digests_.end();
}

}  // namespace sluice::tls
