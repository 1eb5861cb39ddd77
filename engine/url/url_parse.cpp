#include <sluice/url.h>

#include <algorithm>
#include <new>

#include "engine/base/ascii.h"
#include "engine/base/number.h"
#include "engine/url/dot_segments.h"
#include "engine/url/host_name.h"
#include "engine/url/ip_literal.h"
#include "engine/url/percent.h"
#include "engine/url/scheme.h"

namespace sluice {
namespace {

constexpr std::size_t longest_text = 8'000'000;
constexpr std::size_t longest_zone = 64;

bool has_flag(unsigned flags, unsigned flag) noexcept {
    return (flags & flag) != 0;
}

UrlCode check_bytes(std::string_view text, unsigned flags) noexcept {
    const bool space_allowed = has_flag(flags, url_flag::allow_space);
    const bool bad = text.size() > longest_text || std::any_of(text.begin(), text.end(), [&](char c) {
                         return base::is_control(c) || (c == ' ' && !space_allowed);
                     });
    return bad ? UrlCode::malformed_input : UrlCode::ok;
}

bool begins_with_backslash(std::string_view text) noexcept {
    return text.substr(0, std::min<std::size_t>(text.size(), 2)).find('\\') != std::string_view::npos;
}

}  // namespace

tl::expected<Url, UrlCode> Url::parse(std::string_view text, unsigned flags) try {
    if (text.empty() || check_bytes(text, flags) != UrlCode::ok) {
        return tl::unexpected(UrlCode::malformed_input);
    }
    Url url;
    const UrlCode code = url.parse_absolute(text, flags);
    if (code != UrlCode::ok) {
        return tl::unexpected(code);
    }
    return url;
} catch (const std::bad_alloc&) {
    return tl::unexpected(UrlCode::out_of_memory);
}

UrlCode Url::parse_absolute(std::string_view text, unsigned flags) {
    const bool may_lack_scheme = has_flag(flags, url_flag::default_scheme | url_flag::guess_scheme);
    const std::size_t length = url::scheme_length(text, may_lack_scheme);
    if (length > 0) {
        scheme_ = base::to_lower(text.substr(0, length));
        if (!url::is_supported(scheme_) && !has_flag(flags, url_flag::non_support_scheme)) {
            return UrlCode::unsupported_scheme;
        }
        text.remove_prefix(length + 1);
        if (scheme_ == "file") {
            return parse_file(text, flags);
        }
        const std::size_t slashes = std::min(text.find_first_not_of('/'), text.size());
        if (slashes < 2 && begins_with_backslash(text)) {
            return UrlCode::backslash;
        }
        if (slashes < 1 || slashes > 3) {
            return UrlCode::bad_slashes;
        }
        text.remove_prefix(slashes);
    } else if (!may_lack_scheme) {
        return UrlCode::bad_scheme;
    } else if (has_flag(flags, url_flag::default_scheme)) {
        scheme_ = "https";
    }
    const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
    const UrlCode code = parse_authority(text.substr(0, end), length > 0, flags);
    if (code != UrlCode::ok) {
        return code;
    }
    if (scheme_.empty()) {
        scheme_ = url::guess_scheme(host_);
        scheme_guessed_ = true;
    }
    parse_tail(text.substr(end), flags);
    return UrlCode::ok;
}

// Only files of this machine (RFC 8089): no host, or a name of this one.
UrlCode Url::parse_file(std::string_view text, unsigned flags) {
    if (text.starts_with("//")) {
        text.remove_prefix(2);
        for (const std::string_view local : {"localhost", "127.0.0.1"}) {
            if (base::starts_with_ignoring_case(text, local)) {
                text.remove_prefix(local.size());
                break;
            }
        }
    }
    if (!text.starts_with('/')) {
        return UrlCode::bad_file_url;
    }
    parse_tail(text, flags);
    return UrlCode::ok;
}

UrlCode Url::parse_authority(std::string_view text, bool had_scheme, unsigned flags) {
    if (text.find('\\') != std::string_view::npos) {
        return UrlCode::backslash;
    }
    if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
        const UrlCode code = parse_login(text.substr(0, at), flags);
        if (code != UrlCode::ok) {
            return code;
        }
        text.remove_prefix(at + 1);
    }
    std::size_t host_end = text.find(':');
    if (text.starts_with('[')) {
        host_end = text.find(']');
        if (host_end == std::string_view::npos) {
            return UrlCode::bad_ipv6;
        }
        ++host_end;
    }
    if (host_end < text.size()) {
        if (text[host_end] != ':') {
            return UrlCode::bad_port_number;
        }
        const std::string_view port = text.substr(host_end + 1);
        // "host:" is a host without a port, where the scheme makes plain that it is one.
        if (!port.empty() || !had_scheme) {
            const UrlCode code = set_port(port);
            if (code != UrlCode::ok) {
                return code;
            }
        }
    }
    return parse_host(text.substr(0, host_end), flags);
}

