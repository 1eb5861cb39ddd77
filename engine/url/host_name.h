#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice::url {

/// True if no byte is in the host that may not be in one: delimiters, brackets, blanks, controls, '%'.
bool is_host_name(std::string_view host) noexcept;
/// A name in lower-case ASCII, its international labels as punycode (IDNA 2008, UTF-8 expected); nothing if impossible.
std::optional<std::string> to_ascii_host(std::string_view host);
/// A name with its punycode labels as UTF-8; nothing if impossible.
std::optional<std::string> to_unicode_host(std::string_view host);

}  // namespace sluice::url
