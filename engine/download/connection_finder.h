#pragma once

#include <cstdint>
#include <optional>

#include "engine/base/clock.h"

namespace sluice::download {

/// Finds how many connections a download is to have: begins with one, doubles while each step adds at least 15 % to
/// the total over a window of 300 ms, goes back where it does not. Then it keeps an eye on what it found: it searches
/// again when the total has fallen a good deal (a line that loses packets carries much at first and little later), and
/// now and then in any case, the more rarely the more often that was in vain. Pure: told what is, says what is wanted.
class ConnectionFinder {
  public:
    /// What the download looks like now.
    struct View {
        Instant now{};
        std::uint64_t received = 0;  ///< bytes of the body, over all connections, growing
        int delivering = 0;          ///< connections whose response has begun to come
        std::uint64_t rest = 0;      ///< bytes to go
    };

    explicit ConnectionFinder(int most);

    int wanted() const { return wanted_; }
    /// Whether it has made up its mind for now.
    bool settled() const { return settled_; }
    void look(const View& view);
    /// When to look again; nothing once no more may be tried.
    std::optional<Instant> next_look(Instant now) const;
    /// The server lets only so many work at once: no more are tried.
    void limit(int most);

  private:
    void open_window(const View& view);
    void judge(const View& view, double rate, bool growing);
    void settle(int at);
    void step(const View& view, double rate);
    void watch(const View& view);
    void search_again(const View& view, double rate);

    int most_;
    int wanted_ = 1;
    int before_ = 1;        ///< what it goes back to
    double base_rate_ = 0;  ///< with `before_` connections; 0: not measured yet
    int windows_ = 0;       ///< looked at with the present number
    bool settled_ = false;
    int low_windows_ = 0;                ///< one after the other, while settled
    Duration rest_;                      ///< how long the next settlement holds in any case
    std::optional<Instant> again_at_{};  ///< its end
    bool open_ = false;
    Instant stepped_{};
    Instant begin_{};
    std::uint64_t begin_bytes_ = 0;
    std::optional<std::uint64_t> half_bytes_;
    Instant half_{};
};

}  // namespace sluice::download
