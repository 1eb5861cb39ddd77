// One row per field of the option structs, in their order.
#include <string_view>

#include "engine/transfer/option_catalogue.h"
#include "engine/transfer/option_path.h"

namespace sluice::transfer {

namespace {

using O = Options;
using G = OptionGroup;
template <auto... Path>
using P = OptionPath<Path...>;

constexpr Choice time_conditions_all[] = {
    {0, "none", "CURL_TIMECOND_NONE"},
    {1, "if_modified_since", "CURL_TIMECOND_IFMODSINCE"},
    {2, "if_unmodified_since", "CURL_TIMECOND_IFUNMODSINCE"},
    {3, "last_modified", "CURL_TIMECOND_LASTMOD"},
};
constexpr ChoiceSet time_conditions{"sluice::TimeCondition", time_conditions_all};
constexpr Choice http_versions_all[] = {
    {0, "any", "CURL_HTTP_VERSION_NONE"},    {1, "v1_0", "CURL_HTTP_VERSION_1_0"},
    {2, "v1_1", "CURL_HTTP_VERSION_1_1"},    {3, "v2", "CURL_HTTP_VERSION_2_0"},
    {4, "v2_tls", "CURL_HTTP_VERSION_2TLS"}, {5, "v2_prior_knowledge", "CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE"},
};
constexpr ChoiceSet http_versions{"sluice::HttpVersion", http_versions_all};
constexpr Choice follows_all[] = {
    {0, "none", ""},
    {1, "all", ""},
    {2, "obey_code", "CURLFOLLOW_OBEYCODE"},
    {3, "first_only", "CURLFOLLOW_FIRSTONLY"},
};
constexpr ChoiceSet follows{"sluice::Follow", follows_all};
constexpr Choice kept_posts_all[] = {
    {1, "301", "CURL_REDIR_POST_301"},
    {2, "302", "CURL_REDIR_POST_302"},
    {4, "303", "CURL_REDIR_POST_303"},
};
constexpr ChoiceSet kept_posts{"", kept_posts_all};
constexpr Choice auth_methods_all[] = {
    {auth::basic, "basic", "CURLAUTH_BASIC"},
    {auth::digest, "digest", "CURLAUTH_DIGEST"},
    {auth::bearer, "bearer", "CURLAUTH_BEARER"},
    {auth::only, "only", "CURLAUTH_ONLY"},
};
constexpr ChoiceSet auth_methods{"sluice::auth", auth_methods_all};
constexpr Choice netrc_uses_all[] = {
    {0, "ignored", "CURL_NETRC_IGNORED"},
    {1, "optional", "CURL_NETRC_OPTIONAL"},
    {2, "required", "CURL_NETRC_REQUIRED"},
};
constexpr ChoiceSet netrc_uses{"sluice::Netrc", netrc_uses_all};
constexpr Choice tls_versions_all[] = {
    {0, "any", "CURL_SSLVERSION_DEFAULT"},
    {1, "v1_2", "CURL_SSLVERSION_TLSv1_2"},
    {2, "v1_3", "CURL_SSLVERSION_TLSv1_3"},
};
constexpr ChoiceSet tls_versions{"sluice::TlsVersion", tls_versions_all};
constexpr Choice proxy_types_all[] = {
    {0, "http", "CURLPROXY_HTTP"},
    {1, "http_1_0", "CURLPROXY_HTTP_1_0"},
    {2, "https", "CURLPROXY_HTTPS"},
    {4, "socks4", "CURLPROXY_SOCKS4"},
    {5, "socks5", "CURLPROXY_SOCKS5"},
    {6, "socks4a", "CURLPROXY_SOCKS4A"},
    {7, "socks5h", "CURLPROXY_SOCKS5_HOSTNAME"},
};
constexpr ChoiceSet proxy_types{"sluice::ProxyType", proxy_types_all};
constexpr Choice ip_versions_all[] = {
    {0, "any", "CURL_IPRESOLVE_WHATEVER"},
    {1, "v4", "CURL_IPRESOLVE_V4"},
    {2, "v6", "CURL_IPRESOLVE_V6"},
};
constexpr ChoiceSet ip_versions{"sluice::IpVersion", ip_versions_all};

template <auto... Path>
constexpr OptionRow row(const char* name, G group, const char* text, const char* flag = "", const char* libcurl = "",
                        const ChoiceSet* choices = nullptr, bool while_running = false) {
    return {name, group, &P<Path...>::read, &P<Path...>::edit, text, flag, libcurl, choices, while_running};
}

// clang-format off
constexpr OptionRow rows[] = {
    row<&O::url>("url", G::top, "what to transfer", "url", "CURLOPT_URL"),

    row<&O::request, &RequestOptions::method>("request.method", G::request, "word sent as the method; empty: what the other options imply", "request", "CURLOPT_CUSTOMREQUEST"),
    row<&O::request, &RequestOptions::no_body>("request.no_body", G::request, "ask for the headers alone", "head", "CURLOPT_NOBODY"),
    row<&O::request, &RequestOptions::headers>("request.headers", G::request, "headers to add, replace, remove (\"N:\") or send empty (\"N;\")", "header", "CURLOPT_HTTPHEADER"),
    row<&O::request, &RequestOptions::user_agent>("request.user_agent", G::request, "User-Agent; empty: none", "user-agent", "CURLOPT_USERAGENT"),
    row<&O::request, &RequestOptions::referer>("request.referer", G::request, "Referer; empty: none", "", "CURLOPT_REFERER"),
    row<&O::request, &RequestOptions::auto_referer>("request.auto_referer", G::request, "set Referer at redirects", "", "CURLOPT_AUTOREFERER"),
    row<&O::request, &RequestOptions::range>("request.range", G::request, "byte ranges to ask for", "range", "CURLOPT_RANGE"),
    row<&O::request, &RequestOptions::resume_from>("request.resume_from", G::request, "go on from this offset; beats the range", "continue-at", "CURLOPT_RESUME_FROM_LARGE"),
    row<&O::request, &RequestOptions::target>("request.target", G::request, "sent in place of path and query", "request-target", "CURLOPT_REQUEST_TARGET"),
    row<&O::request, &RequestOptions::path_as_is>("request.path_as_is", G::request, "keep dot segments of the path", "path-as-is", "CURLOPT_PATH_AS_IS"),
    row<&O::request, &RequestOptions::default_scheme>("request.default_scheme", G::request, "scheme of URLs that name none", "proto-default", "CURLOPT_DEFAULT_PROTOCOL"),
    row<&O::request, &RequestOptions::protocols>("request.protocols", G::request, "schemes that are allowed; empty: all", "proto", "CURLOPT_PROTOCOLS_STR"),
    row<&O::request, &RequestOptions::fail_on_error>("request.fail_on_error", G::request, "a status of 400 or more is an error", "fail", "CURLOPT_FAILONERROR"),
    row<&O::request, &RequestOptions::time_condition>("request.time_condition", G::request, "which condition on the time of the resource", "", "CURLOPT_TIMECONDITION", &time_conditions),
    row<&O::request, &RequestOptions::time_value>("request.time_value", G::request, "the time of that condition, in seconds since 1970", "", "CURLOPT_TIMEVALUE_LARGE"),

    row<&O::http, &HttpOptions::version>("http.version", G::http, "version of HTTP", "", "CURLOPT_HTTP_VERSION", &http_versions),
    row<&O::http, &HttpOptions::accept_encoding>("http.accept_encoding", G::http, "content codings to ask for and decode; \"all\": those built in", "", "CURLOPT_ACCEPT_ENCODING"),
    row<&O::http, &HttpOptions::content_decoding>("http.content_decoding", G::http, "decode the content", "", "CURLOPT_HTTP_CONTENT_DECODING"),
    row<&O::http, &HttpOptions::transfer_decoding>("http.transfer_decoding", G::http, "take chunks apart", "", "CURLOPT_HTTP_TRANSFER_DECODING"),
    row<&O::http, &HttpOptions::request_transfer_coding>("http.request_transfer_coding", G::http, "ask for a coded transfer (TE: gzip)", "tr-encoding", "CURLOPT_TRANSFER_ENCODING"),
    row<&O::http, &HttpOptions::allow_http09>("http.allow_http09", G::http, "accept a reply without a head", "http0.9", "CURLOPT_HTTP09_ALLOWED"),
    row<&O::http, &HttpOptions::ignore_content_length>("http.ignore_content_length", G::http, "read to the end of the connection, whatever Content-Length says", "ignore-content-length", "CURLOPT_IGNORE_CONTENT_LENGTH"),
    row<&O::http, &HttpOptions::aliases_of_200>("http.aliases_of_200", G::http, "status lines taken as 200", "", "CURLOPT_HTTP200ALIASES"),
    row<&O::http, &HttpOptions::header_in_body>("http.header_in_body", G::http, "give the heads to the write callback too", "", "CURLOPT_HEADER"),
    row<&O::http, &HttpOptions::suppress_connect_headers>("http.suppress_connect_headers", G::http, "keep a proxy's heads from header and write callbacks", "suppress-connect-headers", "CURLOPT_SUPPRESS_CONNECT_HEADERS"),

    row<&O::upload, &UploadOptions::put>("upload.put", G::upload, "PUT what the read callback gives", "", "CURLOPT_UPLOAD"),
    row<&O::upload, &UploadOptions::post>("upload.post", G::upload, "POST the body, or what the read callback gives", "", "CURLOPT_POST"),
    row<&O::upload, &UploadOptions::body>("upload.body", G::upload, "the body of a POST", "", "CURLOPT_COPYPOSTFIELDS"),
    row<&O::upload, &UploadOptions::mime>("upload.mime", G::upload, "the form of a POST", "", "CURLOPT_MIMEPOST"),
    row<&O::upload, &UploadOptions::size>("upload.size", G::upload, "bytes the read callback gives; -1 unknown", "", "CURLOPT_INFILESIZE_LARGE"),
    row<&O::upload, &UploadOptions::expect_100_timeout>("upload.expect_100_timeout", G::upload, "wait so long for 100 Continue", "expect100-timeout", "CURLOPT_EXPECT_100_TIMEOUT_MS"),
    row<&O::upload, &UploadOptions::keep_sending_on_error>("upload.keep_sending_on_error", G::upload, "send the whole body even if the answer is an error", "", "CURLOPT_KEEP_SENDING_ON_ERROR"),

    row<&O::redirect, &RedirectOptions::follow>("redirect.follow", G::redirect, "follow redirects", "", "CURLOPT_FOLLOWLOCATION", &follows),
    row<&O::redirect, &RedirectOptions::max_redirs>("redirect.max_redirs", G::redirect, "most redirects to follow; -1 endless", "max-redirs", "CURLOPT_MAXREDIRS"),
    row<&O::redirect, &RedirectOptions::keep_post>("redirect.keep_post", G::redirect, "statuses behind which POST stays POST", "", "CURLOPT_POSTREDIR", &kept_posts),
    row<&O::redirect, &RedirectOptions::unrestricted_auth>("redirect.unrestricted_auth", G::redirect, "send credentials to other origins too", "", "CURLOPT_UNRESTRICTED_AUTH"),
    row<&O::redirect, &RedirectOptions::protocols>("redirect.protocols", G::redirect, "schemes allowed at redirects; empty: http and https", "proto-redir", "CURLOPT_REDIR_PROTOCOLS_STR"),
    row<&O::redirect, &RedirectOptions::sensitive_headers>("redirect.sensitive_headers", G::redirect, "more headers that never go to another origin"),

    row<&O::auth, &AuthOptions::username>("auth.username", G::auth, "user name", "", "CURLOPT_USERNAME"),
    row<&O::auth, &AuthOptions::password>("auth.password", G::auth, "password", "", "CURLOPT_PASSWORD"),
    row<&O::auth, &AuthOptions::bearer>("auth.bearer", G::auth, "bearer token", "oauth2-bearer", "CURLOPT_XOAUTH2_BEARER"),
    row<&O::auth, &AuthOptions::methods>("auth.methods", G::auth, "ways of authentication that may be used", "", "CURLOPT_HTTPAUTH", &auth_methods),
    row<&O::auth, &AuthOptions::netrc>("auth.netrc", G::auth, "whether logins come from a .netrc file", "", "CURLOPT_NETRC", &netrc_uses),
    row<&O::auth, &AuthOptions::netrc_file>("auth.netrc_file", G::auth, "that file; empty: ~/.netrc", "", "CURLOPT_NETRC_FILE"),
    row<&O::auth, &AuthOptions::disallow_username_in_url>("auth.disallow_username_in_url", G::auth, "refuse URLs that hold a user name", "disallow-username-in-url", "CURLOPT_DISALLOW_USERNAME_IN_URL"),

    row<&O::cookies, &CookieOptions::enabled>("cookies.enabled", G::cookies, "keep cookies and send them back"),
    row<&O::cookies, &CookieOptions::cookie>("cookies.cookie", G::cookies, "cookies to send, as they are", "", "CURLOPT_COOKIE"),
    row<&O::cookies, &CookieOptions::files>("cookies.files", G::cookies, "files to read cookies from", "", "CURLOPT_COOKIEFILE"),
    row<&O::cookies, &CookieOptions::jar>("cookies.jar", G::cookies, "file that cookies are written to at the end", "cookie-jar", "CURLOPT_COOKIEJAR"),
    row<&O::cookies, &CookieOptions::new_session>("cookies.new_session", G::cookies, "leave session cookies of the files out", "junk-session-cookies", "CURLOPT_COOKIESESSION"),

    row<&O::hsts, &HstsOptions::enabled>("hsts.enabled", G::hsts, "obey Strict-Transport-Security", "", "CURLOPT_HSTS_CTRL"),
    row<&O::hsts, &HstsOptions::files>("hsts.files", G::hsts, "files to keep its hosts in", "hsts", "CURLOPT_HSTS"),
    row<&O::hsts, &HstsOptions::read_only>("hsts.read_only", G::hsts, "do not write them"),

    row<&O::alt_svc, &AltSvcOptions::enabled>("alt_svc.enabled", G::alt_svc, "obey Alt-Svc", "", "CURLOPT_ALTSVC_CTRL"),
    row<&O::alt_svc, &AltSvcOptions::file>("alt_svc.file", G::alt_svc, "file to keep its services in", "alt-svc", "CURLOPT_ALTSVC"),
    row<&O::alt_svc, &AltSvcOptions::read_only>("alt_svc.read_only", G::alt_svc, "do not write it"),
    row<&O::alt_svc, &AltSvcOptions::allow_h1>("alt_svc.allow_h1", G::alt_svc, "services that speak HTTP/1.1"),
    row<&O::alt_svc, &AltSvcOptions::allow_h2>("alt_svc.allow_h2", G::alt_svc, "services that speak HTTP/2"),

    row<&O::tls, &TlsOptions::verify_peer>("tls.verify_peer", G::tls, "verify the chain of certificates", "", "CURLOPT_SSL_VERIFYPEER"),
    row<&O::tls, &TlsOptions::verify_host>("tls.verify_host", G::tls, "verify that the certificate names the host", "", "CURLOPT_SSL_VERIFYHOST"),
    row<&O::tls, &TlsOptions::ca_file>("tls.ca_file", G::tls, "certificates to trust, PEM; empty: the system's", "cacert", "CURLOPT_CAINFO"),
    row<&O::tls, &TlsOptions::ca_path>("tls.ca_path", G::tls, "folder of certificates to trust", "capath", "CURLOPT_CAPATH"),
    row<&O::tls, &TlsOptions::extra_ca_file>("tls.extra_ca_file", G::tls, "certificates to trust beside the others"),
    row<&O::tls, &TlsOptions::crl_file>("tls.crl_file", G::tls, "revoked certificates, PEM", "crlfile", "CURLOPT_CRLFILE"),
    row<&O::tls, &TlsOptions::ciphers>("tls.ciphers", G::tls, "ciphers for TLS 1.2", "ciphers", "CURLOPT_SSL_CIPHER_LIST"),
    row<&O::tls, &TlsOptions::tls13_ciphers>("tls.tls13_ciphers", G::tls, "ciphers for TLS 1.3", "tls13-ciphers", "CURLOPT_TLS13_CIPHERS"),
    row<&O::tls, &TlsOptions::pinned_public_key>("tls.pinned_public_key", G::tls, "public keys, one of which the peer must have", "pinnedpubkey", "CURLOPT_PINNEDPUBLICKEY"),
    row<&O::tls, &TlsOptions::client, &ClientCertificate::certificate>("tls.client.certificate", G::tls, "our certificate", "", "CURLOPT_SSLCERT"),
    row<&O::tls, &TlsOptions::client, &ClientCertificate::certificate_type>("tls.client.certificate_type", G::tls, "its format: PEM, DER or P12", "cert-type", "CURLOPT_SSLCERTTYPE"),
    row<&O::tls, &TlsOptions::client, &ClientCertificate::key>("tls.client.key", G::tls, "its private key; empty: in the same file", "key", "CURLOPT_SSLKEY"),
    row<&O::tls, &TlsOptions::client, &ClientCertificate::key_type>("tls.client.key_type", G::tls, "format of the key: PEM or DER", "key-type", "CURLOPT_SSLKEYTYPE"),
    row<&O::tls, &TlsOptions::client, &ClientCertificate::password>("tls.client.password", G::tls, "passphrase of the key", "pass", "CURLOPT_KEYPASSWD"),
    row<&O::tls, &TlsOptions::verify_status>("tls.verify_status", G::tls, "a good OCSP answer must be stapled", "cert-status", "CURLOPT_SSL_VERIFYSTATUS"),
    row<&O::tls, &TlsOptions::min_version>("tls.min_version", G::tls, "lowest version", "", "CURLOPT_SSLVERSION", &tls_versions),
    row<&O::tls, &TlsOptions::max_version>("tls.max_version", G::tls, "highest version", "", "CURLOPT_SSLVERSION", &tls_versions),
    row<&O::tls, &TlsOptions::curves>("tls.curves", G::tls, "groups of the key exchange", "curves", "CURLOPT_SSL_EC_CURVES"),
    row<&O::tls, &TlsOptions::session_reuse>("tls.session_reuse", G::tls, "resume sessions", "no-sessionid", "CURLOPT_SSL_SESSIONID_CACHE"),
    row<&O::tls, &TlsOptions::ca_cache_life>("tls.ca_cache_life", G::tls, "how long files of trust serve once read; negative: always", "", "CURLOPT_CA_CACHE_TIMEOUT"),

    row<&O::proxy, &ProxyOptions::url>("proxy.url", G::proxy, "the proxy; unset: by the environment; empty: none", "proxy", "CURLOPT_PROXY"),
    row<&O::proxy, &ProxyOptions::type>("proxy.type", G::proxy, "how it is spoken to if its URL names no scheme", "", "CURLOPT_PROXYTYPE", &proxy_types),
    row<&O::proxy, &ProxyOptions::pre_proxy>("proxy.pre_proxy", G::proxy, "a SOCKS proxy in front of it", "preproxy", "CURLOPT_PRE_PROXY"),
    row<&O::proxy, &ProxyOptions::no_proxy>("proxy.no_proxy", G::proxy, "hosts reached directly", "noproxy", "CURLOPT_NOPROXY"),
    row<&O::proxy, &ProxyOptions::username>("proxy.username", G::proxy, "user name at the proxy", "", "CURLOPT_PROXYUSERNAME"),
    row<&O::proxy, &ProxyOptions::password>("proxy.password", G::proxy, "password at the proxy", "", "CURLOPT_PROXYPASSWORD"),
    row<&O::proxy, &ProxyOptions::methods>("proxy.methods", G::proxy, "ways of authentication at the proxy", "", "CURLOPT_PROXYAUTH", &auth_methods),
    row<&O::proxy, &ProxyOptions::tunnel>("proxy.tunnel", G::proxy, "CONNECT for http too", "proxytunnel", "CURLOPT_HTTPPROXYTUNNEL"),
    row<&O::proxy, &ProxyOptions::headers>("proxy.headers", G::proxy, "headers for the proxy", "proxy-header", "CURLOPT_PROXYHEADER"),
    row<&O::proxy, &ProxyOptions::separate_headers>("proxy.separate_headers", G::proxy, "keep the request's headers from the proxy", "", "CURLOPT_HEADEROPT"),
    row<&O::proxy, &ProxyOptions::haproxy_protocol>("proxy.haproxy_protocol", G::proxy, "send a PROXY line first", "haproxy-protocol", "CURLOPT_HAPROXYPROTOCOL"),
    row<&O::proxy, &ProxyOptions::haproxy_client_ip>("proxy.haproxy_client_ip", G::proxy, "address named in it; empty: our own", "haproxy-clientip", "CURLOPT_HAPROXY_CLIENT_IP"),

    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::verify_peer>("proxy.tls.verify_peer", G::proxy_tls, "verify the chain of certificates", "", "CURLOPT_PROXY_SSL_VERIFYPEER"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::verify_host>("proxy.tls.verify_host", G::proxy_tls, "verify that the certificate names the host", "", "CURLOPT_PROXY_SSL_VERIFYHOST"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::ca_file>("proxy.tls.ca_file", G::proxy_tls, "certificates to trust, PEM; empty: the system's", "proxy-cacert", "CURLOPT_PROXY_CAINFO"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::ca_path>("proxy.tls.ca_path", G::proxy_tls, "folder of certificates to trust", "proxy-capath", "CURLOPT_PROXY_CAPATH"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::extra_ca_file>("proxy.tls.extra_ca_file", G::proxy_tls, "certificates to trust beside the others"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::crl_file>("proxy.tls.crl_file", G::proxy_tls, "revoked certificates, PEM", "proxy-crlfile", "CURLOPT_PROXY_CRLFILE"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::ciphers>("proxy.tls.ciphers", G::proxy_tls, "ciphers for TLS 1.2", "proxy-ciphers", "CURLOPT_PROXY_SSL_CIPHER_LIST"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::tls13_ciphers>("proxy.tls.tls13_ciphers", G::proxy_tls, "ciphers for TLS 1.3", "proxy-tls13-ciphers", "CURLOPT_PROXY_TLS13_CIPHERS"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::pinned_public_key>("proxy.tls.pinned_public_key", G::proxy_tls, "public keys, one of which the peer must have", "proxy-pinnedpubkey", "CURLOPT_PROXY_PINNEDPUBLICKEY"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::client, &ClientCertificate::certificate>("proxy.tls.client.certificate", G::proxy_tls, "our certificate", "", "CURLOPT_PROXY_SSLCERT"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::client, &ClientCertificate::certificate_type>("proxy.tls.client.certificate_type", G::proxy_tls, "its format: PEM, DER or P12", "proxy-cert-type", "CURLOPT_PROXY_SSLCERTTYPE"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::client, &ClientCertificate::key>("proxy.tls.client.key", G::proxy_tls, "its private key; empty: in the same file", "proxy-key", "CURLOPT_PROXY_SSLKEY"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::client, &ClientCertificate::key_type>("proxy.tls.client.key_type", G::proxy_tls, "format of the key: PEM or DER", "proxy-key-type", "CURLOPT_PROXY_SSLKEYTYPE"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::client, &ClientCertificate::password>("proxy.tls.client.password", G::proxy_tls, "passphrase of the key", "proxy-pass", "CURLOPT_PROXY_KEYPASSWD"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::verify_status>("proxy.tls.verify_status", G::proxy_tls, "a good OCSP answer must be stapled"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::min_version>("proxy.tls.min_version", G::proxy_tls, "lowest version", "", "CURLOPT_PROXY_SSLVERSION", &tls_versions),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::max_version>("proxy.tls.max_version", G::proxy_tls, "highest version", "", "CURLOPT_PROXY_SSLVERSION", &tls_versions),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::curves>("proxy.tls.curves", G::proxy_tls, "groups of the key exchange"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::session_reuse>("proxy.tls.session_reuse", G::proxy_tls, "resume sessions"),
    row<&O::proxy, &ProxyOptions::tls, &TlsOptions::ca_cache_life>("proxy.tls.ca_cache_life", G::proxy_tls, "how long files of trust serve once read; negative: always"),

    row<&O::timeouts, &TimeoutOptions::total>("timeouts.total", G::timeouts, "most time for the whole transfer", "max-time", "CURLOPT_TIMEOUT_MS"),
    row<&O::timeouts, &TimeoutOptions::connect>("timeouts.connect", G::timeouts, "most time for lookup, TCP and TLS", "connect-timeout", "CURLOPT_CONNECTTIMEOUT_MS"),
    row<&O::timeouts, &TimeoutOptions::first_byte>("timeouts.first_byte", G::timeouts, "most time from the request to the first byte of the response"),
    row<&O::timeouts, &TimeoutOptions::idle>("timeouts.idle", G::timeouts, "most time without a byte"),
    row<&O::timeouts, &TimeoutOptions::low_speed_limit>("timeouts.low_speed_limit", G::timeouts, "give up when slower than this many bytes per second", "", "CURLOPT_LOW_SPEED_LIMIT"),
    row<&O::timeouts, &TimeoutOptions::low_speed_time>("timeouts.low_speed_time", G::timeouts, "for so long", "", "CURLOPT_LOW_SPEED_TIME"),
    row<&O::timeouts, &TimeoutOptions::happy_eyeballs>("timeouts.happy_eyeballs", G::timeouts, "pace of attempts to connect", "happy-eyeballs-timeout-ms", "CURLOPT_HAPPY_EYEBALLS_TIMEOUT_MS"),

    row<&O::limits, &LimitOptions::max_file_size>("limits.max_file_size", G::limits, "most bytes of a body; 0 no limit", "max-filesize", "CURLOPT_MAXFILESIZE_LARGE"),
    row<&O::limits, &LimitOptions::max_receive_speed>("limits.max_receive_speed", G::limits, "most bytes per second received", "", "CURLOPT_MAX_RECV_SPEED_LARGE", nullptr, true),
    row<&O::limits, &LimitOptions::max_send_speed>("limits.max_send_speed", G::limits, "most bytes per second sent", "", "CURLOPT_MAX_SEND_SPEED_LARGE", nullptr, true),
    row<&O::limits, &LimitOptions::max_header_bytes>("limits.max_header_bytes", G::limits, "most bytes of the heads of one response"),
    row<&O::limits, &LimitOptions::max_header_count>("limits.max_header_count", G::limits, "most headers of one response"),
    row<&O::limits, &LimitOptions::max_write>("limits.max_write", G::limits, "most bytes given to the write callback at once", "", "CURLOPT_BUFFERSIZE"),

    row<&O::dns, &DnsOptions::ip_version>("dns.ip_version", G::dns, "which addresses to use", "", "CURLOPT_IPRESOLVE", &ip_versions),
    row<&O::dns, &DnsOptions::resolve>("dns.resolve", G::dns, "addresses of hosts, in place of a lookup", "resolve", "CURLOPT_RESOLVE"),
    row<&O::dns, &DnsOptions::cache_timeout>("dns.cache_timeout", G::dns, "how long addresses are kept; -1 for ever", "", "CURLOPT_DNS_CACHE_TIMEOUT"),
    row<&O::dns, &DnsOptions::doh_url>("dns.doh_url", G::dns, "resolver to ask over HTTPS", "doh-url", "CURLOPT_DOH_URL"),
    row<&O::dns, &DnsOptions::doh_verify_peer>("dns.doh_verify_peer", G::dns, "verify that resolver's chain of certificates", "", "CURLOPT_DOH_SSL_VERIFYPEER"),
    row<&O::dns, &DnsOptions::doh_verify_host>("dns.doh_verify_host", G::dns, "verify that its certificate names it", "", "CURLOPT_DOH_SSL_VERIFYHOST"),

    row<&O::connection, &ConnectionOptions::connect_to>("connection.connect_to", G::connection, "connect to another host instead", "connect-to", "CURLOPT_CONNECT_TO"),
    row<&O::connection, &ConnectionOptions::fresh_connect>("connection.fresh_connect", G::connection, "make a new connection", "", "CURLOPT_FRESH_CONNECT"),
    row<&O::connection, &ConnectionOptions::forbid_reuse>("connection.forbid_reuse", G::connection, "close the connection after use", "", "CURLOPT_FORBID_REUSE"),
    row<&O::connection, &ConnectionOptions::max_age>("connection.max_age", G::connection, "longest idle time of a connection that is used again", "", "CURLOPT_MAXAGE_CONN"),
    row<&O::connection, &ConnectionOptions::max_lifetime>("connection.max_lifetime", G::connection, "oldest age of a connection that is used again", "", "CURLOPT_MAXLIFETIME_CONN"),
    row<&O::connection, &ConnectionOptions::max_connections>("connection.max_connections", G::connection, "most connections kept idle", "", "CURLOPT_MAXCONNECTS"),
    row<&O::connection, &ConnectionOptions::pipe_wait>("connection.pipe_wait", G::connection, "wait for a connection that can be shared", "", "CURLOPT_PIPEWAIT"),
    row<&O::connection, &ConnectionOptions::connect_only>("connection.connect_only", G::connection, "connect only, for send and receive", "", "CURLOPT_CONNECT_ONLY"),
    row<&O::connection, &ConnectionOptions::unix_socket>("connection.unix_socket", G::connection, "Unix socket to connect to instead of the host", "", "CURLOPT_UNIX_SOCKET_PATH"),
    row<&O::connection, &ConnectionOptions::abstract_unix_socket>("connection.abstract_unix_socket", G::connection, "it is a name in Linux' abstract name space", "", "CURLOPT_ABSTRACT_UNIX_SOCKET"),

    row<&O::connection, &ConnectionOptions::upkeep_interval>("connection.upkeep_interval", G::connection, "time between checks of idle connections by upkeep", "", "CURLOPT_UPKEEP_INTERVAL_MS"),

    row<&O::socket, &SocketOptions::interface>("socket.interface", G::socket, "interface, address or host to bind to", "interface", "CURLOPT_INTERFACE"),
    row<&O::socket, &SocketOptions::local_port>("socket.local_port", G::socket, "local port", "", "CURLOPT_LOCALPORT"),
    row<&O::socket, &SocketOptions::local_port_range>("socket.local_port_range", G::socket, "how many ports to try from there on", "", "CURLOPT_LOCALPORTRANGE"),
    row<&O::socket, &SocketOptions::tcp_no_delay>("socket.tcp_no_delay", G::socket, "send small segments at once", "no-tcp-nodelay", "CURLOPT_TCP_NODELAY"),
    row<&O::socket, &SocketOptions::tcp_keep_alive>("socket.tcp_keep_alive", G::socket, "send keep-alive probes", "no-keepalive", "CURLOPT_TCP_KEEPALIVE"),
    row<&O::socket, &SocketOptions::keep_idle>("socket.keep_idle", G::socket, "time before the first probe", "", "CURLOPT_TCP_KEEPIDLE"),
    row<&O::socket, &SocketOptions::keep_interval>("socket.keep_interval", G::socket, "time between probes", "", "CURLOPT_TCP_KEEPINTVL"),
    row<&O::socket, &SocketOptions::keep_count>("socket.keep_count", G::socket, "probes before a connection counts as dead", "keepalive-cnt", "CURLOPT_TCP_KEEPCNT"),

    row<&O::trace, &TraceOptions::areas>("trace.areas", G::trace, "areas whose steps are traced too", "", ""),
    row<&O::trace, &TraceOptions::secrets>("trace.secrets", G::trace, "credentials stay in traced headers", "", ""),

    row<&O::verbose>("verbose", G::top, "make and deliver trace events", "verbose", "CURLOPT_VERBOSE"),
};
// clang-format on

consteval std::size_t rows_of(G group) {
    std::size_t count = 0;
    for (const OptionRow& row : rows) {
        count += row.group == group ? 1 : 0;
    }
    return count;
}
consteval bool names_are_single() {
    for (std::size_t i = 0; i < std::size(rows); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (std::string_view(rows[i].name) == rows[j].name) {
                return false;
            }
        }
    }
    return true;
}

// A field without its row ends here.
constexpr std::size_t tls_fields = field_count<TlsOptions>() - 1 + field_count<ClientCertificate>();
static_assert(rows_of(G::top) == field_count<Options>() - 16, "url, verbose and sixteen groups");
static_assert(rows_of(G::request) == field_count<RequestOptions>());
static_assert(rows_of(G::http) == field_count<HttpOptions>());
static_assert(rows_of(G::upload) == field_count<UploadOptions>());
static_assert(rows_of(G::redirect) == field_count<RedirectOptions>());
static_assert(rows_of(G::auth) == field_count<AuthOptions>());
static_assert(rows_of(G::cookies) == field_count<CookieOptions>());
static_assert(rows_of(G::hsts) == field_count<HstsOptions>());
static_assert(rows_of(G::alt_svc) == field_count<AltSvcOptions>());
static_assert(rows_of(G::tls) == tls_fields);
static_assert(rows_of(G::proxy) == field_count<ProxyOptions>() - 1);
static_assert(rows_of(G::proxy_tls) == tls_fields);
static_assert(rows_of(G::timeouts) == field_count<TimeoutOptions>());
static_assert(rows_of(G::limits) == field_count<LimitOptions>());
static_assert(rows_of(G::dns) == field_count<DnsOptions>());
static_assert(rows_of(G::connection) == field_count<ConnectionOptions>());
static_assert(rows_of(G::socket) == field_count<SocketOptions>());
static_assert(rows_of(G::trace) == field_count<TraceOptions>());
static_assert(names_are_single());

}  // namespace

std::span<const OptionRow> option_catalogue() {
    return rows;
}

}  // namespace sluice::transfer
