#include "engine/tls/verify.h"

#include <openssl/x509v3.h>

#include <array>
#include <cstdio>

#include "engine/base/civil_time.h"
#include "engine/base/result.h"
#include "engine/tls/certificate_facts.h"

namespace sluice::tls {

namespace {

/// No more names of a certificate than this are worth reading in one sentence.
constexpr std::size_t most_names = 3;

std::time_t seconds_of(WallTime time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

std::string count_of(std::int64_t number, const char* unit) {
    return std::to_string(number) + ' ' + unit + (number == 1 ? "" : "s") + " ago";
}

/// "3 days ago", "2 hours ago", "just now".
std::string ago(std::chrono::sys_seconds then, WallTime now) {
    const auto passed = std::chrono::floor<std::chrono::seconds>(now) - then;
    if (passed >= std::chrono::days(1)) {
        return count_of(std::chrono::floor<std::chrono::days>(passed).count(), "day");
    }
    if (passed >= std::chrono::hours(1)) {
        return count_of(std::chrono::floor<std::chrono::hours>(passed).count(), "hour");
    }
    if (passed >= std::chrono::minutes(1)) {
        return count_of(std::chrono::floor<std::chrono::minutes>(passed).count(), "minute");
    }
    return "just now";
}

std::string date(std::chrono::sys_seconds time) {
    const base::CivilTime civil = base::to_civil(time.time_since_epoch().count());
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%lld-%02d-%02d", static_cast<long long>(civil.year), civil.month,
                  civil.day);
    return text.data();
}

std::string names_line(const X509& certificate) {
    const std::vector<std::string> names = certificate_names(certificate);
    std::string line;
    for (std::size_t i = 0; i < std::min(names.size(), most_names); ++i) {
        line += (i == 0 ? "" : ", ") + names[i];
    }
    if (names.size() > most_names) {
        line += " and " + std::to_string(names.size() - most_names) + " more";
    }
    return line;
}

Kind kind_of(int error) {
    switch (error) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return Kind::tls_expired;
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return Kind::tls_not_yet_valid;
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH:
            return Kind::tls_wrong_host;
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
            return Kind::tls_unknown_issuer;
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return Kind::tls_self_signed;
        case X509_V_ERR_CERT_REVOKED:
            return Kind::tls_revoked;
        default:
            return Kind::tls_verify;
    }
}

std::string detail_of(Kind kind, const VerifyFailure& failure, WallTime now) {
    const X509* certificate = failure.certificate.get();
    if (certificate == nullptr || kind == Kind::tls_verify) {
        return X509_verify_cert_error_string(failure.error);
    }
    // Who is meant, when it is not the server's own certificate.
    const std::string whose = failure.depth > 0 ? " (issuer \"" + common_name(*certificate) + "\")" : "";
    switch (kind) {
        case Kind::tls_expired:
            return ago(valid_until(*certificate), now) + whose;
        case Kind::tls_not_yet_valid:
            return date(valid_from(*certificate)) + whose;
        case Kind::tls_wrong_host:
            return names_line(*certificate);
        case Kind::tls_unknown_issuer:
            return issuer_line(*certificate);
        default:
            return X509_verify_cert_error_string(failure.error) + whose;
    }
}

}  // namespace

bool set_up_checks(SSL& ssl, const PeerName& peer, bool check_host, WallTime now) {
    X509_VERIFY_PARAM* checks = SSL_get0_param(&ssl);
    X509_VERIFY_PARAM_set_time(checks, seconds_of(now));
    if (!check_host) {
        return true;
    }
    X509_VERIFY_PARAM_set_hostflags(checks, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return (peer.is_address ? X509_VERIFY_PARAM_set1_ip_asc(checks, peer.text.c_str())
                            : X509_VERIFY_PARAM_set1_host(checks, peer.text.c_str(), peer.text.size())) == 1;
}

bool is_for(const X509& certificate, const PeerName& peer) {
    auto* subject = const_cast<X509*>(&certificate);  // OpenSSL caches parsed extensions inside, under its lock
    return (peer.is_address ? X509_check_ip_asc(subject, peer.text.c_str(), 0)
                            : X509_check_host(subject, peer.text.c_str(), peer.text.size(),
                                              X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, nullptr)) == 1;
}

Error verify_error(const VerifyFailure& failure, const std::string& host, WallTime now) {
    const Kind kind = kind_of(failure.error);
    ErrorArgs args{.host = host, .detail = detail_of(kind, failure, now)};
    return fail(kind, std::move(args)).value();
}

Error wrong_host_error(const X509* certificate, const std::string& host) {
    ErrorArgs args{.host = host, .detail = certificate != nullptr ? names_line(*certificate) : std::string()};
    return fail(Kind::tls_wrong_host, std::move(args)).value();
}

}  // namespace sluice::tls
