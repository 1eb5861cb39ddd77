#pragma once

#include <sluice/record.h>

#include <QString>

#include <array>
#include <vector>

#include "gui/inspector/palette.h"

namespace sluice::gui {

/// One bar: nanoseconds from the request's own start.
struct PhaseSpan {
    Phase phase = Phase::queued;
    qint64 start = -1;  ///< -1: the phase did not happen
    qint64 end = -1;
    bool open = false;  ///< still going on, or cut off in the middle
    QString missing;    ///< why there is no bar: "cached", "reused connection 3 (0 ms)"
    bool happened() const { return start >= 0; }
    qint64 length() const { return happened() ? end - start : -1; }
};

/// A request as the waterfall draws it. Marks that run backwards (a clock that was set) are clamped: every bar has a
/// length of zero or more and none begins before the request.
struct RequestPhases {
    std::array<PhaseSpan, phaseCount> spans;
    qint64 setupEnd = 0;  ///< first byte of the response, or where it ended before that
    qint64 total = 0;
    bool running = false;
    const PhaseSpan& of(Phase phase) const { return spans[static_cast<std::size_t>(phase)]; }
};

/// `nowNs`: from the request's start, where the bars of a running request end.
RequestPhases phasesOf(const RequestRecord& record, qint64 nowNs);

/// "DNS", "TCP connect", "TLS 1.3", ...
QString nameOf(Phase phase, const RequestRecord& record);

enum class AxisMode { split, linear, logarithmic };

/// Turns nanoseconds into pixels. The split axis gives the set-up part its own linear scale and the transfer another
/// after a break, because a set-up takes milliseconds and a transfer minutes.
class TimeAxis {
  public:
    struct Tick {
        double x;
        QString label;
    };

    /// `setup` and `total`: the longest of what is shown, in nanoseconds. Draws into [left, left + width).
    TimeAxis(AxisMode mode, qint64 setup, qint64 total, double left, double width);

    double x(qint64 nanoseconds) const;
    /// The same for the left edge of a bar: what begins where the set-up ends is drawn behind the break.
    double beginX(qint64 nanoseconds) const;
    /// Where the break is drawn (its middle), negative if there is none: not a split axis, or the whole fits one.
    double breakAt() const { return break_; }
    const std::vector<Tick>& ticks() const { return ticks_; }
    static constexpr double breakWidth = 10;

  private:
    void addLinearTicks(qint64 from, qint64 to, int most);
    void addLogTicks();
    double behindBreak(double nanoseconds) const;

    AxisMode mode_;
    double setup_;
    double total_;
    double left_;
    double width_;
    double setupWidth_ = 0;
    double break_ = -1;
    std::vector<Tick> ticks_;
};

}  // namespace sluice::gui
