#pragma once

#include <sluice/url.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "engine/http/public_suffixes.h"

/// One cookie and the reading of Set-Cookie (RFC 6265bis 5.6 and 5.7).
namespace sluice::http {

/// Kept, never enforced: a transfer has no page that it was asked from, so every request counts as same-site.
enum class SameSite : std::uint8_t { unset, none, lax, strict };

struct Cookie {
    std::string name;  ///< may be empty: then the value alone is sent
    std::string value;
    std::string domain;      ///< lower-case ASCII without leading dot, or an address; empty: any host (imported only)
    bool host_only = false;  ///< sent to `domain` itself, not to names below it
    std::string path = "/";
    bool secure = false;     ///< only over https, or on this machine
    bool http_only = false;  ///< kept for the file
    SameSite same_site = SameSite::unset;
    std::optional<std::int64_t> expires;  ///< seconds since the epoch; nothing: ends with the session

    bool expired(std::int64_t now) const { return expires && *expires <= now; }
    friend bool operator==(const Cookie&, const Cookie&) = default;
};

/// The request that a cookie comes from or goes to.
struct CookieOrigin {
    std::string host;     ///< lower-case ASCII, no brackets
    std::string path;     ///< "/" at least, without query
    bool secure = false;  ///< https, or this machine itself: localhost, 127.0.0.1, ::1 (what libcurl trusts)
};
CookieOrigin cookie_origin(const Url& url);

/// Why a cookie was not taken.
enum class CookieRefusal : std::uint8_t {
    line_too_long,      ///< over 5,000 bytes
    control_character,  ///< also a tab, which the file has no way to write
    empty,              ///< neither name nor value
    too_large,          ///< name and value over 4,096 bytes
    foreign_domain,     ///< Domain is not the host's own nor one above it
    public_suffix,      ///< Domain is one that many share
    insecure,           ///< Secure, but learned over http
    prefix,             ///< the promise of a __Secure- or __Host- name is not kept
    not_a_cookie,       ///< the line of a file has neither form
};
const char* text_of(CookieRefusal refusal) noexcept;

inline constexpr std::size_t longest_cookie_line = 5000;
inline constexpr std::size_t longest_cookie = 4096;            ///< name and value
inline constexpr std::size_t longest_cookie_attribute = 1024;  ///< longer ones are ignored
inline constexpr std::int64_t longest_cookie_life = 400LL * 24 * 3600;

/// Reads the value of a Set-Cookie header. `now` is the wall clock in seconds since the epoch; lifetimes are cut to 400
/// days. Also taken: a quoted Path and Max-Age, as libcurl does. Thread-safe.
tl::expected<Cookie, CookieRefusal> parse_set_cookie(std::string_view value, const CookieOrigin& origin,
                                                     const PublicSuffixes& suffixes, std::int64_t now);
/// The same for a line that a person imports: Domain is believed, and without one the cookie goes to any host.
tl::expected<Cookie, CookieRefusal> import_set_cookie(std::string_view value, std::int64_t now);

/// Whether `host` is `domain` or, being a name, lies below it (RFC 6265bis 5.1.3).
bool domain_matches(std::string_view host, std::string_view domain);
/// Whether a request for `path` falls under a cookie's `cookie_path` (RFC 6265bis 5.1.4).
bool path_matches(std::string_view path, std::string_view cookie_path) noexcept;
/// Whether a __Secure- or __Host- name is as it promises. `path_given`: by a Path attribute or in a file.
bool keeps_prefix_promise(const Cookie& cookie, bool path_given) noexcept;
/// Whether `host` is an IPv4 or IPv6 address.
bool is_address(std::string_view host);

}  // namespace sluice::http
