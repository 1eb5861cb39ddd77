#pragma once

#include <string>
#include <string_view>

namespace sluice::url {

/// Removes "." and ".." segments, also written with %2e (RFC 3986 5.2.4). The path begins with a slash or is empty.
std::string remove_dot_segments(std::string_view path);

}  // namespace sluice::url
