#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::curl {

/// Whose quoting rules a pasted text follows.
enum class Shell : std::uint8_t {
    posix,       ///< sh, bash, zsh: '..', "..", $'..', backslashes, here-documents
    cmd,         ///< Windows' cmd.exe: carets, then the C runtime's rules for quotes and backslashes
    powershell,  ///< backticks, doubled quotes, here-strings
};

/// One command of a pasted text.
struct ShellCommand {
    std::vector<std::string> words;
    std::string output;                ///< file that standard output is redirected to, or empty
    std::optional<std::string> input;  ///< text given as standard input (here-document, here-string)
    /// What of it only a shell can do and was left out: pipes, other redirections. One sentence each.
    std::vector<std::string> left_out;
};

/// A pasted text as its shell would see it.
struct ShellText {
    std::vector<ShellCommand> commands;
    std::string error;         ///< why it cannot be read (an open quote, a variable only the shell knows), or empty
    std::size_t position = 0;  ///< in bytes, of the error
};

/// From the forms that "Copy as cURL" of browsers gives and people write: a guess, right for those.
Shell guess_shell(std::string_view text);
/// Takes a text apart as the shell would, expanding nothing: what would need expanding is an error. Pure; never fails
/// otherwise.
ShellText split_shell(std::string_view text, Shell shell);

/// Word as POSIX shells take it: quoted only if it must be.
std::string quote_for_posix(std::string_view word);

}  // namespace sluice::curl
