#include "gui/inspector/waterfall_layout.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

#include "gui/format/time.h"

namespace sluice::gui {

namespace {

QString say(const char* text) {
    return QCoreApplication::translate("Waterfall", text);
}

/// Share of the width that the set-up part gets on a split axis.
constexpr double setupShare = 0.56;
/// Below this ratio both parts are readable on one scale.
constexpr qint64 splitRatio = 4;

void put(RequestPhases& out, Phase phase, qint64 start, qint64 end, qint64 stop) {
    if (start < 0) {
        return;
    }
    PhaseSpan& span = out.spans[static_cast<std::size_t>(phase)];
    span.start = start;
    span.open = end < 0;
    span.end = std::max(start, end < 0 ? stop : end);
}

/// The last moment that is known of a request that ended.
qint64 lastMark(const RequestRecord& record) {
    const auto& m = record.marks;
    qint64 last = std::max({m.queued_end, m.dns_start, m.dns_end, m.connect_start, m.connect_end, m.tls_start,
                            m.tls_end, m.request_start, m.request_end, m.first_byte, m.last_byte, std::int64_t(0)});
    for (const LostAttempt& lost : record.lost) {
        last = std::max<qint64>(last, lost.end_ns);
    }
    return last;
}

/// Without a mark of its own, queueing ended when the first thing after it began. -1 if nothing did.
qint64 queuedUntil(const RequestRecord::Marks& m) {
    for (const qint64 mark : {m.queued_end, m.dns_start, m.connect_start, m.tls_start, m.request_start, m.first_byte}) {
        if (mark >= 0) {
            return mark;
        }
    }
    return -1;
}

QString whyNoLookup(const RequestRecord& record) {
    switch (record.name_source) {
        case NameSource::cached:
            return say(QT_TRANSLATE_NOOP("Waterfall", "No lookup: the address was cached"));
        case NameSource::literal:
            return say(QT_TRANSLATE_NOOP("Waterfall", "No lookup: the address is a number"));
        case NameSource::override_list:
            return say(QT_TRANSLATE_NOOP("Waterfall", "No lookup: the address was given"));
        case NameSource::none:
        case NameSource::lookup:
            break;
    }
    return {};
}

void explainMissing(RequestPhases& out, const RequestRecord& record) {
    const auto explain = [&out](Phase phase, const QString& why) {
        PhaseSpan& span = out.spans[static_cast<std::size_t>(phase)];
        if (!span.happened()) {
            span.missing = why;
        }
    };
    if (record.reused) {
        const QString reused =
            say(QT_TRANSLATE_NOOP("Waterfall", "Reused connection %1 (0 ms)")).arg(record.connection_id);
        explain(Phase::dns, reused);
        explain(Phase::connect, reused);
        explain(Phase::tls, reused);
        return;
    }
    explain(Phase::dns, whyNoLookup(record));
    if (!record.url.starts_with("https:") && out.of(Phase::connect).happened()) {
        explain(Phase::tls, say(QT_TRANSLATE_NOOP("Waterfall", "Not encrypted")));
    }
}

double niceStep(double range, int most) {
    const double raw = range / most;
    const double magnitude = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        if (factor * magnitude >= raw) {
            return factor * magnitude;
        }
    }
    return 10 * magnitude;
}

/// "0 ms", "50 ms", "1.5 s": short, for an axis.
QString tickLabel(double ns) {
    const auto trimmed = [](double value, const char* pattern) { return say(pattern).arg(value, 0, 'g', 4); };
    if (ns == 0) {
        return say(QT_TRANSLATE_NOOP("Waterfall", "0"));
    }
    if (ns < 1e6) {
        return trimmed(ns / 1e3, QT_TRANSLATE_NOOP("Waterfall", "%1 µs"));
    }
    if (ns < 1e9) {
        return trimmed(ns / 1e6, QT_TRANSLATE_NOOP("Waterfall", "%1 ms"));
    }
    if (ns < 120e9) {
        return trimmed(ns / 1e9, QT_TRANSLATE_NOOP("Waterfall", "%1 s"));
    }
    return format::duration(std::llround(ns / 1e9));
}

double logOf(double ns) {
    return std::log10(1 + ns / 1e5);
}

}  // namespace

