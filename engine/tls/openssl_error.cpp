#include "engine/tls/openssl_error.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <system_error>

namespace sluice::tls {

LibraryFailure take_library_failure() {
    LibraryFailure failure;
    // The first entry is the cause, those after it say who passed it on; an errno anywhere tells most.
    bool first = true;
    while (const unsigned long code = ERR_get_error()) {
        if (ERR_SYSTEM_ERROR(code)) {
            failure.os_errno = ERR_GET_REASON(code);
            failure.words = std::generic_category().message(failure.os_errno);
            failure.of_tls = false;
        } else if (first) {
            failure.reason = ERR_GET_REASON(code);
            failure.of_tls = ERR_GET_LIB(code) == ERR_LIB_SSL;
            if (failure.of_tls && failure.reason > SSL_AD_REASON_OFFSET) {
                failure.alert = failure.reason - SSL_AD_REASON_OFFSET;
                failure.words = SSL_alert_desc_string_long(failure.alert);
            } else if (const char* words = ERR_reason_error_string(code)) {
                failure.words = words;
            }
        }
        first = false;
    }
    return failure;
}

}  // namespace sluice::tls
