#include "engine/transfer/proxy_login.h"

#include "engine/conn/tunnel.h"
#include "engine/http/challenge.h"
#include "engine/transfer/context.h"

namespace sluice::transfer {

http::AuthRounds& proxy_login_at(Context& context, const conn::ProxyServer& proxy) {
    const std::string party = proxy.name() + ' ' + proxy.user.value_or("");
    if (!context.proxy_login || context.proxy_login->party != party) {
        http::Login login{proxy.user, proxy.password, {}};
        http::AuthRounds rounds(context.options.proxy->methods, std::move(login),
                                context.engine.proxy_nonces().of(proxy.name(), proxy.user.value_or("")));
        context.proxy_login = std::make_unique<ProxyLogin>(party, std::move(rounds));
    }
    return context.proxy_login->rounds;
}

bool proxy_wants_login(Context& context, const http1::ResponseHead& head) {
    if (!context.asks_proxy || !context.proxy_login) {
        return false;
    }
    http::AuthRounds& rounds = context.proxy_login->rounds;
    bool again = false;
    if (head.status == 407) {
        again = rounds.heed(http::challenges_of(head.headers, "Proxy-Authenticate"),
                            conn::fresh_cnonce(context.engine.world().random()));
    } else {
        rounds.served(head.headers.first("Proxy-Authentication-Info").value_or(""));
    }
    note_proxy_login(context);
    return again;
}

void note_proxy_login(Context& context) {
    if (context.proxy_login) {
        context.info.http.proxy_auth_available = context.proxy_login->rounds.available();
        context.info.http.proxy_auth_used = context.proxy_login->rounds.used();
    }
}

}  // namespace sluice::transfer
