// Words of POSIX shells (XCU 2.2, 2.3, 2.7) and bash's $'..'.
#include <algorithm>
#include <array>

#include "engine/base/ascii.h"
#include "engine/base/hex.h"
#include "engine/curl/shell_reader.h"
#include "engine/curl/shell_text.h"

namespace sluice::curl {

namespace {

void append_utf8(std::string& out, std::uint32_t point) {
    if (point < 0x80) {
        out += static_cast<char>(point);
        return;
    }
    const int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    static constexpr std::array<unsigned, 4> lead{0, 0xC0, 0xE0, 0xF0};
    out += static_cast<char>(lead[static_cast<std::size_t>(more)] | (point >> (6 * more)));
    for (int i = more - 1; i >= 0; --i) {
        out += static_cast<char>(0x80U | ((point >> (6 * i)) & 0x3FU));
    }
}

class PosixReader : public ShellReader {
  public:
    using ShellReader::ShellReader;

  private:
    struct HereDocument {
        std::string end;
        bool tabs_dropped = false;
        bool literal = false;
    };

    void step() override {
        const char c = peek();
        if (c == '\\' && peek(1) == '\n') {
            skip(2);
        } else if (c == '\n') {
            skip(1);
            end_command();
            read_here_documents();
        } else if (c == ' ' || c == '\t' || c == '\r') {
            skip(1);
            end_word();
        } else if (c == '#' && !in_word()) {
            skip_line();
        } else if (is_redirection()) {
            redirection();
        } else if (c == ';') {
            skip(1);
            end_command();
        } else if (c == '|' || c == '&') {
            operator_word(c);
        } else {
            word_part();
        }
    }

    void word_part() {
        const char c = peek();
        if (c == '\'') {
            single_quoted();
        } else if (c == '"') {
            skip(1);
            double_quoted();
        } else if (c == '$' && peek(1) == '\'') {
            skip(2);
            ansi_quoted();
        } else if (c == '$' && peek(1) == '"') {
            skip(2);
            double_quoted();
        } else if (c == '\\' && peek(1) != '\0') {
            add(peek(1));
            skip(2);
        } else if (!expansion()) {
            add(c);
            skip(1);
        }
    }

    void operator_word(char c) {
        const bool pair = peek(1) == c;
        skip(pair ? 2 : 1);
        end_word();
        if (c == '|' && !pair) {
            leave_out("what follows the pipe '|'");
            skip_piped();
        }
        end_command();
    }

    /// The rest of a pipeline is another program's.
    void skip_piped() {
        while (!at_end() && peek() != '\n' && peek() != ';') {
            skip(peek() == '\\' ? 2 : 1);
        }
    }

    /// Whether here begins `$name`, `${..}`, `$(..)` or a command in backticks: an error, for only a shell knows.
    bool expansion() {
        const char c = peek();
        const char next = peek(1);
        if (c == '`' || (c == '$' && (next == '{' || next == '('))) {
            fail("holds a command or expression that only the shell can work out");
            return true;
        }
        if (c == '$' && (base::is_alpha(next) || next == '_')) {
            std::size_t end = 1;
            while (base::is_alpha(peek(end)) || base::is_digit(peek(end)) || peek(end) == '_') {
                ++end;
            }
            fail("uses the variable " + std::string(rest().substr(0, end)) + ", which only the shell knows");
            return true;
        }
        return false;
    }

    void single_quoted() {
        const std::size_t end = rest().find('\'', 1);
        if (end == std::string_view::npos) {
            return fail("a quote (') is not closed");
        }
        add(rest().substr(1, end - 1));
        skip(end + 1);
    }

    void double_quoted() {
        begin_word();
        while (!failed()) {
            if (at_end()) {
                return fail("a quote (\") is not closed");
            }
            const char c = peek();
            if (c == '"') {
                return skip(1);
            }
            quoted_char(c);
        }
    }

    void quoted_char(char c) {
        static constexpr std::string_view escaped = "$`\"\\";
        if (c == '\\' && peek(1) == '\n') {
            skip(2);
        } else if (c == '\\' && peek(1) != '\0' && escaped.find(peek(1)) != std::string_view::npos) {
            add(peek(1));
            skip(2);
        } else if (!expansion()) {
            add(c);
            skip(1);
        }
    }

    void ansi_quoted() {
        begin_word();
        bool dropped = false;  // behind a NUL, as bash does
        for (;;) {
            if (at_end()) {
                return fail("a quote ($') is not closed");
            }
            const char c = peek();
            skip(1);
            if (c == '\'') {
                return;
            }
            std::string text(1, c);
            if (c == '\\' && !at_end()) {
                text = ansi_escape();
            }
            dropped = dropped || (text.size() == 1 && text[0] == '\0');
            if (!dropped) {
                add(text);
            }
        }
    }

