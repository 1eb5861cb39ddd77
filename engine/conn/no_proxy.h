#pragma once

#include <string_view>

namespace sluice::conn {

/// Whether `host` (a name, or an IP address with or without brackets) is on the list of those to be reached without a
/// proxy. The list's members are separated by commas or blanks: names, which stand for themselves and all below them
/// (one leading dot means nothing, casing neither), addresses, and networks "192.0.2.0/24", "2001:db8::/32". "*" stands
/// for all hosts, but only alone. Ports are not known: a member with one matches nothing.
/// Source: CURLOPT_NOPROXY(3). Thread-safe.
bool bypasses_proxy(std::string_view host, std::string_view list);

}  // namespace sluice::conn
