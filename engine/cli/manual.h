#pragma once

#include <string>
#include <string_view>

namespace sluice::cli {

/// The manual as plain text: --manual.
std::string manual_text();
/// The manual as a page for man(1).
std::string manual_page();
/// Completion of flags for bash.
std::string bash_completion();
/// Text in lines of at most 79 characters, indented.
std::string filled(std::string_view text, std::size_t indent);

}  // namespace sluice::cli
