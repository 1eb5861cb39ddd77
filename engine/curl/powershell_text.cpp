// Words of PowerShell (about_Quoting_Rules, about_Parsing).
#include <algorithm>

#include "engine/base/ascii.h"
#include "engine/curl/shell_reader.h"
#include "engine/curl/shell_text.h"

namespace sluice::curl {

namespace {

class PowershellReader : public ShellReader {
  public:
    using ShellReader::ShellReader;

  private:
    void step() override {
        const char c = peek();
        if (c == '`' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'))) {
            skip(peek(1) == '\n' ? 2 : 3);
        } else if (c == '\n' || c == ';') {
            skip(1);
            end_command();
        } else if (c == ' ' || c == '\t' || c == '\r') {
            skip(1);
            end_word();
        } else if (c == '#' && !in_word()) {
            skip_line();
        } else if (c == '|') {
            leave_out("what follows the pipe '|'");
            skip_line();
            end_command();
        } else if (c == '&' && !in_word()) {
            skip(1);  // the call operator
        } else if (c == '>') {
            redirection();
        } else if (rest().substr(0, 4) == "--% " && !in_word()) {
            verbatim();
        } else {
            word_part();
        }
    }

    void word_part() {
        const char c = peek();
        if (c == '@' && !in_word() && (peek(1) == '\'' || peek(1) == '"') && opens_here_string()) {
            here_string();
        } else if (c == '\'') {
            single_quoted();
        } else if (c == '"') {
            double_quoted();
        } else if (c == '`') {
            escape();
        } else if (!expansion()) {
            add(c);
            skip(1);
        }
    }

    bool expansion() {
        if (peek() != '$') {
            return false;
        }
        const char next = peek(1);
        if (next == '(' || next == '{' || base::is_alpha(next) || next == '_') {
            fail("uses a variable or expression that only PowerShell knows");
            return true;
        }
        return false;
    }

    /// A word whose quotes are all written \" was made for Windows PowerShell, which hands quotes on unescaped.
    void add_quoted(std::string part) {
        bool any = false;
        for (std::size_t at = part.find('"'); at != std::string::npos; at = part.find('"', at + 1)) {
            if (at == 0 || part[at - 1] != '\\') {
                return add(part);
            }
            any = true;
        }
        for (std::size_t at = 0; any && (at = part.find("\\\"", at)) != std::string::npos; ++at) {
            part.erase(at, 1);
        }
        add(part);
    }

    void single_quoted() {
        skip(1);
        std::string part;
        for (;;) {
            if (at_end()) {
                return fail("a quote (') is not closed");
            }
            const char c = peek();
            skip(1);
            if (c == '\'' && peek() != '\'') {
                return add_quoted(std::move(part));
            }
            skip(c == '\'' ? 1 : 0);
            part += c;
        }
    }

    void double_quoted() {
        skip(1);
        std::string part;
        while (!failed()) {
            if (at_end()) {
                return fail("a quote (\") is not closed");
            }
            const char c = peek();
            if (c == '"' && peek(1) != '"') {
                skip(1);
                return add_quoted(std::move(part));
            }
            if (c == '"') {
                part += c;
                skip(2);
            } else if (c == '`') {
                part += escaped();
            } else if (!expansion()) {
                part += c;
                skip(1);
            }
        }
    }

    void escape() {
        const std::string text = escaped();
        if (!failed()) {
            add(text);
        }
    }

    std::string escaped() {
        static constexpr std::string_view names = "abefnrtv";
        static constexpr std::string_view values = "\a\b\033\f\n\r\t\v";
        const char c = peek(1);
        if (position() + 1 >= text().size()) {
            fail("ends in a backtick");
            return {};
        }
        skip(2);
        const std::size_t at = names.find(c);
        return std::string(1, at == std::string_view::npos ? c : values[at]);
    }

    bool opens_here_string() const { return peek(2) == '\n' || (peek(2) == '\r' && peek(3) == '\n'); }

    void here_string() {
        const char quote = peek(1);
        skip(peek(2) == '\n' ? 3 : 4);
        const std::string close = std::string("\n") + quote + "@";
        const std::size_t end = rest().find(close);
        if (end == std::string_view::npos) {
            return fail("a here-string is not closed");
        }
        std::string_view content = rest().substr(0, end);
        if (!content.empty() && content.back() == '\r') {
            content.remove_suffix(1);
        }
        if (quote == '"' && content.find_first_of("$`") != std::string_view::npos) {
            return fail("a here-string holds expressions that only PowerShell can work out");
        }
        add_quoted(std::string(content));
        skip(end + close.size());
    }

    void redirection() {
        end_word();
        skip(peek(1) == '>' ? 2 : 1);
        while (peek() == ' ') {
            skip(1);
        }
        static constexpr std::string_view ends = " \t\r\n;|";
        begin_word();
        while (!at_end() && !failed() && ends.find(peek()) == std::string_view::npos) {
            word_part();
        }
        command().output = take_word();
    }

    /// Behind --% nothing is PowerShell's until the line ends.
    void verbatim() {
        skip(4);
        const std::size_t end = std::min(rest().find_first_of("\r\n"), rest().size());
        std::vector<std::string> words;
        if (!split_windows_arguments(rest().substr(0, end), words)) {
            return fail("a quote (\") is not closed");
        }
        skip(end);
        for (const std::string& word : words) {
            add(word);
            end_word();
        }
    }
};

}  // namespace

ShellText split_powershell(std::string_view text) {
    return PowershellReader(text).read();
}

}  // namespace sluice::curl
