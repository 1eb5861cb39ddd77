#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "engine/curl/host.h"
#include "engine/curl/plan.h"

namespace sluice::curl {

/// What a flag was given.
struct FlagValue {
    std::string_view text;  ///< with an argument
    bool on = true;         ///< of a toggle: false for --no-flag
};

/// Where flags leave what they mean. `operation` is the present one (--next begins another).
struct FlagTarget {
    CommandLine& line;
    Host& host;
    Operation& operation() { return line.operations.back(); }
    Options& options() { return operation().options; }
    Globals& globals() { return line.globals; }
    void warn(std::string text) { line.warnings.push_back(std::move(text)); }
    /// A line before the one that says which flag is wrong.
    void explain(const std::string& text) { line.error += text + "\n"; }
};

enum class FlagKind : std::uint8_t {
    once,    ///< no argument, cannot be turned off
    toggle,  ///< no argument; --no-flag turns it off
    value,   ///< an argument
    file     ///< an argument that names a file
};

/// What a flag concerns: a lenient reading passes over those that make sense on a terminal only.
enum class FlagScope : std::uint8_t { transfer, output, terminal };

/// Applies a flag; what is wrong with its value in curl's words, or "".
using ApplyFlag = std::string (*)(FlagTarget& target, const FlagValue& value);

/// One row of the table behind parsing, help, manual page and completion.
struct Flag {
    const char* name;  ///< long, without dashes
    char letter;       ///< 0 if it has none
    FlagKind kind;
    ApplyFlag apply;         ///< null: known, refused, for the reason in `help`
    const char* argument;    ///< "<file>" for help
    const char* help;        ///< one line
    const char* categories;  ///< "important http post"; empty if refused
    FlagScope scope = FlagScope::transfer;
    bool negative = false;  ///< a toggle that is on unless given: help shows --no-name

    bool takes_value() const { return kind == FlagKind::value || kind == FlagKind::file; }
};

/// Sorted by name.
std::span<const Flag> all_flags();
const Flag* find_flag(std::string_view name);
const Flag* find_flag(char letter);

// ---- wordings that scripts know
inline constexpr const char* bad_number = "expected a proper numerical parameter";
inline constexpr const char* negative_number = "expected a positive numerical parameter";
inline constexpr const char* badly_used = "is badly used here";
inline constexpr const char* unreadable = "error encountered when reading a file";
inline constexpr const char* bad_protocol = "a specified protocol is unsupported by libcurl";
inline constexpr const char* bad_expansion = "expansion failure";
inline constexpr const char* number_too_large = "too large number";

}  // namespace sluice::curl
