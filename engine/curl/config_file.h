#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/curl/host.h"

namespace sluice::curl {

/// One setting of a config file (-K).
struct ConfigLine {
    std::string flag;  ///< with its dashes: "--url", "-o"
    std::string value;
    bool has_value = false;
    int number = 0;         ///< of the line, from 1
    bool trailing = false;  ///< something follows the unquoted value, and was left out
};

/// Reads the text of a config file as curl does: one flag a line, dashes optional for long names, its value behind
/// blanks, '=' or ':'; in double quotes with \\ \" \t \n \r \v; '#' begins a comment line.
std::vector<ConfigLine> parse_config(std::string_view text);

/// Where the default config file may be, in order of preference, from CURL_HOME, XDG_CONFIG_HOME and HOME.
std::vector<std::string> default_config_paths(Host& host);

}  // namespace sluice::curl