    std::string ansi_escape() {
        static constexpr std::string_view names = "abeEfnrtv\\'\"?";
        static constexpr std::string_view values = "\a\b\033\033\f\n\r\t\v\\'\"?";
        const char c = peek();
        if (const std::size_t at = names.find(c); at != std::string_view::npos) {
            skip(1);
            return std::string(1, values[at]);
        }
        std::string out;
        if (c >= '0' && c <= '7') {
            out += static_cast<char>(digits(3, 8));
        } else if (c == 'x' || c == 'u' || c == 'U') {
            skip(1);
            if (base::hex_digit(peek()) < 0) {
                return std::string("\\") + c;
            }
            const std::uint32_t value = digits(c == 'x' ? 2 : c == 'u' ? 4 : 8, 16);
            if (c == 'x') {
                out += static_cast<char>(value);
            } else {
                append_utf8(out, value > 0x10FFFF ? 0xFFFD : value);
            }
        } else if (c == 'c' && peek(1) != '\0') {
            out += static_cast<char>(peek(1) & 0x1F);
            skip(2);
        } else {
            out = std::string("\\") + c;
            skip(1);
        }
        return out;
    }

    std::uint32_t digits(int most, std::uint32_t base) {
        std::uint32_t value = 0;
        for (int i = 0; i < most; ++i) {
            const char c = peek();
            const bool good = base == 8 ? c >= '0' && c <= '7' : base::hex_digit(c) >= 0;
            if (!good) {
                break;
            }
            value = value * base + static_cast<std::uint32_t>(base::hex_digit(c));
            skip(1);
        }
        return value;
    }

    /// ">", "2>", "&>", "<" … where an operator may stand.
    bool is_redirection() const {
        if (peek() == '>' || peek() == '<' || (peek() == '&' && peek(1) == '>')) {
            return true;
        }
        return !in_word() && base::is_digit(peek()) && (peek(1) == '>' || peek(1) == '<');
    }

    void redirection() {
        end_word();
        const bool numbered = base::is_digit(peek()) || peek() == '&';
        const std::string number(numbered ? rest().substr(0, 1) : std::string_view());
        skip(numbered ? 1 : 0);
        const char direction = peek();
        skip(1);
        if (direction == '<' && peek() == '<') {
            return here_input();
        }
        if (peek() == '>' || peek() == '|') {
            skip(1);
        }
        const bool other_descriptor = peek() == '&';
        skip(other_descriptor ? 1 : 0);
        const std::string target = next_word();
        if (failed()) {
            return;
        }
        if (direction == '>' && (number.empty() || number == "1" || number == "&") && !other_descriptor) {
            command().output = target;
        } else {
            leave_out("the redirection " + number + direction + (other_descriptor ? "&" : "") + target);
        }
    }

    void here_input() {
        skip(1);
        if (peek() == '<') {
            skip(1);
            command().input = next_word() + "\n";
            return;
        }
        HereDocument document;
        document.tabs_dropped = peek() == '-';
        skip(document.tabs_dropped ? 1 : 0);
        const std::size_t from = position();
        document.end = next_word();
        const std::string_view written = text().substr(from, position() - from);
        document.literal = written.find_first_of("'\"\\") != std::string_view::npos;
        waiting_.push_back(std::move(document));
        document_of_.push_back(command_number());
    }

    /// The word behind a redirection, which is none of the command's.
    std::string next_word() {
        while (peek() == ' ' || peek() == '\t') {
            skip(1);
        }
        static constexpr std::string_view ends = " \t\r\n;|&<>";
        begin_word();
        while (!at_end() && !failed() && ends.find(peek()) == std::string_view::npos) {
            word_part();
        }
        return take_word();
    }

    void read_here_documents() {
        for (std::size_t i = 0; i < waiting_.size() && !failed(); ++i) {
            read_here_document(waiting_[i], document_of_[i]);
        }
        waiting_.clear();
        document_of_.clear();
    }

    void read_here_document(const HereDocument& document, std::size_t of) {
        std::string content;
        while (!at_end()) {
            const std::size_t end = std::min(rest().find('\n'), rest().size());
            std::string_view line = rest().substr(0, end);
            skip(std::min(end + 1, rest().size()));
            while (document.tabs_dropped && !line.empty() && line.front() == '\t') {
                line.remove_prefix(1);
            }
            if (line == document.end) {
                command(of).input = std::move(content);
                return;
            }
            if (!document.literal && line.find_first_of("$`\\") != std::string_view::npos) {
                return fail("a here-document holds expressions that only the shell can work out");
            }
            content.append(line).append("\n");
        }
        fail("a here-document is not closed by " + document.end);
    }

    std::vector<HereDocument> waiting_;
    std::vector<std::size_t> document_of_;
};

}  // namespace

ShellText split_posix(std::string_view text) {
    return PosixReader(text).read();
}

std::string quote_for_posix(std::string_view word) {
    static constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@%+,";
    if (!word.empty() && word.find_first_not_of(plain) == std::string_view::npos) {
        return std::string(word);
    }
    std::string out = "'";
    for (const char c : word) {
        if (c == '\'') {
            out += "'\\''";
        } else {
            out += c;
        }
    }
    return out + "'";
}

}  // namespace sluice::curl
