#include "engine/curl/shell_text.h"

#include "engine/curl/shell_reader.h"

namespace sluice::curl {

ShellText ShellReader::read() {
    while (!at_end() && !failed()) {
        step();
    }
    if (!failed()) {
        end_command();
    }
    return std::move(out_);
}

ShellCommand& ShellReader::command() {
    if (!open_) {
        out_.commands.emplace_back();
        open_ = true;
    }
    return out_.commands.back();
}

void ShellReader::end_word() {
    if (word_) {
        command().words.push_back(take_word());
    }
}

void ShellReader::end_command() {
    end_word();
    open_ = false;
}

void ShellReader::fail(std::string why) {
    if (!failed()) {
        out_.error = std::move(why);
        out_.position = at_;
    }
}

Shell guess_shell(std::string_view text) {
    // A caret before a line's end or a quote is cmd.exe's; in POSIX texts it would stand in quotes and not before them.
    if (text.find("^\n") != std::string_view::npos || text.find("^\r\n") != std::string_view::npos ||
        text.find(" ^\"") != std::string_view::npos) {
        return Shell::cmd;
    }
    if (text.find("`\n") != std::string_view::npos || text.find("`\r\n") != std::string_view::npos) {
        return Shell::powershell;
    }
    // Quotes written as `" or doubled ('') in a command that calls curl.exe.
    if (text.find("curl.exe") != std::string_view::npos && text.find("\\\n") == std::string_view::npos) {
        return text.find('\'') != std::string_view::npos || text.find('`') != std::string_view::npos ||
                       text.substr(0, 2) == "& "
                   ? Shell::powershell
                   : Shell::cmd;
    }
    return Shell::posix;
}

ShellText split_shell(std::string_view text, Shell shell) {
    switch (shell) {
        case Shell::cmd:
            return split_cmd(text);
        case Shell::powershell:
            return split_powershell(text);
        case Shell::posix:
            break;
    }
    return split_posix(text);
}

}  // namespace sluice::curl
