#include "engine/transfer/netrc_login.h"

#include "engine/http/netrc.h"

namespace sluice::transfer {

std::optional<NetrcLogin> netrc_login(const Context& context, const Url& url) {
    if (!context.logins) {
        return std::nullopt;
    }
    std::optional<std::string> user;
    if (context.options.auth->netrc == Netrc::optional && url.has_credentials()) {
        if (url.get(UrlPart::password).has_value()) {
            return std::nullopt;
        }
        user = url.user();
    }
    const http::NetrcEntry* entry = http::find_netrc_entry(*context.logins, url.host(), user);
    if (entry == nullptr) {
        return std::nullopt;
    }
    return NetrcLogin{entry->login.value_or(""), entry->password.value_or("")};
}

}  // namespace sluice::transfer
