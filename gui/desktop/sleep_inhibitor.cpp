#include "gui/desktop/sleep_inhibitor.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include "gui/desktop/bus_link.h"

namespace sluice::gui {
namespace {
constexpr int answerLimitMs = 5000;
}

SleepInhibitor::SleepInhibitor(BusLink& system, QObject* parent) : QObject(parent), bus_(system) {
    connect(&bus_, &BusLink::joined, this, &SleepInhibitor::ask);
}

void SleepInhibitor::setWanted(bool wanted) {
    if (wanted == wanted_) {
        return;
    }
    wanted_ = wanted;
    if (wanted_) {
        bus_.isJoined() ? ask() : bus_.join();
    } else if (isHeld()) {
        descriptor_ = {};
        emit heldChanged();
    }
}

void SleepInhibitor::ask() {
    if (!wanted_ || asking_ || isHeld()) {
        return;
    }
    asking_ = true;
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
        QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
    call.setArguments(
        {QStringLiteral("sleep"), QStringLiteral("Sluice"), tr("Downloads are running"), QStringLiteral("block")});
    auto* watcher = new QDBusPendingCallWatcher(bus_.connection().asyncCall(call, answerLimitMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *watcher;
        watcher->deleteLater();
        asking_ = false;
        if (wanted_ && reply.isValid()) {
            descriptor_ = reply.value();
            emit heldChanged();
        }
    });
}

}  // namespace sluice::gui
