#pragma once

#include <sluice/code.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace sluice {

/// The parts of a URL, as CURLUPart.
enum class UrlPart : std::uint8_t { url, scheme, user, password, options, host, port, path, query, fragment, zone_id };

/// Flags of Url, numerically those of libcurl (CURLU_*). Which call looks at which is said there; others are ignored.
namespace url_flag {
inline constexpr unsigned default_port = 1U << 0;        ///< get: the scheme's port where none was given
inline constexpr unsigned no_default_port = 1U << 1;     ///< get: no port where it is the scheme's
inline constexpr unsigned default_scheme = 1U << 2;      ///< parse: https if there is none; get: likewise
inline constexpr unsigned non_support_scheme = 1U << 3;  ///< parse, set: any scheme
inline constexpr unsigned path_as_is = 1U << 4;          ///< parse, resolve: keep dot segments
inline constexpr unsigned disallow_user = 1U << 5;       ///< parse: refuse a user name
inline constexpr unsigned urldecode = 1U << 6;           ///< get: decoded (never scheme, port, whole URL)
inline constexpr unsigned urlencode = 1U << 7;           ///< set a part: encode; get url: encode the host; else spaces
inline constexpr unsigned append_query = 1U << 8;        ///< set query: behind the present one, with '&'
inline constexpr unsigned guess_scheme = 1U << 9;        ///< parse: from the first label of the host
inline constexpr unsigned no_authority = 1U << 10;       ///< parse, set: the host may be empty
inline constexpr unsigned allow_space = 1U << 11;        ///< parse: spaces outside of the host
inline constexpr unsigned punycode = 1U << 12;           ///< get: host in its ASCII form
inline constexpr unsigned puny2idn = 1U << 13;           ///< get: host in Unicode
inline constexpr unsigned get_empty = 1U << 14;          ///< get: empty query and fragment count as present
inline constexpr unsigned no_guess_scheme = 1U << 15;    ///< get: a guessed scheme counts as absent
}  // namespace url_flag

/// A URL in its parts: parsed, normalised, changed, resolved, put together (RFC 3986; the rules where it is open are
/// those of curl_url_set(3) and curl_url_get(3)). The one parser of the engine. A value; as thread-safe as a string.
///
/// Normalised at parsing: scheme in lower case, dot segments removed, hexadecimal digits of escapes in upper case, host
/// decoded, odd IPv4 forms as four numbers, IPv6 shortened (RFC 5952). The host's casing stays.
class Url {
  public:
    Url() = default;

    /// Needs a scheme and "://" (one to three slashes) unless default_scheme or guess_scheme is set.
    static tl::expected<Url, UrlCode> parse(std::string_view text, unsigned flags = 0);
    /// The URL that `relative` means from here (RFC 3986 5.2): absolute ones as such, "" without the fragment.
    tl::expected<Url, UrlCode> resolve(std::string_view relative, unsigned flags = 0) const;

    /// A part as text; absent ones give their no_... code. The path is at least "/", an IPv6 host is in brackets.
    tl::expected<std::string, UrlCode> get(UrlPart part, unsigned flags = 0) const;
    /// Replaces a part, or removes it (nullopt). UrlPart::url parses, relative to the present one if there is one.
    /// Control characters only with urlencode (bad_path and the like). An error changes nothing.
    UrlCode set(UrlPart part, std::optional<std::string_view> value, unsigned flags = 0);

    bool empty() const noexcept { return scheme_.empty() && host_.empty(); }
    /// The whole, credentials and fragment included; "" if empty().
    std::string to_string() const;
    /// The same without user, password and login options: for people, logs and Referer.
    std::string without_credentials() const;

    const std::string& scheme() const noexcept { return scheme_; }
    /// Lower-case ASCII (IDN as punycode), no brackets, no zone: for resolving, SNI and comparing.
    std::string host() const;
    const std::string& zone_id() const noexcept { return zone_id_; }
    /// 0 if the scheme has no known port and none was given.
    std::uint16_t port_or_default() const noexcept;
    /// host(), bracketed for IPv6, and the port if it is not the scheme's: what Host says.
    std::string authority() const;
    /// Path and query for the request line: "/" at least, blanks and non-ASCII encoded, no fragment.
    /// Dot segments are removed unless `path_as_is` (those of a path that was parsed are gone without the flag).
    std::string request_target(bool path_as_is = false) const;
    bool has_credentials() const noexcept { return user_.has_value() || password_.has_value(); }
    /// Decoded; "" if absent.
    std::string user() const;
    std::string password() const;
    /// Same scheme, host and port: credentials may travel.
    bool same_origin(const Url& other) const;

    friend bool operator==(const Url&, const Url&) = default;

  private:
    UrlCode parse_absolute(std::string_view text, unsigned flags);
    UrlCode parse_file(std::string_view text, unsigned flags);
    UrlCode parse_authority(std::string_view text, bool had_scheme, unsigned flags);
    UrlCode parse_login(std::string_view text, unsigned flags);
    UrlCode parse_host(std::string_view text, unsigned flags);
    void parse_tail(std::string_view text, unsigned flags);
    UrlCode set_url(std::string_view text, unsigned flags);
    UrlCode set_scheme(std::string_view text, unsigned flags);
    UrlCode set_port(std::string_view text);
    void set_query(std::string_view text, unsigned flags);
    void clear(UrlPart part);
    tl::expected<std::string, UrlCode> get_host(unsigned flags) const;
    tl::expected<std::string, UrlCode> get_port(unsigned flags) const;
    tl::expected<std::string, UrlCode> get_url(unsigned flags) const;
    std::string assemble(std::string_view host, bool with_login, std::optional<std::uint16_t> port) const;

    std::string scheme_;
    std::optional<std::string> user_, password_, options_;  // as written, escaped
    std::string host_;                                      // as written; an IPv6 address without brackets
    std::string ascii_host_;                                // lower case, punycode
    bool ipv6_ = false;
    std::string zone_id_;
    std::optional<std::uint16_t> port_;
    std::string path_;
    std::optional<std::string> query_, fragment_;
    bool scheme_guessed_ = false;
};

/// Every byte but letters, digits and "-._~" as %XX (curl_easy_escape(3)).
std::string url_encode(std::string_view text);
/// Escapes as bytes; a '%' without two digits behind it stays. The result may hold any byte (curl_easy_unescape(3)).
std::string url_decode(std::string_view text);

}  // namespace sluice
