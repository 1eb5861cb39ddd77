#include "engine/tls/tls_facts.h"

#include <openssl/ct.h>
#include <openssl/ec.h>
#include <openssl/objects.h>

#include "engine/tls/certificate_facts.h"
#include "engine/tls/openssl_ptr.h"

namespace sluice::tls {

namespace {

std::string group_name(SSL& ssl) {
    const auto nid = static_cast<int>(SSL_get_negotiated_group(&ssl));
    if (nid == NID_undef) {
        return {};
    }
    if ((nid & TLSEXT_nid_unknown) == 0) {
        const char* nist = EC_curve_nid2nist(nid);
        const char* name = nist != nullptr ? nist : OBJ_nid2sn(nid);
        return name != nullptr ? name : "";
    }
    const char* name = SSL_group_to_name(&ssl, nid);
    return name != nullptr ? name : "";
}

std::string protocol(const SSL& ssl) {
    const unsigned char* name = nullptr;
    unsigned size = 0;
    SSL_get0_alpn_selected(&ssl, &name, &size);
    return name != nullptr ? std::string(reinterpret_cast<const char*>(name), size) : std::string();
}

}  // namespace

TlsRecord tls_facts(const ssl_st& ssl, const TlsOptions& options) {
    auto& changeable = const_cast<SSL&>(ssl);  // OpenSSL's getters below take no const
    TlsRecord record;
    if (SSL_is_init_finished(&ssl) == 1) {
        record.version = SSL_get_version(&ssl);
        if (const SSL_CIPHER* cipher = SSL_get_current_cipher(&ssl)) {
            record.cipher = SSL_CIPHER_get_name(cipher);
        }
        record.group = group_name(changeable);
        record.alpn = protocol(ssl);
        record.resumed = SSL_session_reused(&ssl) == 1;
        const unsigned char* staple = nullptr;
        record.ocsp_stapled = SSL_get_tlsext_status_ocsp_resp(&changeable, &staple) > 0;
        record.sct_count = std::max(0, sk_SCT_num(SSL_get0_peer_scts(&changeable)));
    }
    if (const char* name = SSL_get_servername(&ssl, TLSEXT_NAMETYPE_host_name)) {
        record.server_name = name;
    }
    record.verify_peer = options.verify_peer;
    record.verify_host = options.verify_host;
    record.verify_result = SSL_get_verify_result(&ssl);
    record.verify_text = X509_verify_cert_error_string(record.verify_result);
    const STACK_OF(X509)* chain = SSL_get_peer_cert_chain(&ssl);
    for (int i = 0; i < sk_X509_num(chain); ++i) {
        record.chain.push_back(certificate_facts(*sk_X509_value(chain, i)));
    }
    return record;
}

}  // namespace sluice::tls
