#pragma once

namespace sluice {

/// What went wrong between us and a SOCKS proxy, finer than Code::proxy. The numbers are those of libcurl
/// (CURLproxycode) and never change meaning; those of GSSAPI are reserved. Source: CURLINFO_PROXY_ERROR(3).
enum class ProxyError : int {
    ok = 0,
    bad_address_type = 1,  ///< the reply names an address of a kind that does not exist
    bad_version = 2,       ///< the reply is not SOCKS, or another version of it
    closed = 3,            ///< the proxy closed the connection during the handshake
    identd = 7,            ///< SOCKS4: the proxy cannot reach this machine's identd
    identd_differ = 8,     ///< SOCKS4: identd names another user
    long_hostname = 9,     ///< more than 255 bytes
    long_password = 10,
    long_user = 11,
    no_auth = 12,  ///< the proxy accepts none of the login methods we offered
    recv_address = 13,
    recv_auth = 14,
    recv_connect = 15,
    recv_request_ack = 16,
    reply_address_type_not_supported = 17,
    reply_command_not_supported = 18,
    reply_connection_refused = 19,
    reply_general_server_failure = 20,
    reply_host_unreachable = 21,
    reply_network_unreachable = 22,
    reply_not_allowed = 23,
    reply_ttl_expired = 24,
    reply_unassigned = 25,
    request_failed = 26,  ///< SOCKS4: rejected or failed
    resolve_host = 27,    ///< the name of the host could not be looked up for the proxy
    send_auth = 28,
    send_connect = 29,
    send_request = 30,
    unknown_fail = 31,   ///< SOCKS4: a reply code that does not exist
    unknown_mode = 32,   ///< SOCKS5: the proxy chose a login method that we did not offer
    user_rejected = 33,  ///< name or password not accepted
};

/// A short fixed English text; never null, also for numbers without a name.
const char* text_of(ProxyError error) noexcept;

}  // namespace sluice
