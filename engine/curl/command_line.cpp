#include "engine/curl/command_line.h"

#include <algorithm>
#include <array>

#include "engine/curl/config_file.h"
#include "engine/curl/flag.h"
#include "engine/curl/flag_handlers.h"
#include "engine/curl/settle.h"
#include "engine/curl/variables.h"

namespace sluice::curl {

namespace {

constexpr int deepest_config = 10;
constexpr std::string_view expand_prefix = "--expand-";

/// Goes through arguments and config files, applying flags.
class Reader {
  public:
    Reader(CommandLine& line, Host& host, bool lenient) : target_{line, host}, lenient_(lenient) {
        line.operations.emplace_back();
    }

    bool read(const std::vector<std::string>& arguments) {
        bool flags = true;
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const std::string& argument = arguments[i];
            const std::string* next = i + 1 < arguments.size() ? &arguments[i + 1] : nullptr;
            bool used_next = false;
            if (flags && argument == "--") {
                flags = false;
            } else if (!(flags && !argument.empty() && argument[0] == '-' ? apply_word(argument, next, used_next)
                                                                          : apply_url(argument))) {
                return false;
            }
            i += used_next ? 1 : 0;
            if (target_.line.wanted == CommandLine::Wanted::help && next != nullptr) {
                target_.line.help_topic = *next;
            }
            if (target_.line.wanted != CommandLine::Wanted::transfers) {
                return true;
            }
        }
        return true;
    }

    /// False if there is no such file (`error` is empty then) or something in it is wrong.
    bool read_config(const std::string& path, int depth) {
        const auto text = target_.host.read_file(path);
        if (!text) {
            return false;
        }
        const std::string name = path == "-" ? "<stdin>" : path;
        for (const ConfigLine& setting : parse_config(*text)) {
            depth_ = depth;
            bool used = false;
            const std::string place = name + ":" + std::to_string(setting.number) + ": ";
            if (setting.trailing) {
                target_.warn(place + "warning: '" + setting.flag +
                             "' uses unquoted whitespace in the option value that may cause unexpected results");
            }
            bool good = apply_word(setting.flag, setting.has_value ? &setting.value : nullptr, used);
            if (good && setting.has_value && !setting.value.empty() && !used) {
                good = wrong(setting.flag, "had unsupported trailing garbage");
            }
            if (!good) {
                target_.line.error = place + target_.line.error;
                return false;
            }
        }
        return true;
    }

  private:
    /// Strictly: the reason why nothing is carried out. Leniently: a note.
    bool wrong(const std::string& word, const std::string& why, int exit_code = 2) {
        if (lenient_) {
            target_.line.notes.push_back({word, target_.line.error + why, true});
            target_.line.error.clear();
            return true;
        }
        target_.line.error += "option " + word + ": " + why;
        target_.line.exit_code = exit_code;
        return false;
    }

    bool apply_url(const std::string& word) {
        const std::string mistake = add_url(target_, {word, true});
        return mistake.empty() || wrong(word, mistake, mistake == unreadable ? 26 : 2);
    }

    bool apply_word(const std::string& word, const std::string* next, bool& used_next) {
        if (word.rfind(expand_prefix, 0) == 0) {
            return apply_expanded(word, next, used_next);
        }
        if (word.size() > 1 && word[1] == '-') {
            const Flag* flag = find_flag(std::string_view(word).substr(2));
            bool on = true;
            if (flag == nullptr && word.rfind("--no-", 0) == 0) {
                flag = find_flag(std::string_view(word).substr(5));
                on = false;
                if (flag != nullptr && flag->kind != FlagKind::toggle) {
                    return wrong(word, "used '--no-' for option that isn't a boolean");
                }
            }
            return flag == nullptr ? wrong(word, "is unknown") : apply(*flag, word, on, {}, next, used_next);
        }
        return apply_letters(word, next, used_next);
    }

    bool apply_letters(const std::string& word, const std::string* next, bool& used_next) {
        if (word.size() == 1) {
            return wrong(word, "is unknown");
        }
        for (std::size_t i = 1; i < word.size(); ++i) {
            const Flag* flag = find_flag(word[i]);
            if (flag == nullptr) {
                return wrong(word, "is unknown");
            }
            const std::string_view rest = std::string_view(word).substr(i + 1);
            const std::string name = lenient_ ? std::string("-") + word[i] : word;
            if (!apply(*flag, name, true, rest, next, used_next)) {
                return false;
            }
            if (flag->takes_value()) {
                break;  // the rest was its value
            }
        }
        return true;
    }

