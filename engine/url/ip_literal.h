#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice::url {

/// An IPv4 address in any of the forms inet_aton(3) reads (one to four numbers; decimal, octal, hexadecimal) as four
/// decimal numbers; nothing if it is none. A number too large makes it a name.
std::optional<std::string> normalize_ipv4(std::string_view text);
/// An IPv6 address without brackets and zone in its shortest form (RFC 5952); nothing if it is none.
std::optional<std::string> normalize_ipv6(std::string_view text);

}  // namespace sluice::url
