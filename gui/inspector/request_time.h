#pragma once

#include <sluice/record.h>

#include <QtGlobal>

#include <algorithm>
#include <chrono>

namespace sluice::gui {

/// When a request began, milliseconds since the epoch.
inline qint64 startedMs(const RequestRecord& record) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(record.started_at.time_since_epoch()).count();
}

/// How long ago it began, nanoseconds; 0 if the clock was set back since.
inline qint64 sinceStart(const RequestRecord& record, qint64 nowMs) {
    return std::max<qint64>(0, nowMs - startedMs(record)) * 1'000'000;
}

/// From the start of one request to that of another, nanoseconds.
inline qint64 startOffset(const RequestRecord& first, const RequestRecord& record) {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(record.started_at - first.started_at).count();
}

}  // namespace sluice::gui
