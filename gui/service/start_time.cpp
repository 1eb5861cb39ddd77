#include "gui/service/start_time.h"

#include <QCoreApplication>

namespace sluice::service {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("StartTime", text);
}

}  // namespace

StartTime startTime(const QString& text, const QDateTime& now) {
    QDateTime moment = now;
    if (const QTime time = QTime::fromString(text, QStringLiteral("HH:mm")); time.isValid()) {
        moment.setTime(time);
        if (moment <= now) {
            moment = now.addDays(1);
            moment.setTime(time);
        }
    } else {
        const QDateTime typed = QDateTime::fromString(text, QStringLiteral("yyyy-MM-dd'T'HH:mm"));
        moment.setDate(typed.date());
        moment.setTime(typed.time());
        if (!typed.isValid()) {
            return {0, tr("“%1” is no time: HH:MM, as in 18:30, or YYYY-MM-DDTHH:MM.").arg(text)};
        }
    }
    if (!moment.isValid()) {
        return {0, tr("“%1” does not exist: the clocks are set forward then.").arg(text)};
    }
    if (moment <= now) {
        return {0, tr("%1 has passed.").arg(text)};
    }
    return {moment.toSecsSinceEpoch(), {}};
}

}  // namespace sluice::service
