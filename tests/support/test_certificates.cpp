#include "tests/support/test_certificates.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace sluice::test {

namespace {

template <auto Free>
struct FreeWith {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using CertificatePtr = std::unique_ptr<X509, FreeWith<X509_free>>;
using RevokedListPtr = std::unique_ptr<X509_CRL, FreeWith<X509_CRL_free>>;
using BioPtr = std::unique_ptr<BIO, FreeWith<BIO_free>>;

void check(bool good, const char* what) {
    if (!good) {
        throw std::runtime_error(std::string("test certificates: ") + what);
    }
}

template <class Write>
std::string written(Write write) {
    const BioPtr bio(BIO_new(BIO_s_mem()));
    check(write(bio.get()) > 0, "cannot write");
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return std::string(data, static_cast<std::size_t>(size));
}

BioPtr reader(const std::string& text) {
    return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string pem(X509* certificate) {
    return written([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate); });
}
std::string pem(EVP_PKEY* key) {
    return written(
        [&](BIO* bio) { return PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr); });
}
CertificatePtr certificate_of(const std::string& text) {
    CertificatePtr certificate(PEM_read_bio_X509(reader(text).get(), nullptr, nullptr, nullptr));
    check(certificate != nullptr, "not a certificate");
    return certificate;
}
KeyPtr key_of(const std::string& text) {
    KeyPtr key(PEM_read_bio_PrivateKey(reader(text).get(), nullptr, nullptr, nullptr));
    check(key != nullptr, "not a key");
    return key;
}

KeyPtr make_key(KeyType type) {
    KeyPtr key;
    switch (type) {
        case KeyType::ec_p256:
            key.reset(EVP_EC_gen("P-256"));
            break;
        case KeyType::rsa_2048:
            key.reset(EVP_RSA_gen(2048));
            break;
        case KeyType::ed25519:
            key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
            break;
    }
    check(key != nullptr, "no key");
    return key;
}

void add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
    check(extension != nullptr, value.c_str());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

void set_name(X509_NAME* name, const std::string& common_name) {
    X509_NAME_add_entry_by_txt(name, "O", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("Sluice Tests"), -1, -1,
                               0);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(common_name.c_str()),
                               -1, -1, 0);
}

/// "DNS:a,IP:b", as OpenSSL's configuration spells it.
std::string alternative_names(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        ASN1_OCTET_STRING* address = a2i_IPADDRESS(name.c_str());
        text += (text.empty() ? "" : ",") + std::string(address != nullptr ? "IP:" : "DNS:") + name;
        ASN1_OCTET_STRING_free(address);
    }
    return text;
}

const EVP_MD* digest_for(EVP_PKEY* key) {
    return EVP_PKEY_get_base_id(key) == EVP_PKEY_ED25519 ? nullptr : EVP_sha256();
}

}  // namespace

struct TestAuthority::Parts {
    struct Signer {
        CertificatePtr certificate;
        KeyPtr key;
    };
    std::time_t now = 0;
    long serial = 0x1001;
    Signer root, intermediate;

