#include "engine/curl/command_line.h"

#include <sluice/url.h>
#include <sluice/version.h>

#include <cstdlib>

#include "engine/base/ascii.h"
#include "engine/curl/body_data.h"
#include "engine/curl/config_file.h"
#include "engine/curl/flag.h"

namespace sluice::curl {

namespace {

constexpr int deepest_config = 10;

/// Goes through arguments and config files, applying flags.
class Reader {
  public:
    explicit Reader(CommandLine& line) : target_{line} { line.operations.emplace_back(); }

    bool read(const std::vector<std::string>& arguments) {
        bool flags = true;
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            const std::string& argument = arguments[i];
            const std::string* next = i + 1 < arguments.size() ? &arguments[i + 1] : nullptr;
            bool used_next = false;
            if (!flags || argument.empty() || argument[0] != '-') {
                target_.operation().url_slot() = argument;
            } else if (argument == "--") {
                flags = false;
            } else if (!apply_word(argument, next, used_next)) {
                return false;
            }
            i += used_next ? 1 : 0;
            if (target_.line.wanted == CommandLine::Wanted::help && next != nullptr &&
                (argument == "-h" || argument == "--help")) {
                target_.line.help_topic = *next;
            }
            if (target_.line.wanted != CommandLine::Wanted::transfers) {
                return true;
            }
        }
        return true;
    }

    bool read_config(const std::string& path, int depth) {
        const auto text = read_file(path);
        if (!text) {
            target_.line.warnings.push_back("cannot read config from '" + path + "'");
            return false;
        }
        for (const ConfigLine& setting : parse_config(*text)) {
            depth_ = depth;
            bool used = false;
            const std::string value = setting.value;
            if (!apply_word(setting.flag, setting.has_value ? &value : nullptr, used)) {
                target_.line.error = path + ":" + std::to_string(setting.number) + ": " + target_.line.error;
                return false;
            }
        }
        return true;
    }

  private:
    bool wrong(const std::string& word, const std::string& why, int exit_code = 2) {
        target_.line.error = "option " + word + ": " + why;
        target_.line.exit_code = exit_code;
        return false;
    }

    bool apply_word(const std::string& word, const std::string* next, bool& used_next) {
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
        if (word.size() == 1) {
            return wrong(word, "is unknown");
        }
        for (std::size_t i = 1; i < word.size(); ++i) {
            const Flag* flag = find_flag(word[i]);
            if (flag == nullptr) {
                return wrong(word, "is unknown");
            }
            const std::string_view rest = std::string_view(word).substr(i + 1);
            if (!apply(*flag, word, true, rest, next, used_next)) {
                return false;
            }
            if (flag->kind == FlagKind::value) {
                break;  // the rest was its value
            }
        }
        return true;
    }

    bool apply(const Flag& flag, const std::string& word, bool on, std::string_view glued, const std::string* next,
               bool& used_next) {
        if (flag.apply == nullptr) {
            return wrong(word, flag.help);
        }
        FlagValue value;
        value.on = on;
        if (flag.kind == FlagKind::value) {
            if (!glued.empty()) {
                value.text = glued;
            } else if (next != nullptr) {
                value.text = *next;
                used_next = true;
            } else {
                return wrong(word, "requires parameter");
            }
        }
        if (flag.letter == 'K') {
            return apply_config(word, std::string(value.text));
        }
        const std::string mistake = flag.apply(target_, value);
        return mistake.empty() || wrong(word, mistake, mistake == unreadable ? 26 : 2);
    }

    bool apply_config(const std::string& word, const std::string& path) {
        const int depth = depth_;
        if (depth >= deepest_config) {
            return wrong(word, "config files call each other too deeply");
        }
        const bool good = read_config(path, depth + 1);
        depth_ = depth;
        return good || (target_.line.error.empty() ? wrong(word, unreadable, 26) : false);
    }

    FlagTarget target_;
    int depth_ = 0;
};

/// -d and family become a body, or with -G a part of the URL.
void settle_data(Operation& operation) {
    if (!operation.data) {
        return;
    }
    if (operation.get_with_data) {
        operation.data_in_url = true;
        return;
    }
    operation.options.upload->body = std::move(operation.data);
    if (operation.json) {
        const auto has = [&operation](std::string_view name) {
            for (const std::string& header : std::as_const(operation.options).request->headers) {
                if (base::starts_with_ignoring_case(header, name)) {
                    return true;
                }
            }
            return false;
        };
        if (!has("Content-Type:")) {
            operation.options.request->headers.emplace_back("Content-Type: application/json");
        }
        if (!has("Accept:")) {
            operation.options.request->headers.emplace_back("Accept: application/json");
        }
    }
}

std::string default_user_agent() {
    const char* own = std::getenv("SLUICE_USER_AGENT");
    return own != nullptr ? std::string(own) : "sluice/" + std::string(version_text);
}

std::string settle(CommandLine& line) {
    bool any_url = false;
    for (Operation& operation : line.operations) {
        if (operation.head && operation.data && !operation.get_with_data) {
            line.warnings.emplace_back(
                "You can only select one HTTP request method! POST (-d, --data) and HEAD (-I, --head).");
            return "only one HTTP request method can be selected";
        }
        if (operation.resume_from_file && operation.files.clobber_given && !operation.files.clobber) {
            return "--continue-at and --no-clobber are mutually exclusive";
        }
        if (operation.options.request->fail_on_error && operation.fail_with_body) {
            return "--fail and --fail-with-body are mutually exclusive";
        }
        settle_data(operation);
        if (!operation.user_agent_given) {
            operation.options.request->user_agent = default_user_agent();
        }
        bool surplus = false;
        for (const UrlWord& word : operation.words) {
            any_url = any_url || word.url;
            surplus = surplus || !word.url;
        }
        if (surplus) {
            line.warnings.emplace_back("Got more output options than URLs");
        }
    }
    if (!any_url) {
        return "no URL specified";
    }
    if (line.globals.parallel && line.globals.driver == DriverKind::easy) {
        return "--parallel needs the driver multi or socket";
    }
    return {};
}

}  // namespace

Operation::Operation() {
    options.redirect->max_redirs = 50;
    options.socket->tcp_keep_alive = true;
}

bool holds_secret(const std::string& flag) {
    return flag == "--pass" || flag == "-E" || flag == "--cert";
}

CommandLine parse_command_line(const std::vector<std::string>& arguments, bool default_config) {
    CommandLine line;
    Reader reader(line);
    const bool disabled = !arguments.empty() && (arguments[0].rfind("-q", 0) == 0 || arguments[0] == "--disable");
    if (default_config && !disabled) {
        for (const std::string& path : default_config_paths()) {
            if (std::FILE* file = std::fopen(path.c_str(), "re")) {
                std::fclose(file);
                if (!reader.read_config(path, 1)) {
                    line.exit_code = line.exit_code == 0 ? 26 : line.exit_code;
                    return line;
                }
                break;
            }
        }
    }
    if (!reader.read(arguments) || line.wanted != CommandLine::Wanted::transfers) {
        return line;
    }
    if (line.error = settle(line); !line.error.empty()) {
        line.exit_code = 2;
    }
    return line;
}

}  // namespace sluice::curl
