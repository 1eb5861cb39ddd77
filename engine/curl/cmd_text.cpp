// Words of cmd.exe: first its own carets and quotes, then the C runtime takes the line apart.
#include "engine/curl/shell_reader.h"
#include "engine/curl/shell_text.h"

namespace sluice::curl {

namespace {

/// First phase: one command at a time, as the program will get it.
class CmdReader : public ShellReader {
  public:
    using ShellReader::ShellReader;

  private:
    void step() override {
        const std::size_t began = position();
        std::string line = next_line();
        if (failed()) {
            return;
        }
        if (!split_windows_arguments(line, words_)) {
            skip(0);
            return fail_at(began, "a quote (\") is not closed");
        }
        for (std::string& word : words_) {
            add(word);
            end_word();
        }
        words_.clear();
        if (piped_) {
            leave_out("what follows the pipe '|'");
        }
        if (!output_.empty()) {
            command().output = std::move(output_);
        }
        output_.clear();
        end_command();
    }

    void fail_at(std::size_t, std::string why) { fail(std::move(why)); }

    std::string next_line() {
        std::string line;
        bool quoted = false;
        piped_ = false;
        while (!at_end()) {
            const char c = peek();
            skip(1);
            if (c == '\n') {
                break;
            }
            if (c == '"') {
                quoted = !quoted;
                line += c;
            } else if (quoted || c == '\r') {
                if (c != '\r') {
                    line += c;
                }
            } else if (c == '^') {
                caret(line);
            } else if (c == '&') {
                skip(peek() == '&' ? 1 : 0);
                break;
            } else if (c == '|') {
                piped_ = peek() != '|';
                skip_line();
                break;
            } else if (c == '>' || c == '<') {
                redirection(c);
            } else {
                line += c;
            }
        }
        return line;
    }

    /// The next character stands for itself; behind a line's end the one after it does.
    void caret(std::string& line) {
        if (peek() == '\r' && peek(1) == '\n') {
            skip(1);
        }
        if (peek() == '\n') {
            skip(1);
            if (peek() == '\r' && peek(1) == '\n') {
                skip(1);
            }
        }
        if (!at_end()) {
            line += peek();
            skip(1);
        }
    }

    void redirection(char direction) {
        if (peek() == '>') {
            skip(1);
        }
        while (peek() == ' ') {
            skip(1);
        }
        std::string target;
        const bool quoted = peek() == '"';
        skip(quoted ? 1 : 0);
        while (!at_end() && peek() != '\n' && peek() != '\r' && (quoted ? peek() != '"' : peek() != ' ')) {
            target += peek();
            skip(1);
        }
        skip(quoted && peek() == '"' ? 1 : 0);
        if (direction == '>') {
            output_ = std::move(target);
        } else {
            leave_out("the redirection <" + target);
        }
    }

    std::vector<std::string> words_;
    std::string output_;
    bool piped_ = false;
};

}  // namespace

bool split_windows_arguments(std::string_view text, std::vector<std::string>& words) {
    std::string word;
    bool in_word = false;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\') {
            const std::size_t end = std::min(text.find_first_not_of('\\', i), text.size());
            const std::size_t count = end - i;
            const bool before_quote = end < text.size() && text[end] == '"';
            word.append(before_quote ? count / 2 : count, '\\');
            in_word = true;
            i = end - 1;
            if (before_quote && count % 2 == 1) {
                word += '"';
                i = end;
            }
        } else if (c == '"' && quoted && i + 1 < text.size() && text[i + 1] == '"') {
            word += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
            in_word = true;
        } else if ((c == ' ' || c == '\t') && !quoted) {
            if (in_word) {
                words.push_back(std::move(word));
                word.clear();
                in_word = false;
            }
        } else {
            word += c;
            in_word = true;
        }
    }
    if (in_word) {
        words.push_back(std::move(word));
    }
    return !quoted;
}

ShellText split_cmd(std::string_view text) {
    return CmdReader(text).read();
}

}  // namespace sluice::curl
