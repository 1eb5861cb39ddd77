#pragma once

#include <queue>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tests/support/scripted_server.h"

namespace sluice::test {

/// The thread, its sockets, and behind one mutex the script and the records.
class ScriptedServer::Loop : private ScriptedConnection::Host {
  public:
    explicit Loop(Settings settings);
    ~Loop() override;

    const Settings settings;
    std::string error;
    std::uint16_t port = 0;

    // ---- script and records; guarded by mutex
    mutable std::mutex mutex;
    mutable std::condition_variable changed;
    std::deque<Reply> queue;
    std::map<std::string, Reply> paths;
    Handler handler;
    Greeting greeting;
    std::set<std::string> gates;
    std::vector<RecordedRequest> requests;
    std::vector<ConnectionFacts> facts;
    std::size_t open = 0;

    /// Runs `job` on the server's thread and waits until it has run.
    void on_thread(std::function<void()> job);
    void end_connections(bool reset);
    void wake_held();
    void stop_listening();

  private:
    using Time = ScriptedConnection::Time;
    struct Watched {
        std::unique_ptr<ScriptedConnection> connection;
        std::uint32_t events = 0;
        std::optional<Time> due;
    };
    using DueEntry = std::pair<Time, int>;  // connection number

    Reply answer(const RecordedRequest& request) override;
    bool is_open(const std::string& gate) override;
    const TlsAcceptor* acceptor() const override { return acceptor_.get(); }
    Framing framing() const override { return settings.framing; }

    void run();
    void accept_all();
    void advance(int number, bool error);
    void advance_due();
    void run_jobs();
    int timeout_ms() const;
    void watch(int fd, std::uint32_t events, int number, int operation) const;

    static constexpr int listener_id = -1;
    static constexpr int wakeup_id = -2;
    std::unique_ptr<TlsAcceptor> acceptor_;
    int listener_ = -1;
    int epoll_ = -1;
    int wakeup_ = -1;
    int accepted_ = 0;
    std::unordered_map<int, Watched> connections_;
    std::priority_queue<DueEntry, std::vector<DueEntry>, std::greater<>> due_;
    std::vector<std::function<void()>> jobs_;  // guarded by mutex
    std::atomic<bool> stop_ = false;
    std::thread thread_;
};

}  // namespace sluice::test