    bool apply_expanded(const std::string& word, const std::string* next, bool& used_next) {
        const Flag* flag = find_flag(std::string_view(word).substr(expand_prefix.size()));
        if (flag == nullptr) {
            return wrong(word, "is unknown");
        }
        if (!flag->takes_value()) {
            return wrong(word, bad_expansion);
        }
        if (next == nullptr) {
            return wrong(word, "requires parameter");
        }
        std::string error;
        const auto value = expand_variables(*next, target_.globals(), error, target_.line.warnings);
        if (!value) {
            target_.explain(error);
            used_next = true;
            return wrong(word, bad_expansion);
        }
        return apply(*flag, word, true, {}, &*value, used_next);
    }

    bool apply(const Flag& flag, const std::string& word, bool on, std::string_view glued, const std::string* next,
               bool& used_next) {
        FlagValue value;
        value.on = on;
        if (flag.takes_value()) {
            if (!glued.empty()) {
                value.text = glued;
            } else if (next != nullptr) {
                value.text = *next;
                used_next = true;
            } else {
                return wrong(word, "requires parameter");
            }
        }
        if (flag.apply == nullptr) {
            return wrong(word, flag.help);
        }
        if (lenient_ && passes_over(flag, word)) {
            return true;
        }
        if (flag.kind == FlagKind::file && value.text.size() > 1 && value.text[0] == '-') {
            target_.warn("The filename argument '" + std::string(value.text) + "' looks like a flag.");
        }
        if (flag.letter == 'K') {
            return apply_config(word, std::string(value.text));
        }
        const std::string mistake = flag.apply(target_, value);
        return mistake.empty() || wrong(word, mistake, mistake == unreadable ? 26 : 2);
    }

    /// Of a pasted line: what concerns the terminal, or files of this machine.
    bool passes_over(const Flag& flag, const std::string& word) {
        if (flag.scope == FlagScope::terminal && flag.letter != 'K') {
            target_.line.notes.push_back({word, "concerns the program curl, not the transfer", false});
            return true;
        }
        if (flag.kind == FlagKind::file && flag.scope != FlagScope::output && !target_.host.allows_files()) {
            return wrong(word, "names a file");
        }
        return false;
    }

    bool apply_config(const std::string& word, const std::string& path) {
        const int depth = depth_;
        if (depth >= deepest_config) {
            return wrong(word, "config files call each other too deeply");
        }
        const bool good = read_config(path, depth + 1);
        depth_ = depth;
        if (!good && target_.line.exit_code == 0) {
            target_.explain("cannot read config from '" + path + "'");
            return wrong(word, unreadable, 26);
        }
        return good;
    }

    FlagTarget target_;
    bool lenient_;
    int depth_ = 0;
};

}  // namespace

bool holds_secret(std::string_view flag) {
    static constexpr std::array<std::string_view, 13> long_ones{
        "--user",       "--proxy-user",    "--cert",        "--proxy-cert",        "--pass",
        "--proxy-pass", "--oauth2-bearer", "--tlspassword", "--proxy-tlspassword", "--cookie",
        "--header",     "--proxy-header",  "--proxy"};
    static constexpr std::array<std::string_view, 6> short_ones{"-u", "-U", "-E", "-b", "-H", "-x"};
    return std::find(long_ones.begin(), long_ones.end(), flag) != long_ones.end() ||
           std::find(short_ones.begin(), short_ones.end(), flag) != short_ones.end();
}

CommandLine read_command_line(const std::vector<std::string>& arguments, Host& host, const StrictRules& rules) {
    CommandLine line;
    Reader reader(line, host, false);
    const bool disabled = !arguments.empty() && (arguments[0].rfind("-q", 0) == 0 || arguments[0] == "--disable");
    if (rules.default_config && !disabled) {
        for (const std::string& path : default_config_paths(host)) {
            const bool good = reader.read_config(path, 1);
            if (line.exit_code != 0) {
                return line;
            }
            if (good) {
                break;
            }
        }
    }
    if (reader.read(arguments) && line.wanted == CommandLine::Wanted::transfers) {
        settle(line, rules.user_agent);
    }
    return line;
}

CommandLine read_leniently(const std::vector<std::string>& arguments, Host& host) {
    CommandLine line;
    Reader(line, host, true).read(arguments);
    line.wanted = CommandLine::Wanted::transfers;
    settle(line, {});
    return line;
}

}  // namespace sluice::curl