RequestPhases phasesOf(const RequestRecord& record, qint64 nowNs) {
    RequestPhases out;
    const auto& m = record.marks;
    out.running = record.end_reason.empty();
    const qint64 stop = out.running ? std::max(nowNs, lastMark(record)) : lastMark(record);
    for (int i = 0; i < phaseCount; ++i) {
        out.spans[static_cast<std::size_t>(i)].phase = static_cast<Phase>(i);
    }
    put(out, Phase::queued, 0, queuedUntil(m), stop);
    put(out, Phase::dns, m.dns_start, m.dns_end, stop);
    put(out, Phase::connect, m.connect_start, m.connect_end, stop);
    put(out, Phase::tls, m.tls_start, m.tls_end, stop);
    put(out, Phase::request, m.request_start, m.request_end, stop);
    put(out, Phase::waiting, m.request_end, m.first_byte, stop);
    put(out, Phase::transfer, m.first_byte, m.last_byte, stop);
    if (out.of(Phase::waiting).happened() && m.first_byte >= 0 && m.first_byte < m.request_end) {
        // The answer began before the request was out: nothing was waited for.
        out.spans[static_cast<std::size_t>(Phase::waiting)].end = m.request_end;
    }
    out.total = stop;
    for (const PhaseSpan& span : out.spans) {
        out.total = std::max(out.total, span.end);
    }
    out.setupEnd = m.first_byte >= 0 ? m.first_byte : out.total;
    explainMissing(out, record);
    return out;
}

QString nameOf(Phase phase, const RequestRecord& record) {
    switch (phase) {
        case Phase::queued:
            return say(QT_TRANSLATE_NOOP("Waterfall", "Queued"));
        case Phase::dns:
            return say(QT_TRANSLATE_NOOP("Waterfall", "DNS"));
        case Phase::connect:
            return say(QT_TRANSLATE_NOOP("Waterfall", "TCP connect"));
        case Phase::tls: {
            QString version = record.tls ? QString::fromStdString(record.tls->version) : QString();
            version.remove(QStringLiteral("TLSv"));
            const QString name = say(QT_TRANSLATE_NOOP("Waterfall", "TLS"));
            return version.isEmpty() ? name : name + QLatin1Char(' ') + version;
        }
        case Phase::request:
            return say(QT_TRANSLATE_NOOP("Waterfall", "Request sent"));
        case Phase::waiting:
            return say(QT_TRANSLATE_NOOP("Waterfall", "Waiting (TTFB)"));
        case Phase::transfer:
            return say(QT_TRANSLATE_NOOP("Waterfall", "Transfer"));
    }
    return {};
}

TimeAxis::TimeAxis(AxisMode mode, qint64 setup, qint64 total, double left, double width)
    : mode_(mode),
      setup_(static_cast<double>(std::max<qint64>(setup, 0))),
      total_(static_cast<double>(std::max<qint64>({total, setup, 1}))),
      left_(left),
      width_(std::max(width, 1.0)) {
    if (mode_ == AxisMode::split && (setup_ <= 0 || total_ < setup_ * splitRatio)) {
        mode_ = AxisMode::linear;
    }
    if (mode_ == AxisMode::split) {
        setupWidth_ = (width_ - breakWidth) * setupShare;
        break_ = left_ + setupWidth_ + breakWidth / 2;
        addLinearTicks(0, static_cast<qint64>(setup_), 4);
        ticks_.push_back({left_ + width_, tickLabel(total_)});
    } else if (mode_ == AxisMode::linear) {
        addLinearTicks(0, static_cast<qint64>(total_), 5);
    } else {
        addLogTicks();
    }
}

double TimeAxis::x(qint64 nanoseconds) const {
    const double ns = std::clamp(static_cast<double>(nanoseconds), 0.0, total_);
    switch (mode_) {
        case AxisMode::linear:
            return left_ + width_ * ns / total_;
        case AxisMode::logarithmic:
            return left_ + width_ * logOf(ns) / logOf(total_);
        case AxisMode::split:
            break;
    }
    return ns <= setup_ ? left_ + setupWidth_ * ns / setup_ : behindBreak(ns);
}

double TimeAxis::beginX(qint64 nanoseconds) const {
    const auto ns = static_cast<double>(nanoseconds);
    return mode_ == AxisMode::split && ns >= setup_ ? behindBreak(std::min(ns, total_)) : x(nanoseconds);
}

double TimeAxis::behindBreak(double nanoseconds) const {
    const double rest = width_ - setupWidth_ - breakWidth;
    return left_ + setupWidth_ + breakWidth + rest * (nanoseconds - setup_) / (total_ - setup_);
}

void TimeAxis::addLinearTicks(qint64 from, qint64 to, int most) {
    const double step = niceStep(std::max(static_cast<double>(to - from), 1.0), most);
    for (double at = static_cast<double>(from); at <= static_cast<double>(to); at += step) {
        ticks_.push_back({x(static_cast<qint64>(at)), tickLabel(at)});
    }
}

void TimeAxis::addLogTicks() {
    ticks_.push_back({left_, tickLabel(0)});
    for (double at = 1e6; at <= total_; at *= 10) {
        ticks_.push_back({x(static_cast<qint64>(at)), tickLabel(at)});
    }
}

}  // namespace sluice::gui
