#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace sluice::cli {

/// Where messages of the program go and which of them are wanted.
struct Console {
    std::FILE* messages = stderr;
    bool silent = false;
    bool show_error = false;
    bool notes = false;               ///< with -v and traces
    bool output_is_terminal = false;  ///< standard output shows what is written to a person
    std::size_t columns = 79;         ///< of the terminal

    bool errors() const { return !silent || show_error; }
    /// "Warning: ..." in lines as wide as the terminal.
    void warn(std::string_view text) const;
    /// "Note: ..."
    void note(std::string_view text) const;
    /// "sluice-transfer: ..."
    void error(std::string_view text) const;
};

/// The text in lines of at most `columns`, broken at blanks, each behind the prefix.
std::string wrapped(std::string_view prefix, std::string_view text, std::size_t columns);

}  // namespace sluice::cli
