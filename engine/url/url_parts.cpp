#include <sluice/url.h>

#include <algorithm>
#include <charconv>
#include <new>

#include "engine/base/ascii.h"
#include "engine/base/number.h"
#include "engine/url/host_name.h"
#include "engine/url/percent.h"
#include "engine/url/scheme.h"

namespace sluice {
namespace {

constexpr std::size_t longest_part = 8'000'000;

bool has_flag(unsigned flags, unsigned flag) noexcept {
    return (flags & flag) != 0;
}

bool has_control_byte(std::string_view text) noexcept {
    return std::any_of(text.begin(), text.end(), [](char c) { return base::is_control(c); });
}

/// What a part that cannot stand in a URL is told by; ok for those that have checks of their own.
UrlCode code_of_bad(UrlPart part) noexcept {
    switch (part) {
        case UrlPart::user:
            return UrlCode::bad_user;
        case UrlPart::password:
            return UrlCode::bad_password;
        case UrlPart::options:
            return UrlCode::bad_login;
        case UrlPart::path:
            return UrlCode::bad_path;
        case UrlPart::query:
            return UrlCode::bad_query;
        case UrlPart::fragment:
            return UrlCode::bad_fragment;
        default:
            return UrlCode::ok;
    }
}

tl::expected<std::string, UrlCode> part_text(const std::optional<std::string>& part, UrlCode absent, unsigned flags,
                                             bool is_query = false) {
    if (!part) {
        return tl::unexpected(absent);
    }
    if (!has_flag(flags, url_flag::urldecode)) {
        return *part;
    }
    auto decoded = url::decode_visible(*part, is_query);
    if (!decoded) {
        return tl::unexpected(UrlCode::urldecode);
    }
    return std::move(*decoded);
}

/// Absent, or empty where that does not count as present.
std::optional<std::string> counted(const std::optional<std::string>& part, unsigned flags) {
    return part && (!part->empty() || has_flag(flags, url_flag::get_empty)) ? part : std::nullopt;
}

}  // namespace

tl::expected<std::string, UrlCode> Url::get(UrlPart part, unsigned flags) const try {
    switch (part) {
        case UrlPart::url:
            return get_url(flags);
        case UrlPart::scheme:
            if (!scheme_.empty() && !(scheme_guessed_ && has_flag(flags, url_flag::no_guess_scheme))) {
                return scheme_;
            }
            return has_flag(flags, url_flag::default_scheme) ? tl::expected<std::string, UrlCode>("https")
                                                             : tl::unexpected(UrlCode::no_scheme);
        case UrlPart::user:
            return part_text(user_, UrlCode::no_user, flags);
        case UrlPart::password:
            return part_text(password_, UrlCode::no_password, flags);
        case UrlPart::options:
            return part_text(options_, UrlCode::no_options, flags);
        case UrlPart::host:
            return get_host(flags);
        case UrlPart::port:
            return get_port(flags);
        case UrlPart::path:
            return part_text(path_.empty() ? std::string("/") : path_, UrlCode::ok, flags);
        case UrlPart::query:
            return part_text(counted(query_, flags), UrlCode::no_query, flags, true);
        case UrlPart::fragment:
            return part_text(counted(fragment_, flags), UrlCode::no_fragment, flags);
        case UrlPart::zone_id:
            return zone_id_.empty() ? tl::expected<std::string, UrlCode>(tl::unexpected(UrlCode::no_zoneid)) : zone_id_;
    }
    return tl::unexpected(UrlCode::unknown_part);
} catch (const std::bad_alloc&) {
    return tl::unexpected(UrlCode::out_of_memory);
}

tl::expected<std::string, UrlCode> Url::get_host(unsigned flags) const {
    if (host_.empty()) {
        return tl::unexpected(UrlCode::no_host);
    }
    if (ipv6_) {
        return '[' + host_ + ']';
    }
    if (has_flag(flags, url_flag::punycode)) {
        return base::is_ascii(host_) ? host_ : ascii_host_;
    }
    if (has_flag(flags, url_flag::puny2idn)) {
        auto unicode = url::to_unicode_host(host_);
        if (!unicode) {
            return tl::unexpected(UrlCode::bad_hostname);
        }
        return std::move(*unicode);
    }
    return host_;
}

tl::expected<std::string, UrlCode> Url::get_port(unsigned flags) const {
    const std::uint16_t usual = url::default_port(scheme_);
    if (port_ && !(has_flag(flags, url_flag::no_default_port) && *port_ == usual)) {
        return std::to_string(*port_);
    }
    if (!port_ && usual != 0 && has_flag(flags, url_flag::default_port)) {
        return std::to_string(usual);
    }
    return tl::unexpected(UrlCode::no_port);
}

tl::expected<std::string, UrlCode> Url::get_url(unsigned flags) const {
    Url shown = *this;
    if (shown.scheme_.empty()) {
        if (!has_flag(flags, url_flag::default_scheme)) {
            return tl::unexpected(UrlCode::no_scheme);
        }
        shown.scheme_ = "https";
    }
    if (shown.scheme_guessed_ && has_flag(flags, url_flag::no_guess_scheme)) {
        shown.scheme_.clear();
    }
    std::string host;
    if (scheme_ != "file") {
        auto text = get_host(flags);
        if (!text) {
            return text;
        }
        host = has_flag(flags, url_flag::urlencode) && !ipv6_ ? url_encode(*text) : *text;
    }
    shown.query_ = counted(query_, flags);
    shown.fragment_ = counted(fragment_, flags);
    std::optional<std::uint16_t> port;
    if (const auto text = get_port(flags)) {
        port = static_cast<std::uint16_t>(*base::parse_digits(*text));
    }
    return shown.assemble(host, true, port);
}

UrlCode Url::set(UrlPart part, std::optional<std::string_view> value, unsigned flags) try {
    if (!value) {
        clear(part);
        return UrlCode::ok;
    }
    if (value->size() > longest_part) {
        return UrlCode::too_large;
    }
    if (!has_flag(flags, url_flag::urlencode) && has_control_byte(*value)) {
        if (const UrlCode code = code_of_bad(part); code != UrlCode::ok) {
            return code;
        }
    }
    const auto encoded = [&](url::Keep keep) {
        return has_flag(flags, url_flag::urlencode) ? url::encode(*value, keep) : url::raise_escapes(*value);
    };
    switch (part) {
        case UrlPart::url:
            return set_url(*value, flags);
        case UrlPart::scheme:
            return set_scheme(*value, flags);
        case UrlPart::user:
            user_ = encoded(url::Keep::nothing);
            return UrlCode::ok;
        case UrlPart::password:
            password_ = encoded(url::Keep::nothing);
            return UrlCode::ok;
        case UrlPart::options:
            options_ = encoded(url::Keep::nothing);
            return UrlCode::ok;
        case UrlPart::host: {
            Url changed = *this;
            const UrlCode code = changed.parse_host(*value, flags);
            if (code != UrlCode::ok) {
                return code == UrlCode::no_host ? UrlCode::bad_hostname : code;
            }
            *this = std::move(changed);
            return UrlCode::ok;
        }
        case UrlPart::port:
            return set_port(*value);
        case UrlPart::path:
            path_ = (value->starts_with('/') ? "" : "/") + encoded(url::Keep::slashes);
            return UrlCode::ok;
        case UrlPart::query:
            set_query(*value, flags);
            return UrlCode::ok;
        case UrlPart::fragment:
            fragment_ = encoded(url::Keep::nothing);
            return UrlCode::ok;
        case UrlPart::zone_id:
            if (!url::is_host_name(*value)) {
                return UrlCode::bad_hostname;
            }
            zone_id_ = *value;
            return UrlCode::ok;
    }
    return UrlCode::unknown_part;
} catch (const std::bad_alloc&) {
    return UrlCode::out_of_memory;
}

UrlCode Url::set_url(std::string_view text, unsigned flags) {
    auto changed = empty() ? parse(text, flags) : resolve(text, flags);
    if (!changed) {
        return changed.error();
    }
    *this = std::move(*changed);
    return UrlCode::ok;
}

UrlCode Url::set_scheme(std::string_view text, unsigned flags) {
    if (text.empty() || url::scheme_length(std::string(text) + ':', false) != text.size()) {
        return UrlCode::bad_scheme;
    }
    std::string lowered = base::to_lower(text);
    if (!url::is_supported(lowered) && !has_flag(flags, url_flag::non_support_scheme)) {
        return UrlCode::unsupported_scheme;
    }
    scheme_ = std::move(lowered);
    scheme_guessed_ = false;
    return UrlCode::ok;
}

UrlCode Url::set_port(std::string_view text) {
    const auto number = base::parse_digits(text);
    if (!number || *number > 65535) {
        return UrlCode::bad_port_number;
    }
    port_ = static_cast<std::uint16_t>(*number);
    return UrlCode::ok;
}

void Url::set_query(std::string_view text, unsigned flags) {
    const bool append = has_flag(flags, url_flag::append_query);
    std::string query;
    if (has_flag(flags, url_flag::urlencode)) {
        query = url::encode(text, append ? url::Keep::first_equals : url::Keep::form);
    } else {
        query = url::raise_escapes(text);
    }
    if (append && query_ && !query_->empty()) {
        query_ = *query_ + (query_->ends_with('&') ? "" : "&") + query;
    } else {
        query_ = std::move(query);
    }
}

void Url::clear(UrlPart part) {
    switch (part) {
        case UrlPart::url:
            *this = Url{};
            break;
        case UrlPart::scheme:
            scheme_.clear();
            scheme_guessed_ = false;
            break;
        case UrlPart::user:
            user_.reset();
            break;
        case UrlPart::password:
            password_.reset();
            break;
        case UrlPart::options:
            options_.reset();
            break;
        case UrlPart::host:
            host_.clear();
            ascii_host_.clear();
            zone_id_.clear();
            ipv6_ = false;
            break;
        case UrlPart::port:
            port_.reset();
            break;
        case UrlPart::path:
            path_.clear();
            break;
        case UrlPart::query:
            query_.reset();
            break;
        case UrlPart::fragment:
            fragment_.reset();
            break;
        case UrlPart::zone_id:
            zone_id_.clear();
            break;
    }
}

}  // namespace sluice
