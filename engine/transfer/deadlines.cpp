#include "engine/transfer/deadlines.h"

#include <algorithm>

#include "engine/async/sleep.h"
#include "engine/base/result.h"

namespace sluice::transfer {

namespace {

using std::chrono::milliseconds;

constexpr Duration tick = std::chrono::seconds(1);
constexpr double speed_window_s = 5;

Error timed_out(Context& context, Kind kind, milliseconds limit) {
    ErrorArgs args;
    args.milliseconds = limit.count();
    args.bytes = context.info.sizes.download;
    args.limit = context.info.sizes.content_length_download;
    if (!context.info.requests.empty()) {
        args.address = context.record().remote_address;
        args.host = context.info.connection.scheme.empty() ? "" : args.address;
    }
    return fail(Code::operation_timedout, kind, std::move(args)).value();
}

/// The low-speed rule: fewer than N bytes a second, both directions summed over a window of five seconds, without a
/// break for M seconds. Time in which the transfer is held back on purpose does not count.
class LowSpeed {
  public:
    LowSpeed(std::int64_t limit, Duration time) : limit_(limit), time_(time) {}
    bool broken(Context& context, Instant now) {
        if (limit_ <= 0 || time_ <= Duration::zero()) {
            return false;
        }
        if (now - looked_ < tick) {
            return since_ && now - *since_ >= time_;
        }
        const double seconds = std::min(speed_window_s, std::chrono::duration<double>(now - looked_).count());
        const double weight = looked_ == Instant{} ? 1.0 : std::min(1.0, seconds / speed_window_s * 2);
        const double speed = static_cast<double>(context.moved - moved_) / std::max(seconds, 0.001);
        mean_ = looked_ == Instant{} ? 0 : mean_ + (speed - mean_) * weight;
        looked_ = now;
        moved_ = context.moved;
        if (context.stage == Stage::held || mean_ >= static_cast<double>(limit_)) {
            since_.reset();
        } else if (!since_) {
            since_ = now;
        }
        return since_ && now - *since_ >= time_;
    }

  private:
    std::int64_t limit_;
    Duration time_;
    Instant looked_{};
    std::uint64_t moved_ = 0;
    double mean_ = 0;
    std::optional<Instant> since_;
};

/// How long to sleep so that no rule is noticed late by more than a quarter of its time.
Duration pause_between_looks(const TimeoutOptions& times, bool ticks) {
    Duration pause = ticks || times.low_speed_limit > 0 ? tick : Duration(std::chrono::minutes(1));
    for (const milliseconds limit : {times.first_byte, times.idle}) {
        if (limit.count() > 0) {
            pause = std::min<Duration>(pause, std::max<Duration>(limit / 4, milliseconds(10)));
        }
    }
    return pause;
}

}  // namespace

bool needs_watch(const Options& options, const Observer& observer) {
    const TimeoutOptions& times = *options.timeouts;
    return times.total.count() > 0 || times.first_byte.count() > 0 || times.idle.count() > 0 ||
           (times.low_speed_limit > 0 && times.low_speed_time.count() > 0) || observer.wants_ticks();
}

async::Task<Error> watch(Context& context) {
    const TimeoutOptions& times = *context.options.timeouts;
    const bool ticks = context.observer.wants_ticks();
    const Duration pause = pause_between_looks(times, ticks);
    LowSpeed low_speed(times.low_speed_limit, times.low_speed_time);
    Instant next_tick = context.started + tick;
    for (;;) {
        const Instant now = context.reactor().now();
        Instant next = now + pause;
        if (times.total.count() > 0) {
            if (now - context.started >= times.total) {
                co_return timed_out(context, Kind::net_total_timeout, times.total);
            }
            next = std::min(next, context.started + times.total);
        }
        const Duration quiet = now - context.last_activity;
        if (context.stage == Stage::waiting_for_first_byte && times.first_byte.count() > 0 &&
            quiet >= times.first_byte) {
            co_return timed_out(context, Kind::net_first_byte_timeout, times.first_byte);
        }
        const bool moving = context.stage == Stage::receiving || context.stage == Stage::sending;
        if (moving && times.idle.count() > 0 && quiet >= times.idle) {
            co_return timed_out(context, Kind::net_stalled, times.idle);
        }
        if (low_speed.broken(context, now)) {
            co_return timed_out(context, Kind::net_slow,
                                std::chrono::duration_cast<milliseconds>(times.low_speed_time));
        }
        if (ticks && now >= next_tick) {
            next_tick = now + tick;
            auto verdict = context.observer.on_tick();
            if (!verdict) {
                co_return verdict.error();
            }
        }
        co_await async::SleepUntil(context.reactor(), next);
    }
}

}  // namespace sluice::transfer
