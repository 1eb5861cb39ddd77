#pragma once

#include <cstdint>
#include <string_view>

namespace sluice::url {

/// True if this build transfers URLs of the scheme (lower case).
bool is_supported(std::string_view scheme) noexcept;
/// The port of a known scheme, supported or not; 0 if there is none.
std::uint16_t default_port(std::string_view scheme) noexcept;
/// True for schemes whose login part may hold ";options".
bool has_login_options(std::string_view scheme) noexcept;
/// The scheme that the first label of a host suggests ("ftp.example.org"), if this build supports it, else "http".
std::string_view guess_scheme(std::string_view host) noexcept;
/// Length of the scheme that `text` begins with, 0 if none: 1 to 40 characters and ':', with `needs_slash` also '/'.
std::size_t scheme_length(std::string_view text, bool needs_slash) noexcept;

}  // namespace sluice::url
