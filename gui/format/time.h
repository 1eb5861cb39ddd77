#pragma once

#include <QDateTime>
#include <QString>

namespace sluice::gui::format {

/// "14 s", "3 min 20 s", "1 h 05 min", "2 d 4 h". Empty if negative (unknown).
QString duration(qint64 seconds);

/// As duration(), and "over 7 d" past a week: for what is an estimate.
QString timeLeft(qint64 seconds);

/// "45 µs", "0.2 ms", "12.4 ms", "22.48 s", "3 min 20 s". Empty if negative (did not happen).
QString span(qint64 nanoseconds);

/// Clock time of today, "14:02:31"; with the date if it is another day. Seconds since the epoch; empty for 0.
QString clockTime(qint64 secondsSinceEpoch, const QDateTime& now = QDateTime::currentDateTime());

/// "18:00", with the date if it is another day. Seconds since the epoch; empty for 0.
QString minuteOfDay(qint64 secondsSinceEpoch, const QDateTime& now = QDateTime::currentDateTime());

/// "14:02:31.123". Milliseconds since the epoch; empty for 0.
QString clockTimeMs(qint64 millisecondsSinceEpoch);

/// Date and time, "22 Nov 2026, 14:02:31". Seconds since the epoch; empty for 0.
QString dateTime(qint64 secondsSinceEpoch);

/// The date alone. Seconds since the epoch; empty for 0.
QString date(qint64 secondsSinceEpoch);

}  // namespace sluice::gui::format
