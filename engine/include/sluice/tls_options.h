#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace sluice {

/// The oldest or newest version of TLS that is spoken; any: the library's own bounds (SSLVERSION).
enum class TlsVersion : std::uint8_t { any, v1_2, v1_3 };

/// What we show of ourselves if the server asks.
struct ClientCertificate {
    std::string certificate;              ///< file; empty: none (SSLCERT)
    std::string certificate_type{"PEM"};  ///< "PEM", "DER" or "P12" (SSLCERTTYPE)
    std::string key;                      ///< file; empty: in `certificate` (SSLKEY)
    std::string key_type{"PEM"};          ///< "PEM" or "DER" (SSLKEYTYPE)
    std::string password;                 ///< KEYPASSWD

    friend bool operator==(const ClientCertificate&, const ClientCertificate&) = default;
};

/// One TLS connection.
struct TlsOptions {
    bool verify_peer = true;     ///< the chain (SSL_VERIFYPEER)
    bool verify_host = true;     ///< the name (SSL_VERIFYHOST)
    bool verify_status = false;  ///< a good OCSP answer must be stapled (SSL_VERIFYSTATUS)
    std::string ca_file;         ///< PEM; empty: the system's (CAINFO)
    std::string ca_path;         ///< folder of hashed certificates (CAPATH)
    std::string extra_ca_file;   ///< trusted beside the others; empty: none
    std::string crl_file;        ///< PEM (CRLFILE)
    TlsVersion min_version = TlsVersion::v1_2;
    TlsVersion max_version = TlsVersion::any;
    std::string ciphers;            ///< OpenSSL's list for TLS 1.2 (SSL_CIPHER_LIST)
    std::string tls13_ciphers;      ///< TLS13_CIPHERS
    std::string curves;             ///< key exchange groups, "X25519:P-256" (SSL_EC_CURVES)
    std::string pinned_public_key;  ///< file or "sha256//base64;..." (PINNEDPUBLICKEY)
    ClientCertificate client;
    bool session_reuse = true;  ///< SSL_SESSIONID_CACHE
    std::chrono::seconds ca_cache_life{24 * 60 *
                                       60};  ///< how long files of trust serve once read: 0 for one connection,
                                             ///< negative for as long as the Multi lives (CA_CACHE_TIMEOUT)

    friend bool operator==(const TlsOptions&, const TlsOptions&) = default;
};

}  // namespace sluice
