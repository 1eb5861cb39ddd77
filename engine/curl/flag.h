#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/curl/plan.h"

namespace sluice::curl {

/// What a flag was given.
struct FlagValue {
    std::string_view text;  ///< with FlagKind::value
    bool on = true;         ///< with FlagKind::toggle: false for --no-flag
};

/// Where flags leave what they mean. `operation` is the present one (--next begins another).
struct FlagTarget {
    CommandLine& line;
    Operation& operation() { return line.operations.back(); }
    Options& options() { return operation().options; }
    Globals& globals() { return line.globals; }
};

enum class FlagKind : std::uint8_t { once, toggle, value };

/// Applies a flag; what is wrong with its value in curl's words, or "".
using ApplyFlag = std::string (*)(FlagTarget& target, const FlagValue& value);

/// One row of the table behind parsing and help.
struct Flag {
    const char* name;  ///< long, without dashes
    char letter;       ///< 0 if it has none
    FlagKind kind;
    ApplyFlag apply;       ///< null: known, refused, for the reason in `help`
    const char* argument;  ///< "<file>" for help
    const char* help;
    const char* category;   ///< "curl" those shown first, "http", "tls", "output", "connection", "own", ""
    bool negative = false;  ///< a toggle that is on unless given: help shows --no-name
};

std::span<const Flag> all_flags();
const Flag* find_flag(std::string_view name);
const Flag* find_flag(char letter);

// ---- wordings that scripts know
inline constexpr const char* bad_number = "expected a proper numerical parameter";
inline constexpr const char* negative_number = "expected a positive numerical parameter";
inline constexpr const char* badly_used = "is badly used here";
inline constexpr const char* unreadable = "error encountered when reading a file";

}  // namespace sluice::curl