    CertificatePtr blank(const std::string& name, std::chrono::seconds from, std::chrono::seconds until,
                         EVP_PKEY* key) {
        CertificatePtr made(X509_new());
        X509_set_version(made.get(), X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial++);
        ASN1_TIME_set(X509_getm_notBefore(made.get()), now + from.count());
        ASN1_TIME_set(X509_getm_notAfter(made.get()), now + until.count());
        X509_set_pubkey(made.get(), key);
        set_name(X509_get_subject_name(made.get()), name);
        return made;
    }
    /// `issuer` null: it signs itself.
    Signer authority(const std::string& name, const Signer* issuer) {
        Signer made;
        made.key = make_key(KeyType::ec_p256);
        made.certificate = blank(name, -std::chrono::hours(48), std::chrono::hours(24 * 3650), made.key.get());
        X509* signer = issuer != nullptr ? issuer->certificate.get() : made.certificate.get();
        X509_set_issuer_name(made.certificate.get(), X509_get_subject_name(signer));
        add_extension(made.certificate.get(), signer, NID_basic_constraints, "critical,CA:TRUE");
        add_extension(made.certificate.get(), signer, NID_key_usage, "critical,keyCertSign,cRLSign");
        add_extension(made.certificate.get(), signer, NID_subject_key_identifier, "hash");
        EVP_PKEY* key = issuer != nullptr ? issuer->key.get() : made.key.get();
        check(X509_sign(made.certificate.get(), key, digest_for(key)) > 0, "cannot sign");
        return made;
    }
    Issued leaf(const LeafOptions& options, const Signer* issuer) {
        const KeyPtr key = make_key(options.key);
        const CertificatePtr made = blank(options.common_name, options.valid_from, options.valid_until, key.get());
        X509* signer = issuer != nullptr ? issuer->certificate.get() : made.get();
        X509_set_issuer_name(made.get(), X509_get_subject_name(signer));
        add_extension(made.get(), signer, NID_basic_constraints, "critical,CA:FALSE");
        add_extension(made.get(), signer, NID_ext_key_usage, options.for_client ? "clientAuth" : "serverAuth");
        if (!options.names.empty()) {
            add_extension(made.get(), signer, NID_subject_alt_name, alternative_names(options.names));
        }
        EVP_PKEY* signing = issuer != nullptr ? issuer->key.get() : key.get();
        check(X509_sign(made.get(), signing, digest_for(signing)) > 0, "cannot sign");
        Issued issued;
        issued.certificate = issued.chain = pem(made.get());
        issued.key = pem(key.get());
        return issued;
    }
    std::string revoked_list(const Signer& signer, const std::vector<Issued>& revoked) const {
        const RevokedListPtr list(X509_CRL_new());
        X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
        X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(signer.certificate.get()));
        ASN1_TIME* time = ASN1_TIME_set(nullptr, now - 3600);
        X509_CRL_set1_lastUpdate(list.get(), time);
        for (const Issued& issued : revoked) {
            X509_REVOKED* entry = X509_REVOKED_new();
            X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(certificate_of(issued.certificate).get()));
            X509_REVOKED_set_revocationDate(entry, time);
            X509_CRL_add0_revoked(list.get(), entry);
        }
        ASN1_TIME_set(time, now + 30 * 86400);
        X509_CRL_set1_nextUpdate(list.get(), time);
        ASN1_TIME_free(time);
        X509_CRL_sort(list.get());
        check(X509_CRL_sign(list.get(), signer.key.get(), EVP_sha256()) > 0, "cannot sign a list");
        return written([&](BIO* bio) { return PEM_write_bio_X509_CRL(bio, list.get()); });
    }
};

TestAuthority::TestAuthority(std::string name, std::chrono::system_clock::time_point now)
    : parts_(std::make_unique<Parts>()) {
    parts_->now = std::chrono::system_clock::to_time_t(now);
    parts_->root = parts_->authority(name + " Root", nullptr);
    parts_->intermediate = parts_->authority(name + " Intermediate", &parts_->root);
}

TestAuthority::~TestAuthority() = default;

std::string TestAuthority::root() const {
    return pem(parts_->root.certificate.get());
}
std::string TestAuthority::intermediate() const {
    return pem(parts_->intermediate.certificate.get());
}

Issued TestAuthority::issue(const LeafOptions& leaf) {
    Issued issued = parts_->leaf(leaf, leaf.through_intermediate ? &parts_->intermediate : &parts_->root);
    if (leaf.through_intermediate) {
        issued.chain += intermediate();
    }
    return issued;
}

Issued TestAuthority::self_signed(const LeafOptions& leaf) {
    return parts_->leaf(leaf, nullptr);
}

