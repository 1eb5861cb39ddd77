#include "gui/desktop/launcher_progress.h"

#include <QDBusMessage>
#include <QGuiApplication>

#include <algorithm>
#include <cmath>

#include "gui/desktop/bus_link.h"

namespace sluice::gui {

LauncherProgress::LauncherProgress(std::function<void(const QVariantMap&)> send, QObject* parent)
    : QObject(parent), send_(std::move(send)) {
    later_.setSingleShot(true);
    connect(&later_, &QTimer::timeout, this, &LauncherProgress::sendNow);
}

void LauncherProgress::show(int count, double fraction) {
    wanted_.count = count;
    wanted_.hundredths = count > 0 && fraction >= 0 ? static_cast<int>(std::floor(std::min(fraction, 1.0) * 100)) : -1;
    if (wanted_ == sent_) {
        later_.stop();
        return;
    }
    const bool soonEnough = !sinceSent_.isValid() || sinceSent_.elapsed() >= leastMs;
    if (wanted_.count == 0 || soonEnough) {
        sendNow();
    } else if (!later_.isActive()) {
        later_.start(leastMs - static_cast<int>(sinceSent_.elapsed()));
    }
}

void LauncherProgress::sendAgain() {
    if (wanted_.count > 0) {
        sendNow();
    }
}

void LauncherProgress::sendNow() {
    later_.stop();
    sent_ = wanted_;
    sinceSent_.start();
    send_({{QStringLiteral("progress"), std::max(sent_.hundredths, 0) / 100.0},
           {QStringLiteral("progress-visible"), sent_.hundredths >= 0},
           {QStringLiteral("count"), qlonglong{sent_.count}},
           {QStringLiteral("count-visible"), sent_.count > 0}});
}

void sendLauncherUpdate(const BusLink& bus, const QVariantMap& properties) {
    QDBusMessage update =
        QDBusMessage::createSignal(QStringLiteral("/com/canonical/unity/launcherentry/sluice"),
                                   QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update"));
    update.setArguments(
        {QStringLiteral("application://%1.desktop").arg(QGuiApplication::desktopFileName()), properties});
    bus.connection().send(update);
}

}  // namespace sluice::gui
