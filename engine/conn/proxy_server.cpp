#include "engine/conn/proxy_server.h"

#include <sluice/url.h>

#include <array>

#include "engine/base/result.h"

namespace sluice::conn {

namespace {

struct NamedType {
    std::string_view scheme;
    ProxyType type;
};
// The first of each type is the name it is shown with.
constexpr std::array<NamedType, 8> named_types{{
    {"http", ProxyType::http},
    {"http", ProxyType::http_1_0},
    {"https", ProxyType::https},
    {"socks4", ProxyType::socks4},
    {"socks", ProxyType::socks4},
    {"socks4a", ProxyType::socks4a},
    {"socks5", ProxyType::socks5},
    {"socks5h", ProxyType::socks5h},
}};

constexpr std::uint16_t default_port = 1080;
constexpr std::uint16_t default_https_port = 443;

std::string_view scheme_of(ProxyType type) {
    for (const NamedType& named : named_types) {
        if (named.type == type) {
            return named.scheme;
        }
    }
    return {};
}

/// What may be said of a proxy string: not what stands before the last '@'.
std::string without_login(std::string_view text) {
    const auto at = text.rfind('@');
    if (at == std::string_view::npos) {
        return std::string(text);
    }
    const auto scheme = text.find("://");
    const bool has_scheme = scheme != std::string_view::npos && scheme < at;
    return std::string(has_scheme ? text.substr(0, scheme + 3) : "") + "..." + std::string(text.substr(at));
}

tl::unexpected<Error> not_understood(std::string_view text, std::string_view why) {
    return fail(Code::couldnt_resolve_proxy, Kind::option_syntax,
                ErrorArgs{.detail = "proxy \"" + without_login(text) + "\": " + std::string(why)});
}

Result<ProxyType> type_of(const Url& url, std::string_view text, ProxyType otherwise) {
    const auto scheme = url.get(UrlPart::scheme, url_flag::no_guess_scheme);
    if (!scheme) {
        return otherwise;
    }
    for (const NamedType& named : named_types) {
        if (named.scheme == *scheme) {
            const bool keeps_1_0 = named.type == ProxyType::http && otherwise == ProxyType::http_1_0;
            return keeps_1_0 ? ProxyType::http_1_0 : named.type;
        }
    }
    return fail(Code::couldnt_connect, Kind::not_supported,
                ErrorArgs{.detail = "proxy \"" + without_login(text) +
                                    "\": the scheme is none of http, https, socks4, socks4a, socks5, socks5h"});
}

}  // namespace

std::string ProxyServer::name() const {
    std::string out(scheme_of(type));
    out += "://";
    if (!unix_path.empty()) {
        return out + "localhost" + unix_path;
    }
    const bool six = host.find(':') != std::string::npos;
    return out + (six ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

Result<ProxyServer> parse_proxy(std::string_view text, ProxyType type, std::uint16_t port) {
    const auto url = Url::parse(text, url_flag::non_support_scheme | url_flag::guess_scheme);
    if (!url) {
        return not_understood(text, text_of(url.error()));
    }
    SL_TRY(known, type_of(*url, text, type));
    ProxyServer out;
    out.type = *known;
    out.host = url->host();
    if (!url->zone_id().empty()) {
        out.host += '%' + url->zone_id();
    }
    if (out.host.empty()) {
        return not_understood(text, "no host");
    }
    const auto given = url->get(UrlPart::port);
    if (given) {
        out.port = url->port_or_default();
    } else {
        out.port = port != 0 ? port : out.type == ProxyType::https ? default_https_port : default_port;
    }
    if (url->has_credentials()) {
        out.user = url->user();
        out.password = url->password();
    }
    const auto path = url->get(UrlPart::path, url_flag::urldecode);
    if (!path) {
        return not_understood(text, text_of(path.error()));
    }
    if (out.is_socks() && out.host == "localhost" && path->size() > 1) {
        out.unix_path = *path;
    }
    return out;
}

}  // namespace sluice::conn
