#include <sluice/code.h>

namespace sluice {

const char* text_of(Code code) noexcept {
    switch (code) {
        case Code::ok:
            return "No error";
        case Code::unsupported_protocol:
            return "Protocol unknown, disabled or not allowed";
        case Code::failed_init:
            return "The transfer could not be set up";
        case Code::url_malformat:
            return "Address missing or malformed";
        case Code::not_built_in:
            return "Feature absent from this build";
        case Code::couldnt_resolve_proxy:
            return "Proxy name not found";
        case Code::couldnt_resolve_host:
            return "Host name not found";
        case Code::couldnt_connect:
            return "No connection to the server";
        case Code::weird_server_reply:
            return "Server reply not understood";
        case Code::remote_access_denied:
            return "Access to the remote file refused";
        case Code::ftp_accept_failed:
            return "Server did not connect back";
        case Code::ftp_weird_pass_reply:
            return "Unexpected reply to PASS";
        case Code::ftp_accept_timeout:
            return "Server did not connect back in time";
        case Code::ftp_weird_pasv_reply:
            return "Reply to PASV or EPSV not understood";
        case Code::ftp_weird_227_format:
            return "Reply 227 not understood";
        case Code::ftp_cant_get_host:
            return "Address of the data connection not found";
        case Code::http2:
            return "HTTP/2 framing error";
        case Code::ftp_couldnt_set_type:
            return "Transfer type refused by the server";
        case Code::partial_file:
            return "Size received differs from size announced";
        case Code::ftp_couldnt_retr_file:
            return "File could not be retrieved";
        case Code::quote_error:
            return "Custom FTP command refused";
        case Code::http_returned_error:
            return "HTTP status of 400 or more";
        case Code::write_error:
            return "Received data could not be written";
        case Code::upload_failed:
            return "Upload could not start";
        case Code::read_error:
            return "Data to send could not be read";
        case Code::out_of_memory:
            return "Out of memory";
        case Code::operation_timedout:
            return "Time limit reached";
        case Code::ftp_port_failed:
            return "Active FTP connection could not be set up";
        case Code::ftp_couldnt_use_rest:
            return "Server refused to resume";
        case Code::range_error:
            return "Range malformed or not honoured";
        case Code::ssl_connect_error:
            return "TLS handshake failed";
        case Code::bad_download_resume:
            return "Resume offset does not fit the file";
        case Code::file_couldnt_read_file:
            return "Local file could not be read";
        case Code::aborted_by_callback:
            return "Stopped by a callback";
        case Code::bad_function_argument:
            return "Bad argument to a function";
        case Code::interface_failed:
            return "Local interface or port could not be used";
        case Code::too_many_redirects:
            return "Redirect limit reached";
        case Code::unknown_option:
            return "Unknown option";
        case Code::setopt_option_syntax:
            return "Malformed option value";
        case Code::got_nothing:
            return "Server closed the connection without a reply";
        case Code::ssl_engine_notfound:
            return "Crypto engine not found";
        case Code::ssl_engine_setfailed:
            return "Crypto engine could not be made the default";
        case Code::send_error:
            return "Sending failed";
        case Code::recv_error:
            return "Receiving failed";
        case Code::ssl_certproblem:
            return "Local client certificate unusable";
        case Code::ssl_cipher:
            return "Requested cipher unusable";
        case Code::peer_failed_verification:
            return "Certificate of the server not accepted";
        case Code::bad_content_encoding:
            return "Content coding unknown or damaged";
        case Code::filesize_exceeded:
            return "File larger than allowed";
        case Code::use_ssl_failed:
            return "Requested TLS level not reached";
        case Code::send_fail_rewind:
            return "Request data could not be sent again";
        case Code::ssl_engine_initfailed:
            return "Crypto engine could not be initialised";
        case Code::login_denied:
            return "Login refused";
        case Code::remote_disk_full:
            return "Server is out of space";
        case Code::remote_file_exists:
            return "Remote file exists already";
        case Code::ssl_cacert_badfile:
            return "CA certificates could not be read";
        case Code::remote_file_not_found:
            return "Remote file not found";
        case Code::ssl_shutdown_failed:
            return "TLS close failed";
        case Code::again:
            return "Socket not ready, try again";
        case Code::ssl_crl_badfile:
            return "Revocation list could not be read";
        case Code::ssl_issuer_error:
            return "Issuer check failed";
        case Code::ftp_pret_failed:
            return "Server does not accept PRET";
        case Code::ftp_bad_file_list:
            return "File list could not be read";
        case Code::chunk_failed:
            return "A chunk callback failed";
        case Code::no_connection_available:
            return "No connection available, transfer is queued";
        case Code::ssl_pinnedpubkeynotmatch:
            return "Public key is not the pinned one";
        case Code::ssl_invalidcertstatus:
            return "Certificate status response invalid";
        case Code::http2_stream:
            return "HTTP/2 stream error";
        case Code::recursive_api_call:
            return "Call not allowed inside a callback";
        case Code::auth_error:
            return "Authentication function failed";
        case Code::http3:
            return "HTTP/3 error";
        case Code::quic_connect_error:
            return "QUIC connection failed";
        case Code::proxy:
            return "Proxy handshake failed";
        case Code::ssl_clientcert:
            return "Server demands a client certificate";
        case Code::unrecoverable_poll:
            return "Waiting for sockets failed for good";
        case Code::too_large:
            return "A value is beyond its limit";
        case Code::ech_required:
            return "Encrypted client hello failed";
    }
    return "Unknown error";
}

const char* text_of(MultiCode code) noexcept {
    switch (code) {
        case MultiCode::ok:
            return "No error";
        case MultiCode::bad_handle:
            return "Not a valid multi";
        case MultiCode::bad_easy_handle:
            return "Not a valid easy, or in another multi";
        case MultiCode::out_of_memory:
            return "Out of memory";
        case MultiCode::internal_error:
            return "Internal error";
        case MultiCode::bad_socket:
            return "Unknown socket";
        case MultiCode::unknown_option:
            return "Unknown option";
        case MultiCode::added_already:
            return "Easy is in a multi already";
        case MultiCode::recursive_api_call:
            return "Call not allowed inside a callback";
        case MultiCode::wakeup_failure:
            return "Wake-up failed";
        case MultiCode::bad_function_argument:
            return "Bad argument to a function";
        case MultiCode::aborted_by_callback:
            return "Stopped by a callback";
        case MultiCode::unrecoverable_poll:
            return "Waiting for sockets failed for good";
    }
    return "Unknown error";
}

const char* text_of(ShareCode code) noexcept {
    switch (code) {
        case ShareCode::ok:
            return "No error";
        case ShareCode::bad_option:
            return "Unknown option or kind of data";
        case ShareCode::in_use:
            return "Share is in use";
        case ShareCode::invalid:
            return "Not a valid share";
        case ShareCode::nomem:
            return "Out of memory";
        case ShareCode::not_built_in:
            return "Feature absent from this build";
    }
    return "Unknown error";
}

const char* text_of(UrlCode code) noexcept {
    switch (code) {
        case UrlCode::ok:
            return "No error";
        case UrlCode::bad_handle:
            return "Not a valid URL object";
        case UrlCode::bad_partpointer:
            return "Bad pointer to a part";
        case UrlCode::malformed_input:
            return "Malformed address";
        case UrlCode::bad_port_number:
            return "Port is not a number from 0 to 65535";
        case UrlCode::unsupported_scheme:
            return "Scheme not supported";
        case UrlCode::urldecode:
            return "Percent-decoding failed";
        case UrlCode::out_of_memory:
            return "Out of memory";
        case UrlCode::user_not_allowed:
            return "User name in the address not allowed";
        case UrlCode::unknown_part:
            return "Unknown part of an address";
        case UrlCode::no_scheme:
            return "No scheme";
        case UrlCode::no_user:
            return "No user name";
        case UrlCode::no_password:
            return "No password";
        case UrlCode::no_options:
            return "No login options";
        case UrlCode::no_host:
            return "No host name";
        case UrlCode::no_port:
            return "No port";
        case UrlCode::no_query:
            return "No query";
        case UrlCode::no_fragment:
            return "No fragment";
        case UrlCode::no_zoneid:
            return "No zone id";
        case UrlCode::bad_file_url:
            return "Bad file address";
        case UrlCode::bad_fragment:
            return "Bad fragment";
        case UrlCode::bad_hostname:
            return "Bad host name";
        case UrlCode::bad_ipv6:
            return "Bad IPv6 address";
        case UrlCode::bad_login:
            return "Bad login part";
        case UrlCode::bad_password:
            return "Bad password";
        case UrlCode::bad_path:
            return "Bad path";
        case UrlCode::bad_query:
            return "Bad query";
        case UrlCode::bad_scheme:
            return "Bad scheme";
        case UrlCode::bad_slashes:
            return "Wrong number of slashes";
        case UrlCode::bad_user:
            return "Bad user name";
        case UrlCode::lacks_idn:
            return "International host name not possible";
        case UrlCode::too_large:
            return "A part is too long";
        case UrlCode::backslash:
            return "Backslash in place of a slash";
    }
    return "Unknown error";
}

}  // namespace sluice
