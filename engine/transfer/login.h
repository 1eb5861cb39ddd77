#pragma once

#include <sluice/url.h>

#include <memory>

#include "engine/http/auth_choice.h"
#include "engine/http1/response_head.h"
#include "engine/transfer/context.h"

namespace sluice::transfer {

struct Step;

/// With what the server of a request is logged in to: the options' login, else that of the request's address, else that
/// of the first address. What belongs to the first origin is left out across origins. Null if there is none, or the
/// caller has an Authorization of its own.
std::shared_ptr<http::AuthRounds> login_for(Context& context, const Url& url, const Url& first, bool cross_origin);

/// Takes in what an answer says of the login: true if the request is worth repeating with another one. Notes in the
/// Info what was offered and used.
bool heed_login(Context& context, const Step& step, const http1::ResponseHead& head);

}  // namespace sluice::transfer
