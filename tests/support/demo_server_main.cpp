// sluice-demo-server --manifest FILE: offers the demo's files on two free loopback ports (http and https), writes what
// it offers to FILE once it answers, and ends when its standard input closes, or on SIGTERM or SIGINT. FILE:
// {"ca_certificate": path, "files": [{"name", "url", "sha256", "size", "note"}]}; the CA lies beside it.
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/demo_files.h"
#include "tests/support/test_certificates.h"

namespace sluice::test {
namespace {

std::string write_manifest(const std::filesystem::path& manifest, const std::string& ca_certificate,
                           const DemoAnswers& answers, const ScriptedServer& plain, const ScriptedServer& secure) {
    nlohmann::json files = nlohmann::json::array();
    for (const DemoFile& file : answers.files()) {
        files.push_back({{"name", file.name},
                         {"url", file.over_tls ? secure.url(file.path, "localhost") : plain.url(file.path)},
                         {"sha256", sha256_of(*file.served.source, file.served.size)},
                         {"size", file.served.size},
                         {"note", file.note}});
    }
    const nlohmann::json document = {{"ca_certificate", ca_certificate}, {"files", files}};
    const auto unfinished = manifest.string() + ".new";
    std::ofstream out(unfinished);
    out << document.dump(2) << '\n';
    out.close();
    if (!out) {
        return "cannot write " + unfinished;
    }
    std::error_code error;
    std::filesystem::rename(unfinished, manifest, error);  // whoever waits for the name finds it whole
    return error ? "cannot write " + manifest.string() + ": " + error.message() : std::string();
}

/// Until standard input ends or a signal asks to stop.
void wait_for_end(int signals) {
    pollfd watched[] = {{STDIN_FILENO, POLLIN, 0}, {signals, POLLIN, 0}};
    char ignored[256];
    while (::poll(watched, 2, -1) >= 0 || errno == EINTR) {
        if (watched[1].revents != 0 ||
            (watched[0].revents != 0 && ::read(STDIN_FILENO, ignored, sizeof(ignored)) <= 0)) {
            return;
        }
    }
}

int serve_demo(const std::filesystem::path& manifest) {
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    ::sigprocmask(SIG_BLOCK, &ending, nullptr);  // before there are threads
    const int signals = ::signalfd(-1, &ending, SFD_CLOEXEC);

    const auto absolute = std::filesystem::absolute(manifest);
    TestAuthority authority("Sluice Demo");
    const auto ca_certificate = write_file(absolute.parent_path().string(), "demo-ca.pem", authority.root());
    DemoAnswers answers(demo_files());
    ScriptedServer::Settings tls;
    tls.tls.emplace();
    tls.tls->context = make_server_context(authority.issue({}));
    ScriptedServer plain;
    ScriptedServer secure(tls);
    for (ScriptedServer* server : {&plain, &secure}) {
        if (!server->error().empty()) {
            std::cerr << "sluice-demo-server: " << server->error() << '\n';
            return 1;
        }
        server->on_request(std::ref(answers));
    }
    if (const auto error = write_manifest(absolute, ca_certificate, answers, plain, secure); !error.empty()) {
        std::cerr << "sluice-demo-server: " << error << '\n';
        return 1;
    }
    wait_for_end(signals);
    return 0;
}

}  // namespace
}  // namespace sluice::test

int main(int argc, char** argv) {
    if (argc != 3 || std::string(argv[1]) != "--manifest") {
        std::cerr << "usage: sluice-demo-server --manifest FILE\n";
        return 2;
    }
    try {
        return sluice::test::serve_demo(argv[2]);
    } catch (const std::exception& error) {
        std::cerr << "sluice-demo-server: " << error.what() << '\n';
        return 1;
    }
}
