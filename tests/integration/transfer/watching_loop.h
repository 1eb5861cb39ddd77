#pragma once

#include <sluice/easy.h>
#include <sluice/multi.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace sluice::test {

/// A loop of the application's own around a Multi in socket mode that writes down every call it gets and checks
/// nothing.
class WatchingLoop {
  public:
    struct SocketCall {
        const Easy* easy;
        Socket fd;
        Watch what;
        void* data;
        bool open;  ///< whether the descriptor was open at the call
    };

    WatchingLoop();
    ~WatchingLoop();

    Multi& multi() { return *multi_; }
    /// Turns until nothing runs; false after thirty seconds.
    bool run();
    bool run_until(const std::function<bool()>& condition);
    void turn(std::chrono::milliseconds most);

    const std::vector<SocketCall>& socket_calls() const { return socket_calls_; }
    /// Milliseconds of each call, -1 for a cancellation.
    const std::vector<std::int64_t>& timer_calls() const { return timer_calls_; }
    const std::map<Socket, Watch>& watched() const { return watched_; }
    bool timer_armed() const { return due_.has_value(); }
    /// Everything next_done() gave.
    const std::vector<Done>& done() const { return done_; }

    std::function<void()> on_socket_call;
    std::function<void()> on_timer_call;
    std::function<void()> between_turns;
    int socket_verdict = 0;
    int timer_verdict = 0;

  private:
    std::unique_ptr<Multi> multi_;
    std::vector<SocketCall> socket_calls_;
    std::vector<std::int64_t> timer_calls_;
    std::map<Socket, Watch> watched_;
    std::vector<Done> done_;
    std::optional<std::chrono::steady_clock::time_point> due_;
};

}  // namespace sluice::test
