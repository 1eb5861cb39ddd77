#include "engine/cli/get_flags.h"

#include <algorithm>
#include <string_view>

namespace sluice::cli {

namespace {

bool is_optional(const GetFlag& flag) {
    return flag.value[0] == '[';
}
bool takes_value(const GetFlag& flag) {
    return flag.value[0] != '\0' && !is_optional(flag);
}

const GetFlag* flag_named(std::string_view name) {
    const auto all = get_flags();
    const auto found = std::find_if(all.begin(), all.end(), [&](const GetFlag& f) { return name == f.name; });
    return found == all.end() ? nullptr : &*found;
}
const GetFlag* flag_lettered(char letter) {
    const auto all = get_flags();
    const auto found = std::find_if(all.begin(), all.end(), [&](const GetFlag& f) { return letter == f.letter; });
    return found == all.end() || letter == '\0' ? nullptr : &*found;
}

/// Reads one word after the other.
class Reader {
  public:
    explicit Reader(const std::vector<std::string>& words) : words_(words) {}

    GetCommandLine read() {
        bool flags = true;
        for (; at_ < words_.size() && out_.error.empty(); ++at_) {
            const std::string& word = words_[at_];
            if (flags && word == "--") {
                flags = false;
            } else if (flags && word.starts_with("--")) {
                long_flag(std::string_view(word).substr(2));
            } else if (flags && word.starts_with('-')) {
                letters(std::string_view(word).substr(1));
            } else {
                out_.plan.urls.push_back(word);
            }
        }
        if (out_.error.empty() && out_.wanted == GetCommandLine::Wanted::downloads) {
            check();
        }
        return std::move(out_);
    }
    /// Where the values of secret flags begin, found on the way.
    std::vector<std::pair<std::size_t, std::size_t>> secrets;

  private:
    void long_flag(std::string_view text) {
        const std::size_t equals = text.find('=');
        const std::string_view name = text.substr(0, equals);
        const bool has_value = equals != std::string_view::npos;
        if (name == "help" || name == "version") {
            page(name == "help");
            return;
        }
        const GetFlag* flag = flag_named(name);
        if (flag == nullptr) {
            out_.error = "the flag --" + std::string(name) + " is not known";
        } else if (has_value && flag->value[0] == '\0') {
            out_.error = "the flag --" + std::string(name) + " takes no value";
        } else if (has_value) {
            apply(*flag, std::string(text.substr(equals + 1)), at_, equals + 3);
        } else {
            with_next(*flag);
        }
    }

    void letters(std::string_view text) {
        if (text.empty()) {
            out_.error = "\"-\" is no address; a list from standard input is read with -i -";
        }
        for (std::size_t i = 0; i < text.size() && out_.error.empty(); ++i) {
            if (text[i] == 'h' || text[i] == 'V') {
                page(text[i] == 'h');
                continue;
            }
            const GetFlag* flag = flag_lettered(text[i]);
            if (flag == nullptr) {
                out_.error = "the flag -" + std::string(text.substr(i, 1)) + " is not known";
            } else if (takes_value(*flag) && i + 1 < text.size()) {
                apply(*flag, std::string(text.substr(i + 1)), at_, i + 2);
                return;
            } else {
                with_next(*flag);
            }
        }
    }

    void with_next(const GetFlag& flag) {
        if (!takes_value(flag)) {
            apply(flag, {}, at_, 0);
        } else if (at_ + 1 >= words_.size()) {
            out_.error = "the flag --" + std::string(flag.name) + " needs a value: " + flag.value;
        } else {
            ++at_;
            apply(flag, words_[at_], at_, 0);
        }
    }

    void apply(const GetFlag& flag, const std::string& value, std::size_t word, std::size_t begin) {
        if (flag.secret) {
            secrets.emplace_back(word, begin);
        }
        const std::string wrong = flag.apply(out_.plan, value);
        if (!wrong.empty()) {
            out_.error = "--" + std::string(flag.name) + (flag.secret ? "" : " \"" + value + '"') + ": " + wrong;
        }
    }

    void page(bool help) { out_.wanted = help ? GetCommandLine::Wanted::help : GetCommandLine::Wanted::version; }

    /// What fits together only for one download, or not at all.
    void check() {
        const GetPlan& plan = out_.plan;
        const bool lists = !plan.lists.empty() || !plan.metalinks.empty();
        if (plan.urls.empty() && !lists) {
            out_.error = "no address was given";
        } else if ((plan.urls.size() != 1 || lists) && !plan.mirrors.empty()) {
            out_.error = "--mirror needs exactly one address beside it";
        } else if ((plan.urls.size() != 1 || lists) && !plan.hashes.empty()) {
            out_.error = "--checksum needs exactly one address beside it";
        } else if ((plan.urls.size() > 1 || (lists && !plan.urls.empty())) && !plan.file.name.empty()) {
            out_.error = "--output needs exactly one download";
        } else if ((plan.urls.size() != 1 || lists) && !plan.file.adopt.empty()) {
            out_.error = "--adopt needs exactly one address beside it";
        } else if (!plan.file.adopt.empty() && (plan.file.restart || plan.file.verify)) {
            out_.error =
                "--adopt goes on with what is there; --restart and --verify are for parts and files of our own";
        } else if (plan.file.verify && (plan.file.restart || !plan.file.resume)) {
            out_.error = "--verify keeps what is right; --restart and --no-resume do not";
        } else if (plan.file.restart && !plan.file.resume) {
            out_.error = "--restart and --no-resume exclude each other";
        } else if (plan.report.quiet && plan.report.verbose) {
            out_.error = "--quiet and --verbose exclude each other";
        }
    }

    const std::vector<std::string>& words_;
    std::size_t at_ = 0;
    GetCommandLine out_;
};

}  // namespace

GetCommandLine read_get_command_line(const std::vector<std::string>& words) {
    return Reader(words).read();
}

std::vector<std::pair<std::size_t, std::size_t>> get_secrets(const std::vector<std::string>& words) {
    Reader reader(words);
    static_cast<void>(reader.read());
    return reader.secrets;
}

std::string get_help() {
    std::string out =
        "Usage: sluice-get [FLAGS] URL...\n"
        "Downloads each address into the current folder, over several connections where that is faster, and goes on\n"
        "where an earlier run was stopped.\n\n";
    const auto line = [&](const char* name, char letter, const char* value, const char* help) {
        std::string text =
            letter != '\0' ? std::string("  -") + letter + ", --" + name : std::string("      --") + name;
        text += *value == '\0' ? "" : *value == '[' ? "[=FORM]" : std::string(" ") + value;
        text.resize(std::max<std::size_t>(text.size() + 2, 34), ' ');
        out += text + help + "\n";
    };
    for (const GetFlag& flag : get_flags()) {
        line(flag.name, flag.letter, flag.value, flag.help);
    }
    line("help", 'h', "", "This page");
    line("version", 'V', "", "The version, and what it stands on");
    out +=
        "\nExit status: 0 everything is complete and verified; 1 some downloads failed, or for different reasons;\n"
        "2 bad flags; 3 bad address or list; 5 network; 6 refused by the server; 7 checksum; 8 disk; 9 the file "
        "changed\n"
        "on the server; 130 interrupted, what was received is saved.\n";
    return out;
}

}  // namespace sluice::cli
