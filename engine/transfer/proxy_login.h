#pragma once

#include <string>
#include <utility>

#include "engine/conn/proxy_server.h"
#include "engine/http/auth_choice.h"
#include "engine/http1/response_head.h"

namespace sluice::transfer {

struct Context;

/// The login at the HTTP proxy of a transfer, over all its requests and CONNECTs.
struct ProxyLogin {
    std::string party;  ///< which proxy, and who logs in; holds no password
    http::AuthRounds rounds;

    ProxyLogin(std::string the_party, http::AuthRounds the_rounds)
        : party(std::move(the_party)), rounds(std::move(the_rounds)) {}
};

/// That of the context for this proxy, made afresh if there was none or another.
http::AuthRounds& proxy_login_at(Context& context, const conn::ProxyServer& proxy);

/// Takes note of an answer that the proxy gave in the server's place. Whether the request is worth repeating, because
/// the proxy has asked for a login that we have.
bool proxy_wants_login(Context& context, const http1::ResponseHead& head);

/// Puts what was offered and used into the Info.
void note_proxy_login(Context& context);

}  // namespace sluice::transfer
