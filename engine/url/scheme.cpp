#include "engine/url/scheme.h"

#include <algorithm>
#include <array>

#include "engine/base/ascii.h"

namespace sluice::url {
namespace {

struct Scheme {
    std::string_view name;
    std::uint16_t port;
    bool supported;
    bool login_options;
};

constexpr std::array schemes{
    Scheme{"http", 80, true, false},    Scheme{"https", 443, true, false}, Scheme{"ftp", 21, false, false},
    Scheme{"ftps", 990, false, false},  Scheme{"sftp", 22, false, false},  Scheme{"scp", 22, false, false},
    Scheme{"file", 0, true, false},     Scheme{"ws", 80, false, false},    Scheme{"wss", 443, false, false},
    Scheme{"dict", 2628, false, false}, Scheme{"ldap", 389, false, false}, Scheme{"ldaps", 636, false, false},
    Scheme{"imap", 143, false, true},   Scheme{"imaps", 993, false, true}, Scheme{"pop3", 110, false, true},
    Scheme{"pop3s", 995, false, true},  Scheme{"smtp", 25, false, true},   Scheme{"smtps", 465, false, true},
};

constexpr std::size_t longest_scheme = 40;

const Scheme* find(std::string_view name) noexcept {
    const auto found =
        std::find_if(schemes.begin(), schemes.end(), [&](const Scheme& scheme) { return scheme.name == name; });
    return found == schemes.end() ? nullptr : &*found;
}

}  // namespace

bool is_supported(std::string_view scheme) noexcept {
    const Scheme* known = find(scheme);
    return known != nullptr && known->supported;
}

std::uint16_t default_port(std::string_view scheme) noexcept {
    const Scheme* known = find(scheme);
    return known != nullptr ? known->port : std::uint16_t{0};
}

bool has_login_options(std::string_view scheme) noexcept {
    const Scheme* known = find(scheme);
    return known != nullptr && known->login_options;
}

std::string_view guess_scheme(std::string_view host) noexcept {
    constexpr std::array<std::string_view, 6> labels{"ftp", "dict", "ldap", "imap", "smtp", "pop3"};
    for (const std::string_view label : labels) {
        if (host.size() > label.size() && host[label.size()] == '.' && is_supported(label) &&
            base::starts_with_ignoring_case(host, label)) {
            return label;
        }
    }
    return "http";
}

std::size_t scheme_length(std::string_view text, bool needs_slash) noexcept {
    if (text.empty() || !base::is_alpha(text.front())) {
        return 0;
    }
    std::size_t length = 1;
    while (length < text.size() &&
           (base::is_alnum(text[length]) || text[length] == '+' || text[length] == '-' || text[length] == '.')) {
        ++length;
    }
    if (length > longest_scheme || length >= text.size() || text[length] != ':') {
        return 0;
    }
    return !needs_slash || text.substr(length + 1).starts_with('/') ? length : 0;
}

}  // namespace sluice::url
