#pragma once

#include <sluice/error.h>

#include <string_view>

namespace sluice {

/// The error of a transfer whose URL was refused with `code`. `text` is the URL; what could be a login in it is left
/// out of the message. unsupported_scheme is Kind::url_scheme, user_not_allowed has Code::login_denied, all others are
/// Kind::url_malformed.
Error to_error(UrlCode code, std::string_view text);

}  // namespace sluice
