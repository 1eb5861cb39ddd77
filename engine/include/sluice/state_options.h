#pragma once

#include <string>
#include <vector>

namespace sluice {

/// Cookies by RFC 6265bis. Kept in the Easy, or in its Share.
struct CookieOptions {
    bool enabled = false;            ///< the cookie engine; naming a file or a jar enables it too
    std::string cookie;              ///< "a=1; b=2", sent as it is, to the first origin only (COOKIE)
    std::vector<std::string> files;  ///< read when the transfer starts; Netscape's format or headers (COOKIEFILE)
    std::string jar;                 ///< written when the Easy ends; "-": standard output (COOKIEJAR)
    bool new_session = false;        ///< session cookies of the files are left out (COOKIESESSION)
};

/// HTTP Strict Transport Security, RFC 6797. Kept in the Easy, or in its Share.
struct HstsOptions {
    bool enabled = false;            ///< naming a file enables it too (HSTS_CTRL)
    std::vector<std::string> files;  ///< read when the transfer starts, the last one written when the Easy ends (HSTS)
    bool read_only = false;          ///< files are not written
};

/// Alternative services, RFC 7838. Kept in the Easy.
struct AltSvcOptions {
    bool enabled = false;  ///< naming a file enables it too (ALTSVC_CTRL)
    std::string file;      ///< read when the transfer starts, written when the Easy ends (ALTSVC)
    bool read_only = false;
    bool allow_h1 = true;  ///< alternatives that speak HTTP/1.1
    bool allow_h2 = true;  ///< … HTTP/2, used where this build speaks it
};

}  // namespace sluice
