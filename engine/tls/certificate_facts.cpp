#include "engine/tls/certificate_facts.h"

#include <openssl/asn1.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <array>
#include <ctime>

#include "engine/base/ascii.h"
#include "engine/base/civil_time.h"
#include "engine/base/hex.h"
#include "engine/sys/address.h"
#include "engine/tls/openssl_ptr.h"

namespace sluice::tls {

namespace {

std::string taken(BIO& bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(&bio, &data);
    return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

/// One line; UTF-8 stays as it is.
std::string name_line(const X509_NAME* name) {
    const BioPtr bio(BIO_new(BIO_s_mem()));
    X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
    return taken(*bio);
}

std::chrono::sys_seconds time_of(const ASN1_TIME* time) {
    std::tm fields{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &fields) != 1) {
        return {};
    }
    base::CivilTime civil;
    civil.year = fields.tm_year + 1900;
    civil.month = fields.tm_mon + 1;
    civil.day = fields.tm_mday;
    civil.hour = fields.tm_hour;
    civil.minute = fields.tm_min;
    civil.second = fields.tm_sec;
    return std::chrono::sys_seconds(std::chrono::seconds(base::to_seconds(civil)));
}

/// A name as text; what is not printable ASCII is shown as a question mark, for a name is never that.
std::string plain(const ASN1_STRING* text) {
    std::string out(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                    static_cast<std::size_t>(ASN1_STRING_length(text)));
    for (char& c : out) {
        if (base::is_control(c) || static_cast<unsigned char>(c) >= 0x80) {
            c = '?';
        }
    }
    return out;
}

std::string address_text(const ASN1_STRING* octets) {
    const unsigned char* data = ASN1_STRING_get0_data(octets);
    if (ASN1_STRING_length(octets) == 4) {
        return sys::Address::v4({data[0], data[1], data[2], data[3]}, 0).ip();
    }
    if (ASN1_STRING_length(octets) == 16) {
        std::array<std::uint8_t, 16> ip{};
        std::copy(data, data + 16, ip.begin());
        return sys::Address::v6(ip, 0).ip();
    }
    return "?";
}

std::vector<std::string> alternative_names(const X509& certificate) {
    std::vector<std::string> names;
    auto* all = static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr));
    for (int i = 0; i < sk_GENERAL_NAME_num(all); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(all, i);
        if (name->type == GEN_DNS) {
            names.push_back(plain(name->d.dNSName));
        } else if (name->type == GEN_IPADD) {
            names.push_back(address_text(name->d.iPAddress));
        }
    }
    GENERAL_NAMES_free(all);
    return names;
}

std::string key_text(const X509& certificate) {
    EVP_PKEY* key = X509_get0_pubkey(&certificate);
    if (key == nullptr) {
        return "unknown";
    }
    if (EVP_PKEY_get_base_id(key) == EVP_PKEY_EC) {
        std::array<char, 64> group{};
        std::size_t size = 0;
        if (EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) != 1) {
            return "EC " + std::to_string(EVP_PKEY_get_bits(key));
        }
        const char* nist = EC_curve_nid2nist(OBJ_txt2nid(group.data()));
        return std::string("EC ") + (nist != nullptr ? nist : group.data());
    }
    const char* type = EVP_PKEY_get0_type_name(key);
    if (type == nullptr) {
        return "unknown";
    }
    std::string text = type;
    if (text == "ED25519" || text == "ED448") {
        return text == "ED25519" ? "Ed25519" : "Ed448";
    }
    return text + ' ' + std::to_string(EVP_PKEY_get_bits(key));
}

std::string serial_text(const X509& certificate) {
    const ASN1_STRING* serial = X509_get0_serialNumber(&certificate);
    const auto* data = reinterpret_cast<const std::byte*>(ASN1_STRING_get0_data(serial));
    return base::to_hex({data, static_cast<std::size_t>(ASN1_STRING_length(serial))});
}

std::string fingerprint(const X509& certificate) {
    std::array<unsigned char, 32> digest{};
    unsigned size = 0;
    X509_digest(&certificate, EVP_sha256(), digest.data(), &size);
    std::string text;
    for (const unsigned char byte : digest) {
        const auto value = static_cast<std::byte>(byte);
        text += (text.empty() ? "" : ":") + base::to_upper(base::to_hex({&value, 1}));
    }
    return text;
}

}  // namespace

std::string common_name(const x509_st& certificate) {
    const X509_NAME* subject = X509_get_subject_name(&certificate);
    int last = -1;
    for (int next = -1; (next = X509_NAME_get_index_by_NID(subject, NID_commonName, next)) >= 0;) {
        last = next;
    }
    if (last < 0) {
        return {};
    }
    const BioPtr bio(BIO_new(BIO_s_mem()));
    ASN1_STRING_print_ex(bio.get(), X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, last)),
                         ASN1_STRFLGS_ESC_CTRL | ASN1_STRFLGS_UTF8_CONVERT);
    return taken(*bio);
}

std::string issuer_line(const x509_st& certificate) {
    return name_line(X509_get_issuer_name(&certificate));
}
std::chrono::sys_seconds valid_from(const x509_st& certificate) {
    return time_of(X509_get0_notBefore(&certificate));
}
std::chrono::sys_seconds valid_until(const x509_st& certificate) {
    return time_of(X509_get0_notAfter(&certificate));
}

std::vector<std::string> certificate_names(const x509_st& certificate) {
    std::vector<std::string> names = alternative_names(certificate);
    if (names.empty()) {
        if (std::string name = common_name(certificate); !name.empty()) {
            names.push_back(std::move(name));
        }
    }
    return names;
}

CertificateFacts certificate_facts(const x509_st& certificate) {
    CertificateFacts facts;
    facts.subject = name_line(X509_get_subject_name(&certificate));
    facts.common_name = common_name(certificate);
    facts.issuer = issuer_line(certificate);
    facts.serial = serial_text(certificate);
    facts.version = static_cast<int>(X509_get_version(&certificate)) + 1;
    facts.names = alternative_names(certificate);
    facts.not_before = valid_from(certificate);
    facts.not_after = valid_until(certificate);
    facts.key = key_text(certificate);
    if (const char* name = OBJ_nid2ln(X509_get_signature_nid(&certificate))) {
        facts.signature_algorithm = name;
    }
    facts.sha256 = fingerprint(certificate);
    const BioPtr bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), &certificate);
    facts.pem = taken(*bio);
    return facts;
}

}  // namespace sluice::tls
