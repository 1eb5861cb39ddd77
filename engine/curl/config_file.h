#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice::curl {

/// One setting of a config file (-K).
struct ConfigLine {
    std::string flag;  ///< with its dashes: "--url", "-o"
    std::string value;
    bool has_value = false;
    int number = 0;  ///< of the line, from 1
};

/// Reads the text of a config file as curl does: one flag a line, dashes optional for long names, its value behind
/// blanks, '=' or ':'; in double quotes with \\ \" \t \n \r \v; '#' begins a comment line.
std::vector<ConfigLine> parse_config(std::string_view text);

/// Where the default config file may be, in order of preference, from HOME, CURL_HOME and XDG_CONFIG_HOME.
std::vector<std::string> default_config_paths();

}  // namespace sluice::curl
