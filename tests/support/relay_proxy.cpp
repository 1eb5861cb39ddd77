#include "tests/support/relay_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <mutex>
#include <set>
#include <thread>

namespace sluice::test {
namespace {

using namespace std::string_literals;

/// One end, blocking, perhaps in TLS.
class End {
  public:
    explicit End(int fd) : fd_(fd) {}
    bool start_tls(ssl_ctx_st* context) {
        ssl_.reset(SSL_new(context), SSL_free);
        SSL_set_fd(ssl_.get(), fd_);
        return SSL_accept(ssl_.get()) == 1;
    }
    bool pending() const { return ssl_ && SSL_pending(ssl_.get()) > 0; }
    std::size_t read(char* into, std::size_t size) {
        const long n = ssl_ ? SSL_read(ssl_.get(), into, static_cast<int>(size)) : ::recv(fd_, into, size, 0);
        return n > 0 ? static_cast<std::size_t>(n) : 0;
    }
    bool write(const char* from, std::size_t size) {
        while (size > 0) {
            const long n =
                ssl_ ? SSL_write(ssl_.get(), from, static_cast<int>(size)) : ::send(fd_, from, size, MSG_NOSIGNAL);
            if (n <= 0) {
                return false;
            }
            from += n;
            size -= static_cast<std::size_t>(n);
        }
        return true;
    }
    /// Exactly so many bytes; fewer at the end.
    std::string take(std::size_t count) {
        std::string out(count, '\0');
        std::size_t have = 0;
        while (have < count) {
            const std::size_t n = read(out.data() + have, count - have);
            if (n == 0) {
                fd_ended_ = true;
                break;
            }
            have += n;
        }
        out.resize(have);
        return out;
    }
    /// The byte that says how many follow, and those; empty at the end.
    std::string take_counted() {
        const std::string count = take(1);
        return count.empty() ? std::string() : take(static_cast<unsigned char>(count[0]));
    }
    /// All before `mark`, which is taken too.
    std::string take_until(const std::string& mark) {
        std::string out;
        while (out.size() < 64 * 1024) {
            out += take(1);
            if (out.ends_with(mark)) {
                return out.substr(0, out.size() - mark.size());
            }
            if (fd_ended_) {
                break;
            }
        }
        return out;
    }
    int fd() const { return fd_; }

  private:
    int fd_;
    bool fd_ended_ = false;
    std::shared_ptr<ssl_st> ssl_;
};

std::uint16_t port_in(const std::string& bytes, std::size_t at) {
    return static_cast<std::uint16_t>(static_cast<unsigned char>(bytes[at]) << 8 |
                                      static_cast<unsigned char>(bytes[at + 1]));
}

std::string ip_text(int family, const std::string& bytes) {
    char text[INET6_ADDRSTRLEN] = "";
    inet_ntop(family, bytes.data(), text, sizeof text);
    return text;
}

int connect_to(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(fd);
        return -1;
    }
    return fd;
}

}  // namespace

struct RelayProxy::State {
    Settings settings;
    int listener = -1;
    std::uint16_t port = 0;
    mutable std::mutex mutex;
    std::set<int> open;
    std::vector<RelayedClient> clients;
    std::vector<std::thread> threads;
    bool ending = false;

    void listen();
    void accept_all();
    void serve(int fd);
    bool shake_hands(End& end, RelayedClient& client, std::string& granted);
    bool shake_socks4(End& end, RelayedClient& client);
    bool shake_socks5(End& end, RelayedClient& client);
    bool log_in(End& end, RelayedClient& client);
    bool answer(End& end, const std::string& bytes) const;
    void relay(End& client, End& server);
    bool track(int fd) {
        const std::lock_guard lock(mutex);
        return !ending && open.insert(fd).second;
    }
    void drop(int fd) {
        const std::lock_guard lock(mutex);
        open.erase(fd);
        ::close(fd);
    }
};

void RelayProxy::State::listen() {
    if (!settings.unix_path.empty()) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, settings.unix_path.c_str(), sizeof address.sun_path - 1);
        listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        ::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address);
    } else {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        ::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address);
        socklen_t size = sizeof address;
        ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
        port = ntohs(address.sin_port);
    }
    ::listen(listener, 64);
}

void RelayProxy::State::accept_all() {
    for (;;) {
        const int fd = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd < 0) {
            return;
        }
        const std::lock_guard lock(mutex);
        if (ending) {
            ::close(fd);
            return;
        }
        open.insert(fd);
        threads.emplace_back([this, fd] { serve(fd); });
    }
}

bool RelayProxy::State::answer(End& end, const std::string& bytes) const {
    const std::size_t piece = settings.piece == 0 ? bytes.size() : settings.piece;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        if (at > 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        if (!end.write(bytes.data() + at, std::min(piece, bytes.size() - at))) {
            return false;
        }
    }
    return true;
}

bool RelayProxy::State::shake_socks4(End& end, RelayedClient& client) {
    const std::string fixed = end.take(7);  // command, port, address
    if (fixed.size() < 7) {
        return false;
    }
    client.port = port_in(fixed, 1);
    client.user = end.take_until("\0"s);
    const bool named = fixed.substr(3, 3) == "\0\0\0"s && fixed[6] != '\0';
    client.protocol = named ? "SOCKS4a" : "SOCKS4";
    client.host = named ? end.take_until("\0"s) : ip_text(AF_INET, fixed.substr(3));
    return true;
}

