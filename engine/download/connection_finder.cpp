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

double rate_of(std::uint64_t bytes, Duration time) {
    return static_cast<double>(bytes) / std::chrono::duration<double>(time).count();
}

}  // namespace

void ConnectionFinder::open_window(const View& view) {
    open_ = true;
    begin_ = view.now;
    begin_bytes_ = view.received;
    half_bytes_.reset();
}

void ConnectionFinder::settle(int at) {
    wanted_ = at;
    settled_ = true;
}

void ConnectionFinder::limit(int most) {
    most_ = std::max(most, 1);
    if (wanted_ > most_) {
        settle(most_);
    }
}

std::optional<Instant> ConnectionFinder::next_look(Instant now) const {
    if (settled_) {
        return std::nullopt;
    }
    if (!open_) {
        return now + window / 6;
    }
    return half_bytes_ ? begin_ + window : begin_ + window / 2;
}

void ConnectionFinder::look(const View& view) {
    if (settled_) {
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
    base_rate_ = rate;
    before_ = wanted_;
    if (wanted_ >= most_ || static_cast<double>(view.rest) < rate * least_seconds) {
        settle(wanted_);
        return;
    }
    wanted_ = std::min(wanted_ * 2, most_);
    windows_ = 0;
    stepped_ = view.now;
    open_ = false;
}

}  // namespace sluice::download
