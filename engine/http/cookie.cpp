#include "engine/http/cookie.h"

#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/base/number.h"
#include "engine/http/cookie_date.h"
#include "engine/url/host_name.h"
#include "engine/url/ip_literal.h"

namespace sluice::http {
namespace {

/// The attributes of one Set-Cookie that were understood; of repeated ones the last.
struct Attributes {
    std::optional<std::int64_t> expires;
    std::optional<std::int64_t> max_age;  ///< seconds, negative or 0: delete
    std::string domain;
    std::string path;  ///< empty: the default
    bool path_given = false;
    bool secure = false;
    bool http_only = false;
    SameSite same_site = SameSite::unset;
};

std::string_view unquoted(std::string_view text) noexcept {
    const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
    return quoted ? text.substr(1, text.size() - 2) : text;
}

std::optional<std::int64_t> parse_max_age(std::string_view text) noexcept {
    text = unquoted(text);
    const bool negative = !text.empty() && text.front() == '-';
    const std::string_view digits = text.substr(negative ? 1 : 0);
    if (digits.empty() || !std::all_of(digits.begin(), digits.end(), [](char c) { return base::is_digit(c); })) {
        return std::nullopt;
    }
    if (negative) {
        return 0;
    }
    const std::uint64_t value = base::parse_digits(digits).value_or(longest_cookie_life);
    return static_cast<std::int64_t>(std::min<std::uint64_t>(value, longest_cookie_life));
}

SameSite same_site_of(std::string_view value) noexcept {
    if (base::equals_ignoring_case(value, "Strict")) {
        return SameSite::strict;
    }
    if (base::equals_ignoring_case(value, "Lax")) {
        return SameSite::lax;
    }
    return base::equals_ignoring_case(value, "None") ? SameSite::none : SameSite::unset;
}

void take_attribute(std::string_view name, std::string_view value, Attributes& into) {
    const auto is = [&](std::string_view other) { return base::equals_ignoring_case(name, other); };
    if (is("Expires")) {
        if (const auto date = parse_cookie_date(value)) {
            into.expires = date;
        }
    } else if (is("Max-Age")) {
        if (const auto seconds = parse_max_age(value)) {
            into.max_age = seconds;
        }
    } else if (is("Domain")) {
        into.domain = base::to_lower(value.substr(value.starts_with('.') ? 1 : 0));
    } else if (is("Path")) {
        value = unquoted(value);
        into.path_given = value.starts_with('/');
        into.path = into.path_given ? std::string(value) : std::string();
    } else if (is("Secure")) {
        into.secure = true;
    } else if (is("HttpOnly")) {
        into.http_only = true;
    } else if (is("SameSite")) {
        into.same_site = same_site_of(value);
    }
}

Attributes parse_attributes(std::string_view text) {
    Attributes attributes;
    while (!text.empty()) {
        text.remove_prefix(1);  // the ';'
        const std::size_t end = std::min(text.find(';'), text.size());
        const std::string_view one = text.substr(0, end);
        text.remove_prefix(end);
        const std::size_t equals = std::min(one.find('='), one.size());
        const std::string_view value = base::trim(one.substr(std::min(equals + 1, one.size())));
        if (value.size() <= longest_cookie_attribute) {
            take_attribute(base::trim(one.substr(0, equals)), value, attributes);
        }
    }
    return attributes;
}

tl::expected<Cookie, CookieRefusal> parse_pair(std::string_view pair) {
    const std::size_t equals = pair.find('=');
    Cookie cookie;
    if (equals == std::string_view::npos) {
        cookie.value = base::trim(pair);
    } else {
        cookie.name = base::trim(pair.substr(0, equals));
        cookie.value = base::trim(pair.substr(equals + 1));
    }
    if (cookie.name.empty() && cookie.value.empty()) {
        return tl::unexpected(CookieRefusal::empty);
    }
    if (cookie.name.size() + cookie.value.size() > longest_cookie) {
        return tl::unexpected(CookieRefusal::too_large);
    }
    if ((cookie.name + cookie.value).find('\t') != std::string::npos) {
        return tl::unexpected(CookieRefusal::control_character);
    }
    return cookie;
}

/// What both readers have in common: everything that does not depend on where the line came from.
tl::expected<Cookie, CookieRefusal> parse_line(std::string_view value, std::int64_t now, Attributes& attributes) {
    if (value.size() > longest_cookie_line) {
        return tl::unexpected(CookieRefusal::line_too_long);
    }
    if (std::any_of(value.begin(), value.end(), [](char c) { return base::is_control(c) && c != '\t'; })) {
        return tl::unexpected(CookieRefusal::control_character);
    }
    const std::size_t end = std::min(value.find(';'), value.size());
    auto cookie = parse_pair(value.substr(0, end));
    if (!cookie) {
        return cookie;
    }
    attributes = parse_attributes(value.substr(end));
    if (attributes.max_age) {
        cookie->expires = *attributes.max_age > 0 ? now + *attributes.max_age : 0;
    } else if (attributes.expires) {
        cookie->expires = std::min(*attributes.expires, now + longest_cookie_life);
    }
    cookie->secure = attributes.secure;
    cookie->http_only = attributes.http_only;
    cookie->same_site = attributes.same_site;
    return cookie;
}

std::string default_path(std::string_view request_path) {
    const std::size_t last = request_path.rfind('/');
    const bool usable = request_path.starts_with('/') && last != 0 && last != std::string_view::npos;
    return usable ? std::string(request_path.substr(0, last)) : "/";
}

/// Sets domain and host_only from Domain and the host.
tl::expected<void, CookieRefusal> place(Cookie& cookie, const std::string& domain, const std::string& host,
                                        const PublicSuffixes& suffixes) {
    cookie.domain = host;
    cookie.host_only = true;
    if (domain.empty() || domain == host) {
        // Its own name; what names below it get depends on whether anybody may have one.
        cookie.host_only = domain.empty() || is_address(host) || suffixes.contains(host);
        return {};
    }
    if (!base::is_ascii(domain) || !domain_matches(host, domain)) {
        return tl::unexpected(CookieRefusal::foreign_domain);
    }
    if (suffixes.contains(domain)) {
        return tl::unexpected(CookieRefusal::public_suffix);
    }
    cookie.domain = domain;
    cookie.host_only = false;
    return {};
}

}  // namespace

CookieOrigin cookie_origin(const Url& url) {
    CookieOrigin origin;
    origin.host = url.host();
    origin.path = url.get(UrlPart::path).value_or("/");
    origin.secure =
        url.scheme() == "https" || origin.host == "localhost" || origin.host == "127.0.0.1" || origin.host == "::1";
    return origin;
}

const char* text_of(CookieRefusal refusal) noexcept {
    switch (refusal) {
        case CookieRefusal::line_too_long:
            return "its line is over 5,000 bytes";
        case CookieRefusal::control_character:
            return "it holds control characters";
        case CookieRefusal::empty:
            return "it has neither name nor value";
        case CookieRefusal::too_large:
            return "name and value are over 4,096 bytes";
        case CookieRefusal::foreign_domain:
            return "its domain is not the host's";
        case CookieRefusal::public_suffix:
            return "its domain is one that many share";
        case CookieRefusal::insecure:
            return "it is for https, but came over http";
        case CookieRefusal::prefix:
            return "its name promises what it does not keep";
        case CookieRefusal::not_a_cookie:
            return "it is no line of a cookie file";
    }
    return "";
}

tl::expected<Cookie, CookieRefusal> parse_set_cookie(std::string_view value, const CookieOrigin& origin,
                                                     const PublicSuffixes& suffixes, std::int64_t now) {
    Attributes attributes;
    auto cookie = parse_line(value, now, attributes);
    if (!cookie) {
        return cookie;
    }
    if (const auto placed = place(*cookie, attributes.domain, origin.host, suffixes); !placed) {
        return tl::unexpected(placed.error());
    }
    cookie->path = attributes.path_given ? attributes.path : default_path(origin.path);
    if (cookie->secure && !origin.secure) {
        return tl::unexpected(CookieRefusal::insecure);
    }
    if (!keeps_prefix_promise(*cookie, attributes.path_given)) {
        return tl::unexpected(CookieRefusal::prefix);
    }
    return cookie;
}

tl::expected<Cookie, CookieRefusal> import_set_cookie(std::string_view value, std::int64_t now) {
    Attributes attributes;
    auto cookie = parse_line(value, now, attributes);
    if (!cookie) {
        return cookie;
    }
    const auto domain = base::is_ascii(attributes.domain) ? attributes.domain : url::to_ascii_host(attributes.domain);
    if (!domain) {
        return tl::unexpected(CookieRefusal::foreign_domain);
    }
    cookie->domain = *domain;
    cookie->host_only = is_address(*domain);
    cookie->path = attributes.path_given ? attributes.path : "/";
    // Without a Domain nobody can say to whom a __Host- cookie belongs.
    if (!keeps_prefix_promise(*cookie, attributes.path_given)) {
        return tl::unexpected(CookieRefusal::prefix);
    }
    return cookie;
}

bool domain_matches(std::string_view host, std::string_view domain) {
    if (host == domain) {
        return true;
    }
    return !domain.empty() && host.size() > domain.size() && host.ends_with(domain) &&
           host[host.size() - domain.size() - 1] == '.' && !is_address(host);
}

bool path_matches(std::string_view path, std::string_view cookie_path) noexcept {
    if (!path.starts_with(cookie_path)) {
        return false;
    }
    return path.size() == cookie_path.size() || cookie_path.ends_with('/') || path[cookie_path.size()] == '/';
}

bool keeps_prefix_promise(const Cookie& cookie, bool path_given) noexcept {
    // A nameless cookie is sent as its value alone, which must not look like another's name (RFC 6265bis 5.7).
    const std::string_view shown = cookie.name.empty() ? cookie.value : cookie.name;
    if (base::starts_with_ignoring_case(shown, "__Secure-")) {
        return !cookie.name.empty() && cookie.secure;
    }
    if (base::starts_with_ignoring_case(shown, "__Host-")) {
        return !cookie.name.empty() && cookie.secure && cookie.host_only && path_given && cookie.path == "/";
    }
    return true;
}

bool is_address(std::string_view host) {
    return url::normalize_ipv6(host).has_value() || url::normalize_ipv4(host).has_value();
}

}  // namespace sluice::http
