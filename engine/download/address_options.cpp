#include "engine/download/address_options.h"

#include <sluice/url.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "engine/base/ascii.h"

namespace sluice::download {

namespace {

bool is_named(const std::string& line, std::string_view name) {
    return base::starts_with_ignoring_case(line, name) && line.size() > name.size() &&
           (line[name.size()] == ':' || line[name.size()] == ';');
}

/// Headers that are meant for one server only.
bool is_secret(const std::string& line, const std::vector<std::string>& sensitive) {
    return is_named(line, "Authorization") || is_named(line, "Cookie") || is_named(line, "Proxy-Authorization") ||
           std::any_of(sensitive.begin(), sensitive.end(),
                       [&](const std::string& name) { return is_named(line, name); });
}

/// Credentials belong to the origin they were given for. netrc and cookie files know theirs themselves.
void withhold_secrets(Options& options) {
    if (options.auth.changed()) {
        options.auth->username.reset();
        options.auth->password.reset();
        options.auth->bearer.clear();
    }
    if (options.cookies.changed()) {
        options.cookies->cookie.clear();
    }
    options.request->target.clear();
    const std::vector<std::string> sensitive = options.redirect->sensitive_headers;
    std::erase_if(options.request->headers, [&](const std::string& line) { return is_secret(line, sensitive); });
}

auto parsed(const std::string& url) {
    return Url::parse(url, url_flag::guess_scheme | url_flag::allow_space);
}

}  // namespace

void aim_at(Options& options, const std::string& url, Schemes schemes) {
    const auto before = parsed(options.url);
    const auto after = parsed(url);
    if (!before || !after || !before->same_origin(*after)) {
        withhold_secrets(options);
    }
    options.url = url;
    if (options.request->protocols.empty()) {
        options.request->protocols = {"http", "https"};  // what is on this machine already is not downloaded
    }
    if (schemes == Schemes::https_only) {
        options.request->protocols = {"https"};
        options.redirect->protocols = {"https"};
    }
}

bool may_lead(const std::string& from, const std::string& to) {
    const auto before = parsed(from);
    const auto after = Url::parse(to, url_flag::allow_space);
    if (!before || !after || after->has_credentials()) {
        return false;
    }
    return after->scheme() == "https" || (after->scheme() == "http" && before->scheme() == "http");
}

}  // namespace sluice::download
