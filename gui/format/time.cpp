#include "gui/format/time.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace sluice::gui::format {

namespace {

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

QString whole(qint64 number) {
    return QLocale().toString(number);
}

/// Two digits in the locale's own figures.
QString padded(qint64 number) {
    return number < 10 ? whole(0) + whole(number) : whole(number);
}

}  // namespace

QString duration(qint64 seconds) {
    if (seconds < 0) {
        return {};
    }
    if (seconds < minute) {
        return QCoreApplication::translate("format", "%1 s").arg(whole(seconds));
    }
    if (seconds < hour) {
        return QCoreApplication::translate("format", "%1 min %2 s")
            .arg(whole(seconds / minute), padded(seconds % minute));
    }
    if (seconds < day) {
        return QCoreApplication::translate("format", "%1 h %2 min")
            .arg(whole(seconds / hour), padded(seconds % hour / minute));
    }
    return QCoreApplication::translate("format", "%1 d %2 h").arg(whole(seconds / day), whole(seconds % day / hour));
}

QString timeLeft(qint64 seconds) {
    if (seconds > 7 * day) {
        return QCoreApplication::translate("format", "over 7 d");
    }
    return duration(seconds);
}

QString span(qint64 nanoseconds) {
    if (nanoseconds < 0) {
        return {};
    }
    if (nanoseconds == 0) {
        return QCoreApplication::translate("format", "%1 ms").arg(whole(0));
    }
    if (nanoseconds < 1000) {
        return QCoreApplication::translate("format", "< %1 µs").arg(whole(1));
    }
    const auto ns = static_cast<double>(nanoseconds);
    if (nanoseconds < 100'000) {
        return QCoreApplication::translate("format", "%1 µs").arg(whole(nanoseconds / 1000));
    }
    // What would be rounded to "1000.0 ms" or "60.00 s" belongs to the next unit.
    if (ns < 999.95e6) {
        return QCoreApplication::translate("format", "%1 ms").arg(QLocale().toString(ns / 1e6, 'f', 1));
    }
    if (ns < 59.995e9) {
        return QCoreApplication::translate("format", "%1 s").arg(QLocale().toString(ns / 1e9, 'f', 2));
    }
    return duration(std::llround(ns / 1e9));
}

QString clockTime(qint64 secondsSinceEpoch, const QDateTime& now) {
    if (secondsSinceEpoch <= 0) {
        return {};
    }
    const QDateTime when = QDateTime::fromSecsSinceEpoch(secondsSinceEpoch);
    const QString clock = QLocale().toString(when.time(), QStringLiteral("HH:mm:ss"));
    if (when.date() == now.date()) {
        return clock;
    }
    return QCoreApplication::translate("format", "%1, %2", "date, clock time").arg(date(secondsSinceEpoch), clock);
}

QString minuteOfDay(qint64 secondsSinceEpoch, const QDateTime& now) {
    if (secondsSinceEpoch <= 0) {
        return {};
    }
    const QDateTime when = QDateTime::fromSecsSinceEpoch(secondsSinceEpoch);
    const QString clock = QLocale().toString(when.time(), QStringLiteral("HH:mm"));
    if (when.date() == now.date()) {
        return clock;
    }
    return QCoreApplication::translate("format", "%1, %2", "date, clock time").arg(date(secondsSinceEpoch), clock);
}

QString clockTimeMs(qint64 millisecondsSinceEpoch) {
    if (millisecondsSinceEpoch <= 0) {
        return {};
    }
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(millisecondsSinceEpoch).time(),
                              QStringLiteral("HH:mm:ss.zzz"));
}

QString dateTime(qint64 secondsSinceEpoch) {
    if (secondsSinceEpoch <= 0) {
        return {};
    }
    const QDateTime when = QDateTime::fromSecsSinceEpoch(secondsSinceEpoch);
    return QCoreApplication::translate("format", "%1, %2", "date, clock time")
        .arg(date(secondsSinceEpoch), QLocale().toString(when.time(), QStringLiteral("HH:mm:ss")));
}

QString date(qint64 secondsSinceEpoch) {
    if (secondsSinceEpoch <= 0) {
        return {};
    }
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(secondsSinceEpoch).date(),
                              QCoreApplication::translate("format", "d MMM yyyy", "format of a date"));
}

}  // namespace sluice::gui::format
