#include <sluice/proxy_error.h>

namespace sluice {

const char* text_of(ProxyError error) noexcept {
    switch (error) {
        case ProxyError::ok:
            return "No error";
        case ProxyError::bad_address_type:
            return "The SOCKS reply holds an unknown type of address";
        case ProxyError::bad_version:
            return "Not a SOCKS proxy, or another version of the protocol";
        case ProxyError::closed:
            return "The proxy closed the connection";
        case ProxyError::identd:
            return "The proxy cannot ask this machine who the user is (identd)";
        case ProxyError::identd_differ:
            return "The proxy was told another user by this machine (identd)";
        case ProxyError::long_hostname:
            return "The host name is too long for the proxy";
        case ProxyError::long_password:
            return "The password is too long for the proxy";
        case ProxyError::long_user:
            return "The user name is too long for the proxy";
        case ProxyError::no_auth:
            return "The proxy wants a login of another kind";
        case ProxyError::recv_address:
            return "Receiving the address of the SOCKS reply failed";
        case ProxyError::recv_auth:
            return "Receiving the answer to the login failed";
        case ProxyError::recv_connect:
            return "Receiving the answer to the greeting failed";
        case ProxyError::recv_request_ack:
            return "Receiving the answer to the request failed";
        case ProxyError::reply_address_type_not_supported:
            return "The proxy does not support this type of address";
        case ProxyError::reply_command_not_supported:
            return "The proxy does not support connecting";
        case ProxyError::reply_connection_refused:
            return "Connection refused by the host";
        case ProxyError::reply_general_server_failure:
            return "General failure of the proxy";
        case ProxyError::reply_host_unreachable:
            return "Host unreachable";
        case ProxyError::reply_network_unreachable:
            return "Network unreachable";
        case ProxyError::reply_not_allowed:
            return "Not allowed by the rules of the proxy";
        case ProxyError::reply_ttl_expired:
            return "The way to the host is too long (TTL expired)";
        case ProxyError::reply_unassigned:
            return "The SOCKS reply holds an unknown code";
        case ProxyError::request_failed:
            return "Rejected or failed";
        case ProxyError::resolve_host:
            return "The host could not be looked up for the proxy";
        case ProxyError::send_auth:
            return "Sending the login failed";
        case ProxyError::send_connect:
            return "Sending the greeting failed";
        case ProxyError::send_request:
            return "Sending the request failed";
        case ProxyError::unknown_fail:
            return "The SOCKS4 reply holds an unknown code";
        case ProxyError::unknown_mode:
            return "The proxy chose a login that was not offered";
        case ProxyError::user_rejected:
            return "User name or password not accepted";
    }
    return "Unknown problem with the proxy";
}

}  // namespace sluice
