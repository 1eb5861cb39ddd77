// sluice-get: downloads in a terminal: segments, resuming, verification.
#include <sluice/version.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "engine/cli/get_flags.h"
#include "engine/cli/get_session.h"
#include "engine/cli/get_targets.h"
#include "engine/cli/system_host.h"
#include "engine/cli/terminal.h"
#include "engine/sys/real_world.h"

using namespace sluice;

namespace {

volatile std::sig_atomic_t stop_asked = 0;

/// The first signal saves and ends; the next one of its kind kills.
void watch_signals() {
    struct sigaction action {};
    action.sa_handler = [](int) { stop_asked = 1; };
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        struct sigaction before {};
        if (::sigaction(signal, nullptr, &before) == 0 && before.sa_handler != SIG_IGN) {
            ::sigaction(signal, &action, nullptr);
        }
    }
    std::signal(SIGPIPE, SIG_IGN);
}

int refuse(const std::string& why, int code) {
    std::fprintf(stderr, "sluice-get: %s\n", why.c_str());
    if (code == 2) {
        std::fputs("sluice-get: try 'sluice-get --help' for more information\n", stderr);
    }
    return code;
}

std::string version_page() {
    const VersionInfo info = version_info();
    return "sluice-get " + info.version + " (" + info.ssl + ")\n";
}

int print(const std::string& page) {
    std::fwrite(page.data(), 1, page.size(), stdout);
    return 0;
}

int main_of(int argc, char** argv) {
    const std::vector<std::string> words(argv + 1, argv + argc);
    cli::GetCommandLine line = cli::read_get_command_line(words);
    for (const auto& [word, begin] : cli::get_secrets(words)) {  // other users see the command line of a process
        char* const text = argv[word + 1];
        std::memset(text + begin, ' ', std::strlen(text) - begin);
    }
    if (!line.error.empty()) {
        return refuse(line.error, 2);
    }
    if (line.wanted != cli::GetCommandLine::Wanted::downloads) {
        return print(line.wanted == cli::GetCommandLine::Wanted::help ? cli::get_help() : version_page());
    }
    sys::RealWorld world;
    cli::SystemHost host(world.disk());
    cli::GetRequestPlan& request = line.plan.request;
    if (request.user_agent.empty()) {
        request.user_agent = host.environment("SLUICE_USER_AGENT").value_or("sluice/" + std::string(version_text));
    }
    std::error_code no_folder;
    const std::string here = std::filesystem::current_path(no_folder).string();
    if (no_folder) {
        return refuse("the current folder is gone", 8);
    }
    if (request.user && !request.password) {
        request.password = cli::ask_secret("Enter password for user '" + *request.user + "':");
    }
    const auto documents = cli::make_documents(request, world);
    cli::GetTargets wanted = cli::collect_targets(line.plan, host, *documents, here);
    for (const std::string& notice : wanted.notices) {
        std::fprintf(stderr, "sluice-get: %s\n", notice.c_str());
    }
    if (!wanted.error.empty()) {
        return refuse(wanted.error, wanted.exit_code);
    }
    cli::GetOutput output;
    output.terminal =
        cli::is_terminal(stderr) && std::getenv("TERM") != nullptr && std::strcmp(std::getenv("TERM"), "dumb") != 0;
    output.columns = &cli::terminal_columns;
    output.lines = &cli::terminal_lines;
    const auto reporter = cli::make_get_reporter(line.plan.report, output);
    watch_signals();
    const cli::GetSurroundings around{world, *reporter, [] { return stop_asked != 0; }, stdout};
    return cli::run_get(line.plan, std::move(wanted.targets), around);
}

}  // namespace

int main(int argc, char** argv) {
    const int code = main_of(argc, argv);
    return std::fflush(stdout) != 0 && code == 0 ? 8 : code;
}