std::string TestAuthority::revocation_lists(const std::vector<Issued>& revoked) {
    return parts_->revoked_list(parts_->root, {}) + parts_->revoked_list(parts_->intermediate, revoked);
}

std::string public_key_der(const Issued& issued) {
    const KeyPtr key = key_of(issued.key);
    return written([&](BIO* bio) { return i2d_PUBKEY_bio(bio, key.get()); });
}

std::string public_key_pem(const Issued& issued) {
    const KeyPtr key = key_of(issued.key);
    return written([&](BIO* bio) { return PEM_write_bio_PUBKEY(bio, key.get()); });
}

std::string TestAuthority::status_answer(const Issued& issued, Status status, std::chrono::seconds age) {
    const CertificatePtr leaf = certificate_of(issued.certificate);
    const auto& signer = parts_->intermediate;
    OCSP_CERTID* id = OCSP_cert_to_id(nullptr, leaf.get(), signer.certificate.get());
    OCSP_BASICRESP* basic = OCSP_BASICRESP_new();
    ASN1_TIME* from = ASN1_TIME_set(nullptr, parts_->now - age.count() - 3600);
    ASN1_TIME* until = ASN1_TIME_set(nullptr, parts_->now - age.count() - 3600 + 86400);
    const int verdict = status == Status::good      ? V_OCSP_CERTSTATUS_GOOD
                        : status == Status::revoked ? V_OCSP_CERTSTATUS_REVOKED
                                                    : V_OCSP_CERTSTATUS_UNKNOWN;
    const int reason = status == Status::revoked ? OCSP_REVOKED_STATUS_KEYCOMPROMISE : OCSP_REVOKED_STATUS_NOSTATUS;
    OCSP_basic_add1_status(basic, id, verdict, reason, status == Status::revoked ? from : nullptr, from, until);
    check(OCSP_basic_sign(basic, signer.certificate.get(), signer.key.get(), EVP_sha256(), nullptr, 0) > 0,
          "cannot sign an answer");
    OCSP_RESPONSE* response = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
    const std::string der = written([&](BIO* bio) { return i2d_OCSP_RESPONSE_bio(bio, response); });
    OCSP_RESPONSE_free(response);
    OCSP_BASICRESP_free(basic);
    OCSP_CERTID_free(id);
    ASN1_TIME_free(from);
    ASN1_TIME_free(until);
    return der;
}

std::string certificate_der(const Issued& issued) {
    const CertificatePtr certificate = certificate_of(issued.certificate);
    return written([&](BIO* bio) { return i2d_X509_bio(bio, certificate.get()); });
}

std::string key_der(const Issued& issued) {
    const KeyPtr key = key_of(issued.key);
    return written([&](BIO* bio) { return i2d_PrivateKey_bio(bio, key.get()); });
}

std::string pkcs12(const Issued& issued, const std::string& password) {
    const CertificatePtr certificate = certificate_of(issued.certificate);
    const KeyPtr key = key_of(issued.key);
    PKCS12* bundle = PKCS12_create(password.c_str(), "own", key.get(), certificate.get(), nullptr, 0, 0, 0, 0, 0);
    check(bundle != nullptr, "cannot make a PKCS#12 file");
    const std::string der = written([&](BIO* bio) { return i2d_PKCS12_bio(bio, bundle); });
    PKCS12_free(bundle);
    return der;
}

std::string pin_of(const Issued& issued) {
    const std::string der = public_key_der(issued);
    std::array<unsigned char, 32> digest{};
    EVP_Digest(der.data(), der.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
    std::array<unsigned char, 45> text{};  // 44 characters and the end
    EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(digest.size()));
    return "sha256//" + std::string(reinterpret_cast<const char*>(text.data()), text.size() - 1);
}

std::string encrypted_key(const Issued& issued, const std::string& password) {
    const KeyPtr key = key_of(issued.key);
    return written([&](BIO* bio) {
        return PEM_write_bio_PKCS8PrivateKey(bio, key.get(), EVP_aes_128_cbc(), password.data(),
                                             static_cast<int>(password.size()), nullptr, nullptr);
    });
}