UrlCode Url::parse_login(std::string_view text, unsigned flags) {
    if (has_flag(flags, url_flag::disallow_user)) {
        return UrlCode::user_not_allowed;
    }
    if (url::has_login_options(scheme_)) {
        if (const std::size_t semicolon = text.find(';'); semicolon != std::string_view::npos) {
            const std::size_t end = std::min(text.find(':', semicolon), text.size());
            options_ = text.substr(semicolon + 1, end - semicolon - 1);
            user_ = text.substr(0, semicolon);
            if (end < text.size()) {
                password_ = text.substr(end + 1);
            }
            return UrlCode::ok;
        }
    }
    const std::size_t colon = text.find(':');
    user_ = text.substr(0, colon);
    if (colon != std::string_view::npos) {
        password_ = text.substr(colon + 1);
    }
    return UrlCode::ok;
}

UrlCode Url::parse_host(std::string_view text, unsigned flags) {
    ipv6_ = false;
    zone_id_.clear();
    if (text.empty()) {
        host_.clear();
        ascii_host_.clear();
        return has_flag(flags, url_flag::no_authority) ? UrlCode::ok : UrlCode::no_host;
    }
    if (text.starts_with('[')) {
        if (!text.ends_with(']') || text.size() < 4) {
            return UrlCode::bad_ipv6;
        }
        std::string_view address = text.substr(1, text.size() - 2);
        if (const std::size_t percent = address.find('%'); percent != std::string_view::npos) {
            std::string_view zone = address.substr(percent + 1);
            // In a URL the '%' itself is escaped (RFC 6874); the plain form is accepted.
            if (zone.size() > 2 && zone.starts_with("25")) {
                zone.remove_prefix(2);
            }
            if (zone.size() > longest_zone || !url::is_host_name(zone)) {
                return UrlCode::bad_ipv6;
            }
            zone_id_ = zone;
            address = address.substr(0, percent);
        }
        auto normalized = url::normalize_ipv6(address);
        if (!normalized) {
            return UrlCode::bad_ipv6;
        }
        ipv6_ = true;
        host_ = *normalized;
        ascii_host_ = std::move(*normalized);
        return UrlCode::ok;
    }
    auto decoded = url::decode_visible(text, false);
    if (!decoded) {
        return UrlCode::bad_hostname;
    }
    if (auto address = url::normalize_ipv4(*decoded)) {
        host_ = *address;
        ascii_host_ = std::move(*address);
        return UrlCode::ok;
    }
    if (!url::is_host_name(*decoded)) {
        return UrlCode::bad_hostname;
    }
    auto ascii = url::to_ascii_host(*decoded);
    if (!ascii) {
        return UrlCode::bad_hostname;
    }
    // Digits of other scripts may spell an address.
    if (auto address = url::normalize_ipv4(*ascii)) {
        decoded = *address;
        ascii = std::move(*address);
    }
    host_ = std::move(*decoded);
    ascii_host_ = std::move(*ascii);
    return UrlCode::ok;
}

void Url::parse_tail(std::string_view text, unsigned flags) {
    const auto normalized = [&](std::string_view part, bool is_query) {
        std::string raised = url::raise_escapes(part);
        if (!has_flag(flags, url_flag::urlencode)) {
            return raised;
        }
        std::string encoded;
        for (const char c : raised) {
            encoded += c == ' ' ? std::string(is_query ? "+" : "%20") : std::string(1, c);
        }
        return encoded;
    };
    query_.reset();
    fragment_.reset();
    if (const std::size_t hash = text.find('#'); hash != std::string_view::npos) {
        fragment_ = normalized(text.substr(hash + 1), false);
        text = text.substr(0, hash);
    }
    if (const std::size_t mark = text.find('?'); mark != std::string_view::npos) {
        query_ = normalized(text.substr(mark + 1), true);
        text = text.substr(0, mark);
    }
    path_ = text.empty() ? "/" : normalized(text, false);
    if (!has_flag(flags, url_flag::path_as_is)) {
        path_ = url::remove_dot_segments(path_);
    }
}

tl::expected<Url, UrlCode> Url::resolve(std::string_view relative, unsigned flags) const try {
    if (check_bytes(relative, flags) != UrlCode::ok) {
        return tl::unexpected(UrlCode::malformed_input);
    }
    if (empty() || url::scheme_length(relative, false) > 0) {
        return parse(relative, flags);
    }
    if (begins_with_backslash(relative)) {
        return tl::unexpected(UrlCode::backslash);
    }
    if (relative.starts_with("//")) {
        return parse(scheme_ + ':' + std::string(relative), flags | url_flag::non_support_scheme);
    }
    Url target = *this;
    target.fragment_.reset();
    if (relative.empty()) {
        return target;
    }
    const std::size_t path_end = std::min(relative.find_first_of("?#"), relative.size());
    std::string tail;
    if (relative.starts_with('/')) {
        tail = relative;
    } else if (path_end == 0) {
        tail = path_ + (relative.front() == '#' && query_ ? '?' + *query_ : std::string{}) + std::string(relative);
    } else {
        tail = path_.substr(0, path_.rfind('/') + 1) + std::string(relative);
    }
    target.parse_tail(tail, flags);
    return target;
} catch (const std::bad_alloc&) {
    return tl::unexpected(UrlCode::out_of_memory);
}

}  // namespace sluice
