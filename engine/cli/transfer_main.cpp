// sluice-transfer: single transfers with curl's flags and curl's meaning.
#include <sluice/code.h>
#include <sluice/version.h>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <utility>

#include "engine/cli/console.h"
#include "engine/cli/help.h"
#include "engine/cli/runner.h"
#include "engine/cli/system_host.h"
#include "engine/cli/terminal.h"
#include "engine/curl/command_line.h"
#include "engine/curl/flag.h"
#include "engine/sys/real_world.h"

using namespace sluice;

namespace {

/// Other users see the command line of a process: what is secret in it is blanked once it was read.
void blank_secrets(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word.substr(0, 2) == "--" || word.size() == 2) {
            if (i + 1 < argc && curl::holds_secret(word)) {
                std::memset(argv[i + 1], ' ', std::strlen(argv[i + 1]));
            }
        } else if (word.size() > 2 && word[0] == '-' && curl::holds_secret(word.substr(0, 2))) {
            std::memset(argv[i] + 2, ' ', word.size() - 2);
        }
    }
}

std::string default_user_agent(cli::SystemHost& host) {
    return host.environment("SLUICE_USER_AGENT").value_or("sluice/" + std::string(version_text));
}

/// -u name: the password comes from the terminal.
void ask_passwords(curl::CommandLine& line) {
    for (curl::Operation& operation : line.operations) {
        const auto ask = [](const char* what, const std::optional<std::string>& user) {
            return cli::ask_secret("Enter " + std::string(what) + " password for user '" + user.value_or("") + "':");
        };
        if (operation.login.ask_password && std::as_const(operation.options).auth->bearer.empty()) {
            operation.options.auth->password = ask("host", operation.options.auth->username);
        }
        if (operation.login.ask_proxy_password) {
            operation.options.proxy->password = ask("proxy", operation.options.proxy->username);
        }
    }
}

cli::Console make_console(const curl::Globals& globals) {
    cli::Console console;
    console.silent = globals.silent;
    console.show_error = globals.show_error;
    console.notes = globals.trace.style != curl::TraceStyle::none;
    console.output_is_terminal = cli::is_terminal(stdout);
    console.columns = cli::terminal_columns();
    if (globals.stderr_file == "-") {
        console.messages = stdout;
    } else if (!globals.stderr_file.empty()) {
        if (std::FILE* file = std::fopen(globals.stderr_file.c_str(), "we")) {
            console.messages = file;
        } else {
            console.warn("Failed to open " + globals.stderr_file);
        }
    }
    return console;
}

int refuse(const curl::CommandLine& line, const cli::Console& console) {
    std::string_view rest = line.error;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::fprintf(console.messages, "sluice-transfer: %.*s\n", static_cast<int>(end), rest.data());
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (!line.error.empty()) {
        std::fputs("sluice-transfer: try 'sluice-transfer --help' for more information\n", console.messages);
    }
    return line.exit_code;
}

int main_of(int argc, char** argv) {
    sys::RealWorld world;
    cli::SystemHost host(world.disk());
    curl::StrictRules rules;
    rules.user_agent = default_user_agent(host);
    curl::CommandLine line = curl::read_command_line({argv + 1, argv + argc}, host, rules);
    blank_secrets(argc, argv);
    const cli::Console console = make_console(line.globals);
    for (const std::string& warning : line.warnings) {
        console.warn(warning);
    }
    if (line.exit_code != 0) {
        return refuse(line, console);
    }
    if (line.wanted != curl::CommandLine::Wanted::transfers) {
        const std::string page = cli::page_of(line);
        std::fwrite(page.data(), 1, page.size(), stdout);
        return 0;
    }
    ask_passwords(line);
    return cli::run(line, console, world);
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    const int code = main_of(argc, argv);
    return std::fflush(stdout) != 0 && code == 0 ? static_cast<int>(Code::write_error) : code;
}
