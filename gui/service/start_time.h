#pragma once

#include <QDateTime>
#include <QString>

namespace sluice::service {

/// A moment that was typed, or why it is none.
struct StartTime {
    qint64 seconds = 0;  ///< since the epoch; 0 if it was refused
    QString refusal;     ///< one sentence
};

/// Reads "18:30", the next such time after `now`, or "2026-11-24T18:30", both in the local time of `now`. A moment that
/// has passed is refused.
StartTime startTime(const QString& text, const QDateTime& now);

}  // namespace sluice::service
