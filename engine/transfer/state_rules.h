#pragma once

#include <optional>
#include <string>

#include "engine/http/alt_svc.h"
#include "engine/http1/response_head.h"
#include "engine/transfer/step.h"

/// What a transfer's State does to its requests and learns from the answers. Without a State, or with the options off,
/// these do nothing. On the reactor's thread.
namespace sluice::transfer {

/// An http URL of a host that is known to want https becomes https: port 80 becomes 443, another one stays
/// (RFC 6797 8.3). Not a redirect.
void use_https_if_known(Context& context, Url& url);

/// The value of Cookie: what the jar has for this URL (or for the name in the caller's own Host header), then the
/// caller's own words, which only their first origin gets.
std::string cookies_for(Context& context, const Step& step);

/// Where else a new connection may go; nothing if there is no alternative, or the origin's own connections are still
/// there to be used. `protocols`: bits of http::AltProtocol that this transfer can speak.
std::optional<http::Alternative> alternative_for(Context& context, const Step& step, unsigned protocols);
/// "host:port" of the alternative that the present request goes to, for Alt-Used (RFC 7838 5); empty if to none.
std::string alt_used_by(const Context& context);
/// It did not answer, or could not prove to be the origin.
void alternative_failed(Context& context, const Step& step, const http::Alternative& alternative);

/// Takes in Set-Cookie, and over https that was verified Strict-Transport-Security and Alt-Svc.
void learn_from(Context& context, const Step& step, const http1::ResponseHead& head);

}  // namespace sluice::transfer
