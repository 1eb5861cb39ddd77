// sluice-transfer: single transfers with curl's flags and curl's meaning.
#include <sluice/code.h>

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstring>

#include "engine/cli/console.h"
#include "engine/cli/help.h"
#include "engine/cli/runner.h"
#include "engine/curl/command_line.h"
#include "engine/sys/real_world.h"

using namespace sluice;

namespace {

/// Other users see the command line of a process: what is secret in it is blanked once it was read.
void blank_secrets(int argc, char** argv) {
    for (int i = 1; i + 1 < argc; ++i) {
        if (curl::holds_secret(argv[i])) {
            std::memset(argv[i + 1], ' ', std::strlen(argv[i + 1]));
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const curl::CommandLine line = curl::parse_command_line(arguments, true);
    blank_secrets(argc, argv);

    cli::Console console;
    console.silent = line.globals.silent;
    console.show_error = line.globals.show_error;
    console.output_is_terminal = ::isatty(STDOUT_FILENO) == 1;
    if (line.globals.stderr_file == "-") {
        console.messages = stdout;
    } else if (!line.globals.stderr_file.empty()) {
        if (std::FILE* file = std::fopen(line.globals.stderr_file.c_str(), "we")) {
            console.messages = file;
        } else {
            console.warn("Failed to open " + line.globals.stderr_file);
        }
    }
    for (const std::string& warning : line.warnings) {
        console.warn(warning);
    }
    if (!line.error.empty()) {
        std::fprintf(console.messages,
                     "sluice-transfer: %s\nsluice-transfer: try 'sluice-transfer --help' for more information\n",
                     line.error.c_str());
        return line.exit_code;
    }
    if (line.wanted != curl::CommandLine::Wanted::transfers) {
        const std::string page =
            line.wanted == curl::CommandLine::Wanted::help ? cli::help_text(line.help_topic) : cli::version_page();
        std::fwrite(page.data(), 1, page.size(), stdout);
        return 0;
    }
    int code = 0;
    {
        sys::RealWorld world;
        code = cli::run(line, console, world);
    }
    if (std::fflush(stdout) != 0 && code == 0) {
        code = static_cast<int>(Code::write_error);
    }
    return code;
}
