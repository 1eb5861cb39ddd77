#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/curl/host.h"
#include "engine/curl/plan.h"

namespace sluice::curl {

/// How the program reads its own command line: as curl does, every mistake ends it.
struct StrictRules {
    bool default_config = true;  ///< read the default config file unless the first flag is -q
    /// User-Agent where neither flag nor header names one.
    std::string user_agent;
};

/// Reads a command line written for curl. `arguments` are those behind the program's name. Reads config files and files
/// named by @ through `host`. On a mistake `exit_code` is set, `error` says why, and the rest is not to be used.
CommandLine read_command_line(const std::vector<std::string>& arguments, Host& host, const StrictRules& rules);

/// The same for a text somebody pasted: flags that are unknown, refused, need files that the host does not allow or
/// concern a terminal only are left out and listed in `notes`; no config file of the machine is read.
CommandLine read_leniently(const std::vector<std::string>& arguments, Host& host);

/// Whether this flag's argument holds a secret: programs blank it, so that other users do not see it.
bool holds_secret(std::string_view flag);

}  // namespace sluice::curl
