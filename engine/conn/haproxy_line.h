#pragma once

#include <optional>
#include <string>

#include "engine/sys/address.h"

namespace sluice::conn {

/// The first line of a connection to a server behind HAProxy's PROXY protocol, version 1:
/// "PROXY TCP4 192.0.2.1 192.0.2.7 51812 443" and CRLF. `client` is the address to be shown as the client's, with
/// `local`'s port; unset: `local`. Where families differ, IPv4 addresses are written as IPv6 ones ("::ffff:192.0.2.1").
/// Source: HAProxy, "The PROXY protocol", section 2.1. Thread-safe.
std::string haproxy_line(const sys::Address& local, const sys::Address& remote,
                         const std::optional<sys::Address>& client);

/// The line of a connection without IP addresses (a local socket).
std::string haproxy_line_unknown();

}  // namespace sluice::conn
