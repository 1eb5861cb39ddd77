#pragma once

#include <sluice/error.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/sys/address.h"

namespace sluice::dns {

/// One line of the `resolve` option: "[+]host:port:addr[,addr]", "-host:port". The host may be "*" and may be an IPv6
/// literal in brackets. Source: CURLOPT_RESOLVE(3).
struct Override {
    enum class Act : std::uint8_t { add, add_until_it_expires, remove };
    Act act = Act::add;
    std::string host;
    std::uint16_t port = 0;
    std::vector<sys::Address> addresses;
};
Result<Override> parse_override(std::string_view line);

/// One line of the `connect_to` option: "host:port:connect-host:connect-port", each part may be empty (any, or
/// unchanged). Source: CURLOPT_CONNECT_TO(3).
struct ConnectTo {
    std::string host;
    std::optional<std::uint16_t> port;
    std::string to_host;
    std::optional<std::uint16_t> to_port;
};
Result<ConnectTo> parse_connect_to(std::string_view line);

/// Where to connect for host:port: the first line that matches, or the same.
struct Destination {
    std::string host;
    std::uint16_t port = 0;
};
Destination destination_of(const std::vector<ConnectTo>& rules, const std::string& host, std::uint16_t port);

}  // namespace sluice::dns
