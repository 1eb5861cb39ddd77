#include "engine/transfer/login.h"

#include "engine/http/challenge.h"
#include "engine/http/request_headers.h"
#include "engine/transfer/netrc_login.h"
#include "engine/transfer/random_text.h"
#include "engine/transfer/step.h"

namespace sluice::transfer {

namespace {

constexpr std::size_t cnonce_letters = 32;

http::Login login_of(const Context& context, const Url& url, const Url& first, bool ours) {
    const AuthOptions& options = *context.options.auth;
    http::Login login;
    if (ours) {
        login.bearer = options.bearer;
    }
    if (ours && (options.username || options.password)) {
        login.user = options.username.value_or("");
        login.password = options.password.value_or("");
        return login;
    }
    if (const auto noted = netrc_login(context, url)) {
        login.user = noted->user;
        login.password = noted->password;
        return login;
    }
    const Url& from = url.has_credentials() || !ours ? url : first;
    if (from.has_credentials()) {
        login.user = from.user();
        login.password = from.password();
    }
    return login;
}

}  // namespace

std::shared_ptr<http::AuthRounds> login_for(Context& context, const Url& url, const Url& first, bool cross_origin) {
    const AuthOptions& options = *context.options.auth;
    const bool ours = !cross_origin;
    if (ours && http::has_own_header(context.options, "Authorization")) {
        return nullptr;
    }
    http::Login login = login_of(context, url, first, ours);
    if (!login.user && login.bearer.empty()) {
        return nullptr;
    }
    const std::string party = url.scheme() + "://" + url.host() + ':' + std::to_string(url.port_or_default());
    auto kept = context.engine.nonces().of(party, login.user.value_or(""));
    auto rounds = std::make_shared<http::AuthRounds>(options.methods, std::move(login), std::move(kept));
    return rounds->active() ? rounds : nullptr;
}

bool heed_login(Context& context, const Step& step, const http1::ResponseHead& head) {
    Info::Http& info = context.info.http;
    info.auth_used = step.login ? step.login->used() : 0U;
    if (head.status != 401) {
        if (step.login) {
            step.login->served(head.headers.first("Authentication-Info").value_or(""));
        }
        return false;
    }
    const auto challenges = http::challenges_of(head.headers, "WWW-Authenticate");
    info.auth_available = http::offered_by(challenges);
    return step.login && step.login->heed(challenges, random_letters(context.engine.world().random(), cnonce_letters));
}

}  // namespace sluice::transfer
