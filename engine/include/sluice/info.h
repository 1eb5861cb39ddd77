#pragma once

#include <sluice/record.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sluice {

/// Post-transfer info: readable at any time, complete after the end, emptied when the next transfer starts.
/// Items and rules are those of curl_easy_getinfo(3).
struct Info {
    /// Microseconds of the monotonic clock. After redirects the marks of every request are added together.
    /// queue <= namelookup <= connect <= appconnect <= pretransfer <= posttransfer <= starttransfer <= total on a fresh
    /// connection; 0 = never reached, or not needed (reused connection).
    struct Times {
        std::int64_t queue = 0, namelookup = 0, connect = 0, appconnect = 0, pretransfer = 0, posttransfer = 0,
                     starttransfer = 0, total = 0, redirect = 0;
    } times;

    /// Bytes.
    struct Sizes {
        std::int64_t download = 0;   ///< body as received, of the last request
        std::int64_t delivered = 0;  ///< body given to the writer, decoded
        std::int64_t upload = 0;
        std::int64_t content_length_download = -1;  ///< announced; -1 unknown
        std::int64_t content_length_upload = -1;
        std::int64_t header = 0;          ///< all received heads
        std::int64_t request = 0;         ///< all requests sent
        std::int64_t speed_download = 0;  ///< bytes per second over the whole operation
        std::int64_t speed_upload = 0;
    } sizes;

    /// The connection that carried the last request.
    struct Connection {
        std::string primary_ip, local_ip;
        int primary_port = -1, local_port = -1;
        int num_connects = 0;  ///< new connections made; 0 = pure reuse
        std::int64_t connection_id = -1;
        std::int64_t transfer_id = -1;
        bool used_proxy = false;
        int proxy_error = 0;        ///< CURLPX_* of a failed handshake with a SOCKS proxy
        int http_connect_code = 0;  ///< status of the last answer to CONNECT
        int os_errno = 0;           ///< of the last failed connect
        std::string scheme;         ///< "http", "https"
    } connection;

    /// Null for cleartext.
    std::shared_ptr<const TlsRecord> tls;
    /// Of the connection to an HTTPS proxy.
    std::shared_ptr<const TlsRecord> proxy_tls;

    /// The last answer, and the chain that led to it.
    struct Http {
        int response_code = 0;
        int http_version = 0;  ///< 10, 11, 20; 0 unknown
        std::string effective_url, effective_method, redirect_url, content_type, referer;
        int redirect_count = 0;
        std::int64_t retry_after_s = 0;                          ///< capped at 6 h
        std::int64_t filetime = -1;                              ///< Last-Modified, seconds since the epoch
        bool condition_unmet = false;                            ///< a time condition was not met; also after a 304
        unsigned auth_available = 0, auth_used = 0;              ///< bits of sluice::auth
        unsigned proxy_auth_available = 0, proxy_auth_used = 0;  ///< likewise
        int num_headers = 0;                                     ///< of the last response
        int num_retries = 0;                                     ///< resent because a reused connection had died
    } http;

    /// Each request of the transfer, oldest first: redirects, retries.
    std::vector<RequestRecord> requests;
};

}  // namespace sluice
