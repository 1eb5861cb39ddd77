#include "engine/queue/speed_meter.h"

#include <algorithm>
#include <cmath>

namespace sluice::queue {

namespace {

constexpr std::chrono::seconds short_window{3};
constexpr std::chrono::seconds long_window{30};
constexpr std::size_t most_samples = 600;

double seconds_of(Duration time) {
    return std::chrono::duration<double>(time).count();
}

}  // namespace

void SpeedMeter::start(Instant now) {
    points_.clear();
    points_.push_back({now, 0});
    curve_from_ = Point{now, 0};
    speed_ = 0;
}

void SpeedMeter::add(Instant now, std::int64_t bytes_so_far) {
    if (points_.empty()) {
        start(now);
    }
    if (now <= points_.back().at) {
        points_.back().bytes = std::max(points_.back().bytes, bytes_so_far);
        return;
    }
    points_.push_back({now, std::max(bytes_so_far, points_.back().bytes)});
    // One point before the window stays: it is where the window's first stretch begins.
    while (points_.size() > 2 && points_[1].at <= now - long_window) {
        points_.pop_front();
    }
    speed_ = weighted(now);
    peak_ = std::max(peak_, speed_);
    extend_curve(now);
}

double SpeedMeter::weighted(Instant now) const {
    const double window = seconds_of(short_window);
    double sum = 0;
    double weights = 0;
    for (std::size_t i = points_.size() - 1; i > 0; --i) {
        const double begin = std::min(window, seconds_of(now - points_[i - 1].at));
        const double end = seconds_of(now - points_[i].at);
        if (end >= window) {
            break;
        }
        const double rate = static_cast<double>(points_[i].bytes - points_[i - 1].bytes) /
                            seconds_of(points_[i].at - points_[i - 1].at);
        // The weight falls evenly from 1 (now) to 0 (three seconds ago): its integral over this stretch.
        const double weight = (begin - end) * (1 - (begin + end) / (2 * window));
        sum += rate * weight;
        weights += weight;
    }
    return weights > 0 ? sum / weights : 0;
}

std::int64_t SpeedMeter::seconds_for(std::int64_t bytes) const {
    if (points_.size() < 2 || bytes < 0) {
        return -1;
    }
    const double time = seconds_of(points_.back().at - points_.front().at);
    const double gained = static_cast<double>(points_.back().bytes - points_.front().bytes);
    if (time < 1 || gained <= 0) {
        return -1;
    }
    const double left = std::ceil(static_cast<double>(bytes) * time / gained);
    return left < 1e15 ? static_cast<std::int64_t>(left) : -1;
}

void SpeedMeter::extend_curve(Instant now) {
    if (!curve_from_) {
        curve_from_ = points_.front();
    }
    const double time = seconds_of(now - curve_from_->at);
    if (time < static_cast<double>(curve_step_s_)) {
        return;
    }
    const std::int64_t bytes = points_.back().bytes;
    curve_time_s_ += static_cast<float>(time);
    curve_.push_back({curve_time_s_, static_cast<float>(static_cast<double>(bytes - curve_from_->bytes) / time)});
    curve_from_ = Point{now, bytes};
    if (curve_.size() < most_samples) {
        return;
    }
    std::vector<SpeedSample> half;
    half.reserve(most_samples);
    for (std::size_t i = 0; i + 1 < curve_.size(); i += 2) {
        half.push_back({curve_[i + 1].at_s, (curve_[i].bytes_per_second + curve_[i + 1].bytes_per_second) / 2});
    }
    curve_ = std::move(half);
    curve_step_s_ *= 2;
}

}  // namespace sluice::queue
