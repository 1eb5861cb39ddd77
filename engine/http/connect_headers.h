#pragma once

#include <sluice/error.h>

#include <span>
#include <string>
#include <string_view>

#include "engine/http/header_list.h"

namespace sluice::http {

/// A request for a tunnel through a proxy. Borrowed for the call.
struct ConnectContext {
    std::string_view authority;            ///< "host:port", IPv6 in brackets: the target, and what Host says
    std::string_view proxy_authorization;  ///< value, empty: none
    std::string_view user_agent;           ///< empty: none
    std::span<const std::string> lines;    ///< the caller's own fields, as in RequestOptions::headers
};

/// The fields of a CONNECT in libcurl's order: Host, Proxy-Authorization, User-Agent, Proxy-Connection, own ones. An
/// own field takes the place of ours, removes it or is sent empty. Nothing meant for the server is among them. Errors:
/// option_syntax, as for requests. Thread-safe.
Result<HeaderList> connect_headers(const ConnectContext& context);

}  // namespace sluice::http
