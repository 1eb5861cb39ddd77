#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/curl/shell_text.h"

namespace sluice::curl {

/// Goes through a pasted text and gathers words into commands: what the readers of the three shells share.
class ShellReader {
  public:
    explicit ShellReader(std::string_view text) : text_(text) {}
    virtual ~ShellReader() = default;
    ShellText read();

  protected:
    /// Takes at least one byte, or fails.
    virtual void step() = 0;

    std::string_view text() const { return text_; }
    std::string_view rest() const { return text_.substr(at_); }
    std::size_t position() const { return at_; }
    bool at_end() const { return at_ >= text_.size(); }
    /// NUL behind the end.
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    void skip(std::size_t count) { at_ = std::min(at_ + count, text_.size()); }
    void skip_line() { skip(std::min(rest().find('\n'), rest().size())); }

    bool in_word() const { return word_.has_value(); }
    void begin_word() { word_ ? void() : void(word_.emplace()); }
    void add(char c) {
        begin_word();
        *word_ += c;
    }
    void add(std::string_view part) {
        begin_word();
        word_->append(part);
    }
    void end_word();
    std::string take_word() { return std::exchange(word_, std::nullopt).value_or(std::string()); }
    void end_command();
    ShellCommand& command();
    ShellCommand& command(std::size_t number) { return out_.commands[number]; }
    std::size_t command_number() { return command(), out_.commands.size() - 1; }
    void leave_out(std::string what) { command().left_out.push_back(std::move(what)); }
    void fail(std::string why);
    bool failed() const { return !out_.error.empty(); }

  private:
    std::string_view text_;
    std::size_t at_ = 0;
    std::optional<std::string> word_;
    bool open_ = false;  // the last command of out_ is still being read
    ShellText out_;
};

/// Splits a command line as the C runtime of Windows does: quotes, doubled quotes, backslashes before quotes. False if
/// a quote is not closed.
bool split_windows_arguments(std::string_view text, std::vector<std::string>& words);

ShellText split_posix(std::string_view text);
ShellText split_cmd(std::string_view text);
ShellText split_powershell(std::string_view text);

}  // namespace sluice::curl
