#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sluice::download {

/// What one server taught: how many connections it lets work at once.
struct HostLesson {
    int connections = 0;
    std::string reason;          ///< one sentence, for people
    std::int64_t learnt_at = 0;  ///< seconds since the epoch
    std::int64_t expires_at = 0;

    friend bool operator==(const HostLesson&, const HostLesson&) = default;
};

/// What is remembered of servers, by "host:port" in small letters. A value that somebody keeps: every change is told,
/// so that it can be stored. One thread.
class HostMemory {
  public:
    /// A lesson is forgotten after so long: servers change their minds.
    static constexpr std::int64_t lifetime_s = 24 * 3600;
    using Entry = std::pair<std::string, HostLesson>;

    std::optional<HostLesson> find(const std::string& host, std::int64_t now_s) const;
    /// A smaller number replaces a larger one; a larger one only what has expired.
    void learn(const std::string& host, int connections, std::string reason, std::int64_t now_s);
    /// More worked than was remembered: the lesson is void.
    void disprove(const std::string& host, int connections);
    void forget(const std::string& host);
    void clear();
    /// By name; without what has expired.
    std::vector<Entry> list(std::int64_t now_s) const;

    /// Puts back what was stored; tells nobody.
    void restore(const std::string& host, const HostLesson& lesson) { lessons_[host] = lesson; }
    /// Called after each change, with null for a host that is forgotten.
    void on_change(std::function<void(const std::string& host, const HostLesson* lesson)> callback) {
        on_change_ = std::move(callback);
    }

  private:
    std::map<std::string, HostLesson> lessons_;
    std::function<void(const std::string&, const HostLesson*)> on_change_;
};

/// How many connections all downloads of a program have, by host and in total. One thread.
class ConnectionBudget {
  public:
    struct Limits {
        int per_host = 8;
        int total = 64;
    };
    ConnectionBudget() = default;
    explicit ConnectionBudget(Limits limits) : limits_(limits) {}

    void set_limits(Limits limits) { limits_ = limits; }
    const Limits& limits() const { return limits_; }
    int in_use(const std::string& host) const;
    int in_use() const { return total_; }
    /// Whether one more may be opened. The first connection of a download is opened all the same: others make room.
    bool has_room(const std::string& host) const;
    /// More are open than there should be: a download with several gives one back.
    bool is_over(const std::string& host) const;
    void take(const std::string& host);
    void give(const std::string& host);

  private:
    Limits limits_;
    std::map<std::string, int> hosts_;
    int total_ = 0;
};

}  // namespace sluice::download
