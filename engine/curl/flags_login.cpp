// Flags about logins, cookies and other state.
#include <sluice/url.h>

#include "engine/curl/flag_handlers.h"

namespace sluice::curl {

namespace {

/// "name:password", or a name alone; true if the password is to be asked for.
bool take_login(std::string_view text, std::optional<std::string>& name, std::optional<std::string>& password) {
    const std::size_t colon = text.find(':');
    name = std::string(text.substr(0, colon));
    password = colon == std::string_view::npos ? std::nullopt : std::optional(std::string(text.substr(colon + 1)));
    return colon == std::string_view::npos;
}

}  // namespace

std::string set_user(FlagTarget& target, const FlagValue& value) {
    AuthOptions& auth = *target.options().auth;
    target.operation().login.ask_password = take_login(value.text, auth.username, auth.password);
    return {};
}

std::string set_proxy_user(FlagTarget& target, const FlagValue& value) {
    ProxyOptions& proxy = *target.options().proxy;
    target.operation().login.ask_proxy_password = take_login(value.text, proxy.username, proxy.password);
    for (std::optional<std::string>* part : {&proxy.username, &proxy.password}) {
        if (*part) {
            *part = url_decode(**part);
        }
    }
    return {};
}

std::string set_any_auth(FlagTarget& target, const FlagValue& value) {
    target.operation().login.methods = value.on ? auth::any : 0;
    return {};
}

std::string set_bearer(FlagTarget& target, const FlagValue& value) {
    target.options().auth->bearer = std::string(value.text);
    target.operation().login.methods |= auth::bearer;
    return {};
}

std::string add_cookie(FlagTarget& target, const FlagValue& value) {
    CookieOptions& cookies = *target.options().cookies;
    std::string_view text = value.text;
    const bool marked = !text.empty() && text.front() == '@';
    if (!marked && text.find('=') != std::string_view::npos) {
        cookies.cookie += (cookies.cookie.empty() ? "" : ";") + std::string(text);
        return {};
    }
    if (!target.host.allows_files() && !text.empty()) {
        return "names a file";
    }
    cookies.files.emplace_back(text.substr(marked ? 1 : 0));
    cookies.enabled = true;
    return {};
}

std::string set_hsts(FlagTarget& target, const FlagValue& value) {
    HstsOptions& hsts = *target.options().hsts;
    hsts.enabled = true;
    if (!value.text.empty()) {
        hsts.files.emplace_back(value.text);
    }
    return {};
}

std::string set_alt_svc(FlagTarget& target, const FlagValue& value) {
    AltSvcOptions& services = *target.options().alt_svc;
    services.enabled = true;
    services.file = std::string(value.text);
    return {};
}

}  // namespace sluice::curl
