#include "tests/support/nginx_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

extern char** environ;

namespace sluice::test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

std::uint16_t free_port() {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof(address);
    ::bind(fd, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(fd);
    return ntohs(address.sin_port);
}

bool answers(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(port);
    const bool connected = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
    ::close(fd);
    return connected;
}

void write_config(const std::string& path, std::uint16_t port, const std::string& content, const std::string& work,
                  const std::string& more) {
    std::ofstream out(path);
    out << "daemon off;\nworker_processes 1;\n"
        << (::geteuid() == 0 ? "user root;\n" : "") << "pid " << work << "/nginx.pid;\nerror_log " << work
        << "/error.log error;\nevents { worker_connections 4096; }\nhttp {\naccess_log off;\nsendfile on;\ntypes { }\n"
        << "default_type application/octet-stream;\n";
    for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
        out << kind << "_temp_path " << work << "/tmp;\n";
    }
    out << "server {\nlisten 127.0.0.1:" << port << ";\nroot " << content << ";\n" << more << "\n}\n}\n";
}

}  // namespace

NginxServer::NginxServer(const std::string& source_dir, const std::string& content_folder,
                         const std::string& work_folder, const std::string& more)
    : port_(free_port()) {
    const std::string program = source_dir + "/build/servers/usr/sbin/nginx";
    if (!std::filesystem::exists(program)) {
        missing_ = "nginx is not in build/servers: packaging/fetch_servers.sh fetches it";
        return;
    }
    const std::string config = work_folder + "/nginx.conf";
    const std::string log = work_folder + "/error.log";
    write_config(config, port_, content_folder, work_folder, more);
    std::vector<std::string> words{program, "-c", config, "-p", work_folder, "-e", log};
    std::vector<char*> arguments;
    for (auto& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    if (::posix_spawn(&process_, program.c_str(), nullptr, nullptr, arguments.data(), environ) != 0) {
        process_ = -1;
        missing_ = "nginx cannot be started";
        return;
    }
    for (int i = 0; i < 200; ++i) {
        if (answers(port_)) {
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    missing_ = "nginx did not answer within 10 s";
}

NginxServer::~NginxServer() {
    if (process_ > 0) {
        ::kill(process_, SIGTERM);
        ::waitpid(process_, nullptr, 0);
    }
}

std::string NginxServer::url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
}

}  // namespace sluice::test
