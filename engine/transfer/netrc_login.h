#pragma once

#include <sluice/url.h>

#include <optional>
#include <string>

#include "engine/transfer/context.h"

namespace sluice::transfer {

/// What the .netrc says for a host. A secret.
struct NetrcLogin {
    std::string user, password;
};

/// The login of .netrc that is to be used with this URL, or nothing: no file was asked for, or the URL's own login
/// stands (a full one, unless the file is required), or the file has none. A URL with a user alone gets that user's
/// password. Logins in the options come before this and are the caller's business.
std::optional<NetrcLogin> netrc_login(const Context& context, const Url& url);

}  // namespace sluice::transfer
