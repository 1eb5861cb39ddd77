#pragma once

#include <string>

namespace sluice::cli {

/// The page of sluice-get for man(1).
std::string get_manual_page();
/// Completion of its flags for bash.
std::string get_bash_completion();

}  // namespace sluice::cli
