#include "engine/download/connection_finder.h"

#include <algorithm>

namespace sluice::download {

namespace {

using namespace std::chrono_literals;

constexpr Duration window = 300ms;
/// A step whose connections do not all deliver by then has failed.
constexpr Duration patience = 3s;
constexpr double worth = 1.15;
/// A rate that grows by itself within a window (slow start, cold caches) says nothing yet.
constexpr double still_growing = 1.15;
constexpr int most_windows = 4;
constexpr int least_windows = 2;  ///< before a step counts as failed
/// With less left than this at the present rate another connection is not worth its set-up.
constexpr double least_seconds = 1;
constexpr Duration watch_window = 500ms;
/// Below this part of what was found for two windows the search begins again.
constexpr double fallen = 0.7;
constexpr int most_low_windows = 2;
constexpr Duration first_rest = 10s;
constexpr Duration longest_rest = 80s;

double rate_of(std::uint64_t bytes, Duration time) {
    return static_cast<double>(bytes) / std::chrono::duration<double>(time).count();
}

}  // namespace

ConnectionFinder::ConnectionFinder(int most) : most_(most), rest_(first_rest) {}

void ConnectionFinder::open_window(const View& view) {
    open_ = true;
    begin_ = view.now;
    begin_bytes_ = view.received;
    half_bytes_.reset();
}

void ConnectionFinder::settle(int at) {
    wanted_ = at;
    settled_ = true;
    open_ = false;
    low_windows_ = 0;
    again_at_.reset();
}

void ConnectionFinder::watch(const View& view) {
    if (wanted_ >= most_) {
        return;
    }
    if (!again_at_) {
        again_at_ = view.now + rest_;
    }
    if (!open_) {
        open_window(view);
        return;
    }
    if (view.now - begin_ < watch_window) {
        return;
    }
    const double rate = rate_of(view.received - begin_bytes_, view.now - begin_);
    open_window(view);
    low_windows_ = rate < base_rate_ * fallen ? low_windows_ + 1 : 0;
    if (static_cast<double>(view.rest) < rate * least_seconds) {
        return;
    }
    if (low_windows_ >= most_low_windows || view.now >= *again_at_) {
        search_again(view, rate);
    }
}

void ConnectionFinder::search_again(const View& view, double rate) {
    rest_ = low_windows_ >= most_low_windows ? first_rest : std::min(rest_ * 2, longest_rest);
    settled_ = false;
    step(view, rate);
}

/// From what there is, which brings this rate, to the next number.
void ConnectionFinder::step(const View& view, double rate) {
    base_rate_ = rate;
    before_ = wanted_;
    wanted_ = std::min(wanted_ * 2, most_);
    windows_ = 0;
    stepped_ = view.now;
    open_ = false;
}

void ConnectionFinder::limit(int most) {
    most_ = std::max(most, 1);
    if (wanted_ > most_) {
        settle(most_);
    }
}

std::optional<Instant> ConnectionFinder::next_look(Instant now) const {
    if (settled_) {
        return wanted_ >= most_ ? std::nullopt : std::optional(open_ ? begin_ + watch_window : now + watch_window);
    }
    if (!open_) {
        return now + window / 6;
    }
    return half_bytes_ ? begin_ + window : begin_ + window / 2;
}

void ConnectionFinder::look(const View& view) {
    if (settled_) {
        watch(view);
        return;
    }
    if (view.delivering < wanted_ || view.received == 0) {
        open_ = false;
        if (wanted_ > 1 && view.now - stepped_ >= patience) {
            settle(std::max(before_, std::min(wanted_, view.delivering)));
        }
        return;
    }
    if (!open_) {
        open_window(view);
        return;
    }
    if (!half_bytes_ && view.now - begin_ >= window / 2) {
        half_bytes_ = view.received;
        half_ = view.now;
    }
    if (view.now - begin_ < window || half_ == view.now) {
        return;
    }
    const double rate = rate_of(view.received - begin_bytes_, view.now - begin_);
    const double first = rate_of(*half_bytes_ - begin_bytes_, half_ - begin_);
    const double second = rate_of(view.received - *half_bytes_, view.now - half_);
    open_window(view);
    ++windows_;
    judge(view, rate, second > first * still_growing);
}

void ConnectionFinder::judge(const View& view, double rate, bool growing) {
    const bool more_windows = growing && windows_ < most_windows;
    if (base_rate_ > 0 && rate < base_rate_ * worth) {
        if (!more_windows && windows_ >= least_windows) {
            settle(before_);
        }
        return;
    }
    if (base_rate_ == 0 && more_windows) {
        return;
    }
    if (wanted_ >= most_ || static_cast<double>(view.rest) < rate * least_seconds) {
        base_rate_ = rate;
        settle(wanted_);
        return;
    }
    step(view, rate);
}

}  // namespace sluice::download
