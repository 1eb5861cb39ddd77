#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/cli/get_plan.h"

namespace sluice::cli {

/// One flag of sluice-get. The table is what parsing, help and completion are made from.
struct GetFlag {
    const char* name;   ///< without dashes
    char letter;        ///< '\0': none
    const char* value;  ///< what stands behind it in the help; empty: it takes none; "[FORM]": only as --name=FORM
    const char* help;
    bool secret;                                                    ///< its value is blanked in the process list
    std::string (*apply)(GetPlan& plan, const std::string& value);  ///< what is wrong with the value; empty: nothing
};

/// All but --help and --version.
std::span<const GetFlag> get_flags();

struct GetCommandLine {
    enum class Wanted : std::uint8_t { downloads, help, version };
    Wanted wanted = Wanted::downloads;
    GetPlan plan;
    std::string error;  ///< one sentence; empty: good
};

/// Reads the words behind the program's name: "--flag value", "--flag=value", "-fvalue", clusters of letters, addresses
/// anywhere, "--" ends the flags. Nothing is read or opened.
GetCommandLine read_get_command_line(const std::vector<std::string>& words);

/// The page of --help.
std::string get_help();

/// Where secrets stand in the words: (word, first character).
std::vector<std::pair<std::size_t, std::size_t>> get_secrets(const std::vector<std::string>& words);

}  // namespace sluice::cli
