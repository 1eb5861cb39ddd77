#pragma once

#include <sluice/code.h>
#include <sluice/socket.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace sluice {

class Easy;

/// The complete interest in a socket, never a change of it. Values of CURL_POLL_*; `remove` is a value, not a bit.
enum class Watch : std::uint8_t { none = 0, in = 1, out = 2, in_out = 3, remove = 4 };

/// Readiness bits of socket_action: CURL_CSELECT_*. Hints; 0 = unknown, look yourself.
inline constexpr unsigned select_in = 1, select_out = 2, select_error = 4;

/// A descriptor of the application that poll() waits for too.
struct PollFd {
    Socket fd = -1;
    unsigned wanted = 0;  ///< select_in | select_out
    unsigned ready = 0;   ///< filled by poll()
};

/// One transfer that has ended. It stays in the Multi until removed.
struct Done {
    Easy* easy = nullptr;
    Code code = Code::ok;
};

/// How many connections a Multi may have. Source: curl_multi_setopt(3).
struct MultiLimits {
    int max_total_connections = 0;  ///< 0 = no limit; more transfers wait in order
    int max_host_connections = 0;   ///< per host name and port
    int max_idle_connections = 0;   ///< 0 = four for each running transfer, at least eight
};

/// How many transfers of a Multi are in which state.
struct MultiCounts {
    int added = 0;    ///< in the Multi, ended ones included
    int running = 0;  ///< not ended; those that wait for a connection included
    int pending = 0;  ///< waiting for a connection
    int done = 0;     ///< ended, not yet removed
};

/// What a new network makes worthless: CURLMNWC_*. Bits.
namespace network_change {
inline constexpr unsigned connections = 1;  ///< idle ones are closed; those in use carry nothing after their request
inline constexpr unsigned names = 2;        ///< the cache of addresses is emptied
}  // namespace network_change

/// What a Multi reports without being asked. Source: curl_multi_notify_enable(3).
enum class Notification : std::uint8_t { done_available, easy_done };

/// Drives many transfers at once on one thread; owns their connections, names and timers. Two ways to drive it:
///
/// multi: add() … then perform() (never waits) and poll() (waits) until running is 0; next_done() after each.
///
/// socket-driven: set_socket_callback and set_timer_callback first, then add(). The callbacks say which sockets to
/// watch for what and when to call at the latest; answer with socket_action() and timer_expired(), then next_done().
/// Nothing else is needed. Do not mix with perform() and poll().
///
/// The contract of libcurl's multi_socket: each change of interest is one call; `remove` comes before a socket is
/// closed, and the same number may be announced again at once for a new one; one timer, single shot, a new value
/// replaces the old, negative cancels; from inside these callbacks nothing of this library but next_done, counts,
/// set_socket_data and wakeup may be called. A return of -1 makes the running call return aborted_by_callback and ends
/// every transfer with 42; add() is refused until all are removed.
///
/// One thread at a time; wakeup() alone may be called from any.
class Multi {
  public:
    Multi();
    Multi(const Multi&) = delete;
    Multi& operator=(const Multi&) = delete;
    /// Ends what still runs. May call the socket callback (remove).
    ~Multi();

    /// Does no I/O: the transfer begins at the next drive. added_already if it is in a Multi.
    MultiCode add(Easy& easy);
    /// Ends its transfer if it runs, and forgets its unread message. ok if it is in none, bad_easy_handle if in
    /// another.
    MultiCode remove(Easy& easy);
    /// The next transfer that has ended, or nothing. Each comes out once.
    std::optional<Done> next_done();

    /// Does what can be done without waiting.
    MultiCode perform(int& running);
    /// Waits until something can be done, a descriptor of `extra` is ready, wakeup() is called or the time is over.
    /// A negative time is a bad_function_argument.
    MultiCode poll(std::chrono::milliseconds timeout, std::span<PollFd> extra = {}, int* ready = nullptr);
    /// Ends the present or next poll(). Any thread.
    MultiCode wakeup();

    /// `easy` is informative and may be null; `socket_data` is what set_socket_data gave for this registration.
    using SocketCallback = std::function<int(const Easy* easy, Socket fd, Watch what, void* socket_data)>;
    MultiCode set_socket_callback(SocketCallback callback);
    /// Milliseconds from now; 0 = as soon as control is back in the loop; negative = cancel.
    using TimerCallback = std::function<int(std::chrono::milliseconds)>;
    MultiCode set_timer_callback(TimerCallback callback);
    MultiCode socket_action(Socket fd, unsigned ready, int& running);
    MultiCode timer_expired(int& running);
    /// bad_socket if the socket is not watched now; lost at `remove`.
    MultiCode set_socket_data(Socket fd, void* data);

    /// Called after an action, outside of all transfers; here add(), remove() and the like are allowed, driving on
    /// (perform, socket_action, timer_expired) is not.
    MultiCode set_notify_callback(std::function<void(Notification, Easy*)> callback);
    MultiCode set_limits(const MultiLimits& limits);
    /// The machine has another network now: drops what network_change names, once. What runs goes on; what a Share
    /// holds is left alone.
    MultiCode network_changed(unsigned what);
    MultiCounts counts() const;
    std::vector<Easy*> transfers() const;

    struct Impl;
    Impl& impl() const { return *impl_; }  ///< for the library itself
    explicit Multi(std::unique_ptr<Impl> impl);

  private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace sluice
