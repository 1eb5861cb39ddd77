#include "tests/support/scripted_loop.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace sluice::test {
namespace {

int open_listener(const ScriptedServer::Settings& settings, std::uint16_t& port) {
    const int fd = ::socket(settings.ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int yes = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    sockaddr_storage address{};
    socklen_t size = 0;
    if (settings.ipv6) {
        auto& v6 = reinterpret_cast<sockaddr_in6&>(address);
        v6.sin6_family = AF_INET6;
        v6.sin6_addr = in6addr_loopback;
        v6.sin6_port = htons(settings.port);
        size = sizeof(v6);
    } else {
        auto& v4 = reinterpret_cast<sockaddr_in&>(address);
        v4.sin_family = AF_INET;
        v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        v4.sin_port = htons(settings.port);
        size = sizeof(v4);
    }
    if (::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(fd, settings.accepts ? 4096 : 0) != 0 ||
        ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        ::close(fd);
        return -1;
    }
    port = ntohs(settings.ipv6 ? reinterpret_cast<sockaddr_in6&>(address).sin6_port
                               : reinterpret_cast<sockaddr_in&>(address).sin_port);
    return fd;
}

}  // namespace

ScriptedServer::Loop::Loop(Settings wanted) : settings(std::move(wanted)) {
    if (settings.tls || settings.later_tls) {
        acceptor_ = std::make_unique<TlsAcceptor>(settings.tls ? *settings.tls : *settings.later_tls);
        error = acceptor_->error();
    }
    listener_ = open_listener(settings, port);
    if (listener_ < 0) {
        error = std::string("no port to listen on: ") + std::strerror(errno);
        return;
    }
    epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    wakeup_ = ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    watch(wakeup_, EPOLLIN, wakeup_id, EPOLL_CTL_ADD);
    if (settings.accepts) {
        watch(listener_, EPOLLIN, listener_id, EPOLL_CTL_ADD);
    }
    thread_ = std::thread([this] { run(); });
}

ScriptedServer::Loop::~Loop() {
    stop_ = true;
    if (thread_.joinable()) {
        ::eventfd_write(wakeup_, 1);
        thread_.join();
    }
    connections_.clear();
    for (const int fd : {listener_, epoll_, wakeup_}) {
        if (fd >= 0) {
            ::close(fd);
        }
    }
}

void ScriptedServer::Loop::watch(int fd, std::uint32_t events, int number, int operation) const {
    epoll_event event{};
    event.events = events;
    event.data.fd = number;
    ::epoll_ctl(epoll_, operation, fd, &event);
}

void ScriptedServer::Loop::run() {
    sigset_t pipe_only;
    sigemptyset(&pipe_only);
    sigaddset(&pipe_only, SIGPIPE);  // OpenSSL writes with write(2)
    ::pthread_sigmask(SIG_BLOCK, &pipe_only, nullptr);
    std::vector<epoll_event> events(512);
    while (!stop_) {
        const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), timeout_ms());
        for (int i = 0; i < count; ++i) {
            const auto& event = events[static_cast<std::size_t>(i)];
            if (event.data.fd == listener_id) {
                accept_all();
            } else if (event.data.fd == wakeup_id) {
                run_jobs();
            } else {
                advance(event.data.fd, (event.events & (EPOLLERR | EPOLLHUP)) != 0);
            }
        }
        advance_due();
    }
}

int ScriptedServer::Loop::timeout_ms() const {
    if (due_.empty()) {
        return -1;
    }
    const auto left = due_.top().first - std::chrono::steady_clock::now();
    return static_cast<int>(
        std::clamp<std::int64_t>(std::chrono::ceil<std::chrono::milliseconds>(left).count(), 0, 60'000));
}

void ScriptedServer::Loop::accept_all() {
    for (;;) {
        const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) {
            return;
        }
        const int yes = 1;
        ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
        if (settings.receive_buffer > 0) {
            ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &settings.receive_buffer, sizeof(settings.receive_buffer));
        }
        const int number = ++accepted_;
        Greeting greet;
        {
            const std::lock_guard lock(mutex);
            facts.emplace_back().number = number;
            ++open;
            greet = greeting;
        }
        changed.notify_all();
        Watched watched;
        watched.connection = std::make_unique<ScriptedConnection>(
            static_cast<Host&>(*this), fd, number, settings.tls.has_value(), greet ? greet(number) : Reply());
        watch(fd, 0, number, EPOLL_CTL_ADD);
        connections_.emplace(number, std::move(watched));
        advance(number, false);
    }
}

