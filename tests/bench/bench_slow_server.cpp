// bench-slow-server --bytes N --every-ms M: answers each request with an endless body of which it sends N bytes every M
// ms, evenly spread over the connections. Prints its port, ends when standard input closes. One thread, 10,000
// connections.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int tick_ms = 5;

struct Settings {
    std::size_t bytes = 100;
    int every_ms = 100;
};

class SlowServer {
  public:
    explicit SlowServer(const Settings& settings)
        : piece_(settings.bytes, 's'), wheel_(static_cast<std::size_t>(std::max(1, settings.every_ms / tick_ms))) {}

    /// The port, or 0 if it cannot listen.
    int listen() {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(address);
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 4096) != 0) {
            return 0;
        }
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        return ntohs(address.sin_port);
    }

    void run() {
        epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
        timer_ = ::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
        const itimerspec every{{0, tick_ms * 1'000'000}, {0, tick_ms * 1'000'000}};
        ::timerfd_settime(timer_, 0, &every, nullptr);
        for (const int fd : {listener_, timer_, STDIN_FILENO}) {
            watch(fd);
        }
        std::array<epoll_event, 1024> events{};
        for (;;) {
            const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
            for (int i = 0; i < count; ++i) {
                if (!handle(events[static_cast<std::size_t>(i)].data.fd)) {
                    return;
                }
            }
        }
    }

  private:
    void watch(int fd) const {
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.fd = fd;
        ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
    }
    /// False when it is time to end.
    bool handle(int fd) {
        if (fd == listener_) {
            accept_all();
        } else if (fd == timer_) {
            tick();
        } else if (fd == STDIN_FILENO) {
            char ignored[64];
            return ::read(fd, ignored, sizeof(ignored)) > 0;
        } else {
            read_request(fd);
        }
        return true;
    }
    void accept_all() const {
        for (int fd = 0; (fd = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
            watch(fd);
        }
    }
    void read_request(int fd) {
        char buffer[4096];
        const auto taken = ::recv(fd, buffer, sizeof(buffer), 0);
        if (taken == 0 || (taken < 0 && errno != EAGAIN)) {
            drop(fd);
            return;
        }
        // A request of this bench fits one segment.
        if (taken > 4 && std::string_view(buffer, static_cast<std::size_t>(taken)).substr(0, 4) == "GET ") {
            constexpr std::string_view head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000000000\r\n\r\n";
            ::send(fd, head.data(), head.size(), MSG_NOSIGNAL);
            wheel_[next_slot_++ % wheel_.size()].push_back(fd);
        }
    }
    void drop(int fd) {
        for (auto& slot : wheel_) {
            slot.erase(std::remove(slot.begin(), slot.end(), fd), slot.end());
        }
        ::close(fd);
    }
    void tick() {
        std::uint64_t times = 0;
        if (::read(timer_, &times, sizeof(times)) != sizeof(times)) {
            return;
        }
        for (; times > 0; --times) {
            for (const int fd : wheel_[now_slot_++ % wheel_.size()]) {
                ::send(fd, piece_.data(), piece_.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            }
        }
    }

    std::string piece_;
    std::vector<std::vector<int>> wheel_;  ///< connections by the tick at which they get their bytes
    std::size_t next_slot_ = 0;
    std::size_t now_slot_ = 0;
    int listener_ = -1;
    int timer_ = -1;
    int epoll_ = -1;
};

}  // namespace

int main(int argc, char** argv) {
    Settings settings;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string_view flag = argv[i];
        if (flag == "--bytes") {
            settings.bytes = static_cast<std::size_t>(std::atol(argv[i + 1]));
        } else if (flag == "--every-ms") {
            settings.every_ms = std::atoi(argv[i + 1]);
        } else {
            std::fprintf(stderr, "usage: bench-slow-server --bytes N --every-ms M\n");
            return 2;
        }
    }
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    SlowServer server(settings);
    const int port = server.listen();
    if (port == 0) {
        std::perror("bench-slow-server");
        return 1;
    }
    std::printf("%d\n", port);
    std::fflush(stdout);
    server.run();
    return 0;
}