std::string write_file(const std::string& folder, const std::string& name, const std::string& content) {
    namespace fs = std::filesystem;
    const fs::path path = fs::path(folder) / name;
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
    out << content;
    out.close();
    check(out.good(), "cannot write a file");
    return path.string();
}

namespace {

/// What the callbacks of a server's context need, kept as long as the context.
struct ServerExtras {
    std::vector<std::string> alpn;
    std::string staple;
};

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size, const unsigned char* offered,
                    unsigned offered_size, void* extras) {
    std::string wire;
    for (const std::string& name : static_cast<ServerExtras*>(extras)->alpn) {
        wire += static_cast<char>(name.size());
        wire += name;
    }
    unsigned char* found = nullptr;
    const int verdict = SSL_select_next_proto(&found, size, reinterpret_cast<const unsigned char*>(wire.data()),
                                              static_cast<unsigned>(wire.size()), offered, offered_size);
    if (verdict != OPENSSL_NPN_NEGOTIATED) {
        return SSL_TLSEXT_ERR_NOACK;
    }
    // The choice lies in `wire`, which goes away: point at the same name in what the client offered.
    for (unsigned at = 0; at < offered_size; at += 1U + offered[at]) {
        if (offered[at] == *size && std::equal(found, found + *size, offered + at + 1)) {
            *chosen = offered + at + 1;
        }
    }
    return SSL_TLSEXT_ERR_OK;
}

int staple_response(SSL* ssl, void* extras) {
    const std::string& staple = static_cast<ServerExtras*>(extras)->staple;
    auto* copy = static_cast<unsigned char*>(OPENSSL_memdup(staple.data(), staple.size()));
    SSL_set_tlsext_status_ocsp_resp(ssl, copy, static_cast<long>(staple.size()));
    return SSL_TLSEXT_ERR_OK;
}

void use_certificate(SSL_CTX* context, const Issued& server) {
    const BioPtr chain = reader(server.chain);
    const CertificatePtr leaf(PEM_read_bio_X509(chain.get(), nullptr, nullptr, nullptr));
    check(leaf && SSL_CTX_use_certificate(context, leaf.get()) == 1, "no certificate");
    while (X509* next = PEM_read_bio_X509(chain.get(), nullptr, nullptr, nullptr)) {
        SSL_CTX_add_extra_chain_cert(context, next);
    }
    ERR_clear_error();
    check(SSL_CTX_use_PrivateKey(context, key_of(server.key).get()) == 1, "no key");
}

}  // namespace

std::shared_ptr<ssl_ctx_st> make_server_context(const Issued& server, const ServerContextOptions& options) {
    auto extras = std::make_shared<ServerExtras>(ServerExtras{options.alpn, options.ocsp_staple});
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), [extras](SSL_CTX* old) { SSL_CTX_free(old); });
    check(context != nullptr, "no context");
    use_certificate(context.get(), server);
    SSL_CTX_set_min_proto_version(context.get(), options.lowest_version);
    SSL_CTX_set_max_proto_version(context.get(), options.highest_version);
    SSL_CTX_set_session_id_context(context.get(), reinterpret_cast<const unsigned char*>("test"), 4);
    if (!options.alpn.empty()) {
        SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, extras.get());
    }
    if (!options.ocsp_staple.empty()) {
        SSL_CTX_set_tlsext_status_cb(context.get(), staple_response);
        SSL_CTX_set_tlsext_status_arg(context.get(), extras.get());
    }
    if (!options.client_ca.empty()) {
        const CertificatePtr trusted = certificate_of(options.client_ca);
        X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), trusted.get());
        SSL_CTX_add_client_CA(context.get(), trusted.get());
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    return context;
}

}  // namespace sluice::test