void ScriptedServer::Loop::advance(int number, bool broken) {
    const auto found = connections_.find(number);
    if (found == connections_.end()) {
        return;
    }
    Watched& watched = found->second;
    watched.connection->advance(broken);
    {
        const std::lock_guard lock(mutex);
        facts[static_cast<std::size_t>(number) - 1] = watched.connection->facts();
        open -= watched.connection->gone() ? 1 : 0;
    }
    if (watched.connection->gone()) {
        connections_.erase(found);
        changed.notify_all();
        return;
    }
    if (const auto events = watched.connection->wanted_events(); events != watched.events) {
        watched.events = events;
        watch(watched.connection->fd(), events, number, EPOLL_CTL_MOD);
    }
    if (const auto due = watched.connection->due(); due != watched.due) {
        watched.due = due;
        if (due) {
            due_.emplace(*due, number);
        }
    }
}

void ScriptedServer::Loop::advance_due() {
    const auto now = std::chrono::steady_clock::now();
    while (!due_.empty() && due_.top().first <= now) {
        const auto [time, number] = due_.top();
        due_.pop();
        const auto found = connections_.find(number);
        if (found != connections_.end() && found->second.due == time) {
            found->second.due.reset();
            advance(number, false);
        }
    }
}

Reply ScriptedServer::Loop::answer(const RecordedRequest& request) {
    std::unique_lock lock(mutex);
    requests.push_back(request);
    facts[static_cast<std::size_t>(request.connection) - 1].requests = request.number;
    changed.notify_all();
    if (!queue.empty()) {
        Reply reply = std::move(queue.front());
        queue.pop_front();
        return reply;
    }
    if (const auto path = paths.find(request.path()); path != paths.end()) {
        return path->second;
    }
    const Handler answers = handler;
    lock.unlock();
    return answers ? answers(request) : Reply::http(404, "nothing here\n");
}

bool ScriptedServer::Loop::is_open(const std::string& gate) {
    const std::lock_guard lock(mutex);
    return gates.count(gate) > 0;
}

void ScriptedServer::Loop::run_jobs() {
    eventfd_t value = 0;
    ::eventfd_read(wakeup_, &value);
    std::vector<std::function<void()>> jobs;
    {
        const std::lock_guard lock(mutex);
        jobs.swap(jobs_);
    }
    for (const auto& job : jobs) {
        job();
    }
}

void ScriptedServer::Loop::on_thread(std::function<void()> job) {
    if (!thread_.joinable()) {
        return;
    }
    if (std::this_thread::get_id() == thread_.get_id()) {
        job();
        return;
    }
    bool done = false;
    std::unique_lock lock(mutex);
    jobs_.push_back([this, &done, job = std::move(job)] {
        job();
        const std::lock_guard guard(mutex);
        done = true;
        changed.notify_all();
    });
    ::eventfd_write(wakeup_, 1);
    changed.wait(lock, [&done] { return done; });
}

void ScriptedServer::Loop::wake_held() {
    std::vector<int> held;
    for (const auto& [number, watched] : connections_) {
        if (watched.connection->is_held()) {
            held.push_back(number);
        }
    }
    for (const int number : held) {
        advance(number, false);
    }
}

void ScriptedServer::Loop::end_connections(bool reset) {
    for (auto& [number, watched] : connections_) {
        watched.connection->finish(reset);
        const std::lock_guard lock(mutex);
        facts[static_cast<std::size_t>(number) - 1] = watched.connection->facts();
        --open;
    }
    connections_.clear();
    changed.notify_all();
}

void ScriptedServer::Loop::stop_listening() {
    if (listener_ >= 0) {
        ::close(listener_);
        listener_ = -1;
    }
}

}  // namespace sluice::test
