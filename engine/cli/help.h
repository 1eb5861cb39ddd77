#pragma once

#include <string>

namespace sluice::cli {

/// The text of --help: the most used flags, those of a category, "all", or the list of categories ("category").
std::string help_text(const std::string& topic);
/// The text of --version.
std::string version_page();

}  // namespace sluice::cli
