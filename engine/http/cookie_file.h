#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/http/cookie.h"

/// The text that curl, wget, yt-dlp and browsers' exports keep cookies in (Netscape's format): one cookie a line, seven
/// fields with a tab between them: domain (a dot in front where names below it count), TRUE for those, path, TRUE for
/// Secure, when it expires (0 = with the session), name, value. '#' begins a comment, but "#HttpOnly_" in front of a
/// domain is part of the cookie. "Set-Cookie: …" lines are read too, as a dumped response head has them.
namespace sluice::http {

/// What is to become of cookies that end with the session.
enum class SessionCookies : std::uint8_t { keep, drop };

struct CookieFileContent {
    std::vector<Cookie> cookies;  ///< in the order of the lines; those that have expired are among them
    std::size_t refused = 0;      ///< lines that could not be taken
};
/// Never fails: what is no cookie is counted. A field for the value may be missing (empty), one for the path ("/"); the
/// date may be empty (session) or have a fraction. Thread-safe.
CookieFileContent read_cookie_file(std::string_view text, SessionCookies session, std::int64_t now);

/// One line of a file, without its end: a cookie in either form. Comments and blank lines are not_a_cookie.
tl::expected<Cookie, CookieRefusal> parse_cookie_line(std::string_view line, std::int64_t now);

/// One line in Netscape's form, without its end. A cookie for any host gets the domain "unknown".
std::string format_cookie_line(const Cookie& cookie);
/// A whole file with its heading.
std::string format_cookie_file(const std::vector<const Cookie*>& cookies);

}  // namespace sluice::http
