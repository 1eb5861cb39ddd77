// peer_slow_transfers URL COUNT SECONDS: the slow-transfer bench on libcurl's multi_socket with epoll, the best that is
// known of it. Only this folder may use libcurl.
#include <curl/curl.h>
#include <sys/epoll.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/slow_run.h"

namespace {

struct Transfer {
    bool started = false;
    sluice::bench::SlowRun* run = nullptr;
};

struct Loop {
    int epoll = ::epoll_create1(EPOLL_CLOEXEC);
    CURLM* multi = curl_multi_init();
    double due = -1;  ///< seconds of the steady clock; negative: no timer
};

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::size_t on_write(char*, std::size_t size, std::size_t count, void* pointer) {
    auto& transfer = *static_cast<Transfer*>(pointer);
    if (!transfer.started) {
        transfer.started = true;
        transfer.run->first_byte();
    }
    transfer.run->bytes(size * count);
    return size * count;
}

int on_socket(CURL*, curl_socket_t fd, int what, void* pointer, void* known) {
    auto& loop = *static_cast<Loop*>(pointer);
    if (what == CURL_POLL_REMOVE) {
        ::epoll_ctl(loop.epoll, EPOLL_CTL_DEL, fd, nullptr);
        return 0;
    }
    epoll_event event{};
    event.events = ((what & CURL_POLL_IN) != 0 ? EPOLLIN : 0U) | ((what & CURL_POLL_OUT) != 0 ? EPOLLOUT : 0U);
    event.data.fd = fd;
    ::epoll_ctl(loop.epoll, known != nullptr ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &event);
    curl_multi_assign(loop.multi, fd, &loop);
    return 0;
}

int on_timer(CURLM*, long after_ms, void* pointer) {
    static_cast<Loop*>(pointer)->due = after_ms < 0 ? -1 : now() + static_cast<double>(after_ms) / 1e3;
    return 0;
}

void turn(Loop& loop) {
    std::array<epoll_event, 1024> events{};
    const double wait = loop.due < 0 ? 0.1 : std::min(0.1, std::max(0.0, loop.due - now()));
    const int count =
        ::epoll_wait(loop.epoll, events.data(), static_cast<int>(events.size()), static_cast<int>(wait * 1e3));
    int running = 0;
    for (int i = 0; i < count; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        const int ready = ((event.events & EPOLLIN) != 0 ? CURL_CSELECT_IN : 0) |
                          ((event.events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0) |
                          ((event.events & (EPOLLERR | EPOLLHUP)) != 0 ? CURL_CSELECT_ERR : 0);
        curl_multi_socket_action(loop.multi, event.data.fd, ready, &running);
    }
    if (loop.due >= 0 && now() >= loop.due) {
        loop.due = -1;
        curl_multi_socket_action(loop.multi, CURL_SOCKET_TIMEOUT, 0, &running);
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: peer_slow_transfers URL COUNT SECONDS\n");
        return 2;
    }
    sluice::bench::raise_file_limit();
    curl_global_init(CURL_GLOBAL_DEFAULT);
    const int count = std::atoi(argv[2]);
    Loop loop;
    curl_multi_setopt(loop.multi, CURLMOPT_SOCKETFUNCTION, &on_socket);
    curl_multi_setopt(loop.multi, CURLMOPT_SOCKETDATA, &loop);
    curl_multi_setopt(loop.multi, CURLMOPT_TIMERFUNCTION, &on_timer);
    curl_multi_setopt(loop.multi, CURLMOPT_TIMERDATA, &loop);
    sluice::bench::SlowRun run(count, std::atof(argv[3]));
    std::vector<std::unique_ptr<Transfer>> transfers;
    for (int i = 0; i < count; ++i) {
        auto& transfer = *transfers.emplace_back(std::make_unique<Transfer>());
        transfer.run = &run;
        CURL* easy = curl_easy_init();
        const std::string url = std::string(argv[1]) + "?i=" + std::to_string(i);
        curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_write);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_multi_add_handle(loop.multi, easy);
    }
    while (!run.over(now())) {
        turn(loop);
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(loop.multi, &left)) {
            if (message->msg == CURLMSG_DONE) {
                run.transfer_ended();
            }
        }
    }
    const int status = run.finish();
    std::fflush(stdout);
    std::_Exit(status);  // the server is still sending: taking down thousands of transfers is not measured
}