bool RelayProxy::State::log_in(End& end, RelayedClient& client) {
    end.take(1);
    client.user = end.take_counted();
    client.password = end.take_counted();
    const bool good = client.user == settings.user && client.password == settings.password;
    return answer(end, good ? "\1\0"s : "\1\1"s) && good;
}

bool RelayProxy::State::shake_socks5(End& end, RelayedClient& client) {
    client.protocol = "SOCKS5";
    const std::string methods = end.take_counted();
    const char wanted = settings.user.empty() ? '\0' : '\2';
    if (methods.find(wanted) == std::string::npos) {
        answer(end, "\5\xff"s);
        return false;
    }
    if (!answer(end, "\5"s + wanted) || (wanted == '\2' && !log_in(end, client))) {
        return false;
    }
    const std::string head = end.take(4);
    switch (head.size() == 4 ? head[3] : 0) {
        case 1:
            client.host = ip_text(AF_INET, end.take(4));
            break;
        case 3:
            client.host = end.take_counted();
            break;
        case 4:
            client.host = ip_text(AF_INET6, end.take(16));
            break;
        default:
            return false;
    }
    const std::string port_bytes = end.take(2);
    client.port = port_bytes.size() == 2 ? port_in(port_bytes, 0) : std::uint16_t{0};
    return client.port != 0;
}

bool RelayProxy::State::shake_hands(End& end, RelayedClient& client, std::string& granted) {
    const std::string first = end.take(1);
    if (first == "\4"s) {
        granted = "\0\x5a\0\0\0\0\0\0"s;
        return shake_socks4(end, client);
    }
    if (first == "\5"s) {
        granted = "\5\0\0\1\x7f\0\0\1\0\0"s;
        return shake_socks5(end, client);
    }
    client.head = first + end.take_until("\r\n\r\n") + "\r\n\r\n";
    if (!client.head.starts_with("CONNECT ")) {
        return false;
    }
    client.protocol = "CONNECT";
    const std::string authority = client.head.substr(8, client.head.find(' ', 8) - 8);
    const auto colon = authority.rfind(':');
    if (colon == std::string::npos) {
        return false;
    }
    client.host = authority.substr(0, colon);
    client.port = static_cast<std::uint16_t>(std::strtoul(authority.c_str() + colon + 1, nullptr, 10));
    granted = "HTTP/1.1 200 Connection established\r\nVia: relay\r\n\r\n" + settings.early;
    return true;
}

void RelayProxy::State::relay(End& client, End& server) {
    std::vector<char> buffer(16 * 1024);
    for (;;) {
        pollfd ready[2] = {{client.fd(), POLLIN, 0}, {server.fd(), POLLIN, 0}};
        if (!client.pending() && ::poll(ready, 2, -1) < 0) {
            return;
        }
        End* const from = client.pending() || ready[0].revents != 0 ? &client : &server;
        End* const to = from == &client ? &server : &client;
        const std::size_t n = from->read(buffer.data(), buffer.size());
        if (n == 0 || !to->write(buffer.data(), n)) {
            return;
        }
    }
}

void RelayProxy::State::serve(int fd) {
    End end(fd);
    RelayedClient client;
    std::string granted;
    const bool ready = !settings.tls || end.start_tls(settings.tls.get());
    const bool understood = ready && shake_hands(end, client, granted);
    if (!client.protocol.empty()) {
        const std::lock_guard lock(mutex);
        clients.push_back(client);
    }
    if (understood && !settings.answer.empty()) {
        answer(end, settings.answer);
    } else if (understood) {
        const int server = connect_to(settings.to_port != 0 ? settings.to_port : client.port);
        if (server >= 0 && track(server)) {
            End other(server);
            if (answer(end, granted)) {
                relay(end, other);
            }
            drop(server);
        }
    }
    drop(fd);
}

RelayProxy::RelayProxy() : RelayProxy(Settings()) {}

RelayProxy::RelayProxy(Settings settings) : state_(std::make_shared<State>()) {
    state_->settings = std::move(settings);
    state_->listen();
    state_->threads.reserve(256);
    state_->threads.emplace_back([state = state_.get()] { state->accept_all(); });
}

RelayProxy::~RelayProxy() {
    std::vector<std::thread> threads;
    {
        const std::lock_guard lock(state_->mutex);
        state_->ending = true;
        ::shutdown(state_->listener, SHUT_RDWR);
        for (const int fd : state_->open) {
            ::shutdown(fd, SHUT_RDWR);
        }
        threads.swap(state_->threads);
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    ::close(state_->listener);
    if (!state_->settings.unix_path.empty()) {
        ::unlink(state_->settings.unix_path.c_str());
    }
}

std::uint16_t RelayProxy::port() const {
    return state_->port;
}

std::string RelayProxy::url(const std::string& scheme, const std::string& login) const {
    return scheme + "://" + (login.empty() ? "" : login + '@') + "127.0.0.1:" + std::to_string(port());
}

std::vector<RelayedClient> RelayProxy::clients() const {
    const std::lock_guard lock(state_->mutex);
    return state_->clients;
}

}  // namespace sluice::test
