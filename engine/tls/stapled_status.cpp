#include "engine/tls/stapled_status.h"

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/ssl.h>

#include "engine/base/result.h"
#include "engine/tls/openssl_ptr.h"

namespace sluice::tls {

namespace {

using ResponsePtr = std::unique_ptr<OCSP_RESPONSE, FreeWith<OCSP_RESPONSE_free>>;
using BasicPtr = std::unique_ptr<OCSP_BASICRESP, FreeWith<OCSP_BASICRESP_free>>;
using IdPtr = std::unique_ptr<OCSP_CERTID, FreeWith<OCSP_CERTID_free>>;

/// How far the clocks of responder and client may differ, in seconds.
constexpr long clock_slack = 300;

tl::unexpected<Error> bad(const std::string& host, const char* what) {
    ERR_clear_error();
    return fail(Kind::tls_status, ErrorArgs{.host = host, .detail = what});
}

/// The statement on `id`, its times compared with `now`.
Result<void> judge(OCSP_BASICRESP& basic, OCSP_CERTID& id, const std::string& host, WallTime now) {
    int status = 0;
    int reason = 0;
    ASN1_GENERALIZEDTIME* revoked = nullptr;
    ASN1_GENERALIZEDTIME* from = nullptr;
    ASN1_GENERALIZEDTIME* until = nullptr;
    if (OCSP_resp_find_status(&basic, &id, &status, &reason, &revoked, &from, &until) != 1) {
        return bad(host, "the status answer is about another certificate");
    }
    std::time_t earliest = std::chrono::system_clock::to_time_t(now) + clock_slack;
    std::time_t latest = std::chrono::system_clock::to_time_t(now) - clock_slack;
    if (ASN1_TIME_cmp_time_t(from, earliest) > 0 || (until != nullptr && ASN1_TIME_cmp_time_t(until, latest) < 0)) {
        return bad(host, "the status answer is out of date");
    }
    if (status == V_OCSP_CERTSTATUS_REVOKED) {
        ERR_clear_error();
        return fail(Kind::tls_revoked, ErrorArgs{.host = host, .detail = OCSP_crl_reason_str(reason)});
    }
    return status == V_OCSP_CERTSTATUS_GOOD ? Result<void>() : bad(host, "the responder does not know the certificate");
}

}  // namespace

Result<void> check_stapled_status(SSL& ssl, const std::string& host, WallTime now) {
    const unsigned char* bytes = nullptr;
    const long size = SSL_get_tlsext_status_ocsp_resp(&ssl, &bytes);
    if (size <= 0 || bytes == nullptr) {
        return bad(host, "the server sent no status answer along");
    }
    const ResponsePtr response(d2i_OCSP_RESPONSE(nullptr, &bytes, size));
    if (!response || OCSP_response_status(response.get()) != OCSP_RESPONSE_STATUS_SUCCESSFUL) {
        return bad(host, "the status answer is not one");
    }
    const BasicPtr basic(OCSP_response_get1_basic(response.get()));
    STACK_OF(X509)* chain = SSL_get0_verified_chain(&ssl);
    if (chain == nullptr) {
        chain = SSL_get_peer_cert_chain(&ssl);
    }
    X509_STORE* store = SSL_CTX_get_cert_store(SSL_get_SSL_CTX(&ssl));
    if (!basic || OCSP_basic_verify(basic.get(), chain, store, 0) != 1) {
        return bad(host, "the status answer is not signed by the issuer");
    }
    if (sk_X509_num(chain) < 2) {
        return bad(host, "the issuer of the certificate is not known");
    }
    const IdPtr id(OCSP_cert_to_id(nullptr, sk_X509_value(chain, 0), sk_X509_value(chain, 1)));
    return id ? judge(*basic, *id, host, now) : bad(host, "the certificate has no number");
}

}  // namespace sluice::tls
