#pragma once

#include <string>

namespace sluice::cli {

/// docs/options.md: every option of a transfer with type, default, text, flag and libcurl's name, by group.
std::string option_page();

}  // namespace sluice::cli
