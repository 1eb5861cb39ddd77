#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sluice {

/// One certificate of a chain, as the inspector shows it.
struct CertificateFacts {
    std::string subject;  ///< one line, RFC 2253
    std::string common_name;
    std::string issuer;
    std::string serial;              ///< hex
    int version = 0;                 ///< 3 for X.509v3
    std::vector<std::string> names;  ///< subjectAltName: "example.org", "192.0.2.1"
    std::chrono::sys_seconds not_before{};
    std::chrono::sys_seconds not_after{};
    std::string key;                  ///< "RSA 2048", "EC P-256"
    std::string signature_algorithm;  ///< "sha256WithRSAEncryption"
    std::string sha256;               ///< fingerprint, hex with colons
    std::string pem;
};

/// What was agreed on one TLS connection.
struct TlsRecord {
    std::string version;      ///< "TLSv1.3"
    std::string cipher;       ///< "TLS_AES_128_GCM_SHA256"
    std::string group;        ///< "X25519"; empty if unknown
    std::string alpn;         ///< "http/1.1"; empty if none was agreed
    std::string server_name;  ///< SNI that was sent
    bool resumed = false;
    bool verify_peer = true;  ///< false if the user turned the chain check off
    bool verify_host = true;
    long verify_result = 0;   ///< X509_V_*; 0 = good
    std::string verify_text;  ///< the result in words
    bool ocsp_stapled = false;
    int sct_count = 0;
    std::vector<CertificateFacts> chain;  ///< leaf first, as sent
};

/// An address that was tried and lost (refused, timed out, or slower than the winner).
struct LostAttempt {
    std::string address;
    std::int64_t start_ns = -1;  ///< relative to the request's start
    std::int64_t end_ns = -1;
    std::string reason;  ///< "Connection refused", "slower"
};

/// Where the address of a host came from.
enum class NameSource : std::uint8_t { none, lookup, cached, literal, override_list };

/// Everything about one request of a transfer: the first one, a redirect, an authentication round, a retry.
/// Times are nanoseconds from the request's own start; -1 = did not happen (reused connection, not reached).
struct RequestRecord {
    int number = 0;  ///< 0 for the first of the transfer
    int attempt = 1;
    std::string method;
    std::string url;              ///< without credentials
    std::int64_t started_ns = 0;  ///< from the start of the transfer
    std::chrono::system_clock::time_point started_at{};

    /// Nanoseconds since this request began; -1: it did not come to that.
    struct Marks {
        std::int64_t queued_end = -1;  ///< a connection could be used or made
        std::int64_t dns_start = -1, dns_end = -1;
        std::int64_t connect_start = -1, connect_end = -1;
        std::int64_t tls_start = -1, tls_end = -1;
        std::int64_t request_start = -1, request_end = -1;  ///< first and last byte handed to the network
        std::int64_t first_byte = -1, last_byte = -1;       ///< of the response
    } marks;

    NameSource name_source = NameSource::none;
    bool reused = false;
    std::int64_t connection_id = -1;
    std::string remote_address;  ///< "192.0.2.1:443"
    std::string local_address;
    std::string proxy;      ///< "http://proxy:3128", without credentials; empty if none
    bool to_proxy = false;  ///< a CONNECT: answered by the proxy, not by the server
    std::vector<LostAttempt> lost;
    std::int64_t rtt_us = -1, retransmits = -1, congestion_window = -1;

    std::string protocol;  ///< "HTTP/1.1"
    int status = 0;
    std::string reason;
    std::string redirect_target;  ///< absolute, empty if none
    std::string range_asked;      ///< "bytes=100-"
    std::string range_got;        ///< "bytes 100-199/200"
    std::int64_t head_bytes = 0;  ///< response heads, as received
    std::int64_t body_bytes = 0;  ///< as received, before content decoding
    std::int64_t request_bytes = 0;
    std::string request_head;   ///< as sent; secrets are in it: mask before showing or storing
    std::string response_head;  ///< all heads of this request (1xx first), as received, and trailers
    std::string end_reason;     ///< "complete", "redirected", "connection reset"; empty while it runs
    std::shared_ptr<const TlsRecord> tls;
};

}  // namespace sluice
