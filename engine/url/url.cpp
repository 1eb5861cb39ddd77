#include <sluice/url.h>

#include "engine/base/ascii.h"
#include "engine/url/dot_segments.h"
#include "engine/url/percent.h"
#include "engine/url/scheme.h"

namespace sluice {

std::string Url::assemble(std::string_view host, bool with_login, std::optional<std::uint16_t> port) const {
    std::string text;
    if (!scheme_.empty()) {
        text += scheme_ + "://";
    }
    if (with_login && (user_ || password_ || options_)) {
        text += user_.value_or(std::string{});
        text += options_ ? ';' + *options_ : std::string{};
        text += password_ ? ':' + *password_ : std::string{};
        text += '@';
    }
    text += host;
    if (ipv6_ && !zone_id_.empty()) {
        text.insert(text.size() - 1, "%25" + zone_id_);
    }
    if (port) {
        text += ':' + std::to_string(*port);
    }
    text += path_.empty() ? "/" : path_;
    if (query_) {
        text += '?' + *query_;
    }
    if (fragment_) {
        text += '#' + *fragment_;
    }
    return text;
}

std::string Url::to_string() const {
    return empty() ? std::string{} : assemble(ipv6_ ? '[' + host_ + ']' : host_, true, port_);
}

std::string Url::without_credentials() const {
    return empty() ? std::string{} : assemble(ipv6_ ? '[' + host_ + ']' : host_, false, port_);
}

std::string Url::host() const {
    return ascii_host_;
}

std::uint16_t Url::port_or_default() const noexcept {
    return port_ ? *port_ : url::default_port(scheme_);
}

std::string Url::authority() const {
    std::string text = ipv6_ ? '[' + ascii_host_ + ']' : ascii_host_;
    if (port_ && *port_ != url::default_port(scheme_)) {
        text += ':' + std::to_string(*port_);
    }
    return text;
}

std::string Url::request_target(bool path_as_is) const {
    std::string target = url::encode(path_as_is ? path_ : url::remove_dot_segments(path_), url::Keep::written);
    if (!target.starts_with('/')) {
        target.insert(0, "/");
    }
    if (query_) {
        target += '?' + url::encode(*query_, url::Keep::written);
    }
    return target;
}

std::string Url::user() const {
    return url_decode(user_.value_or(std::string{}));
}

std::string Url::password() const {
    return url_decode(password_.value_or(std::string{}));
}

bool Url::same_origin(const Url& other) const {
    return scheme_ == other.scheme_ && ascii_host_ == other.ascii_host_ && zone_id_ == other.zone_id_ &&
           port_or_default() == other.port_or_default();
}

}  // namespace sluice
