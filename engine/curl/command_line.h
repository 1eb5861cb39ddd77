#pragma once

#include <string>
#include <vector>

#include "engine/curl/plan.h"

namespace sluice::curl {

/// Reads a command line written for curl. `arguments` are those behind the program's name. Reads config files (the
/// default one unless `default_config` is false or the first flag is -q) and files named by @. On a mistake `error` is
/// set and the rest is not to be used.
CommandLine parse_command_line(const std::vector<std::string>& arguments, bool default_config);

/// Which of the arguments hold secrets: the program blanks them, so that other users do not see them.
bool holds_secret(const std::string& flag);

}  // namespace sluice::curl
