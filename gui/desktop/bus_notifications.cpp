#include "gui/desktop/bus_notifications.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QVariantMap>

#include "gui/desktop/bus_link.h"

namespace sluice::gui {
namespace {

constexpr int answerLimitMs = 5000;
constexpr int serverDecides = -1;

QString service() {
    return QStringLiteral("org.freedesktop.Notifications");
}
QString path() {
    return QStringLiteral("/org/freedesktop/Notifications");
}

QDBusMessage callTo(const char* method) {
    return QDBusMessage::createMethodCall(service(), path(), service(), QLatin1String(method));
}

}  // namespace

BusNotifications::BusNotifications(BusLink& bus, QObject* parent) : NotificationSender(parent), bus_(bus) {
    connect(&bus_, &BusLink::joined, this, &BusNotifications::begin);
    connect(&bus_, &BusLink::failed, this, [this] { shown_.clear(); });
}

void BusNotifications::show(int token, const Notification& notification) {
    if (bus_.hasFailed()) {
        return;
    }
    Shown& shown = shown_[token];
    shown.next = notification;
    shown.toClose = false;
    if (bus_.isJoined()) {
        begin();
        flush();
    } else {
        bus_.join();
    }
}

void BusNotifications::begin() {
    if (begun_ || shown_.isEmpty()) {
        return;
    }
    begun_ = true;
    QDBusConnection connection = bus_.connection();
    const auto listen = [&](const char* signal, const char* slot) {
        connection.connect(service(), path(), service(), QLatin1String(signal), this, slot);
    };
    listen("ActionInvoked", SLOT(onAction(uint, QString)));
    listen("NotificationClosed", SLOT(onClosed(uint, uint)));
    listen("ActivationToken", SLOT(onActivationToken(uint, QString)));
    auto* watcher = new QDBusPendingCallWatcher(connection.asyncCall(callTo("GetCapabilities"), answerLimitMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QStringList> reply = *watcher;
        watcher->deleteLater();
        if (reply.isValid()) {
            capabilities_ = reply.value();
            flush();
        } else {
            shown_.clear();
            begun_ = false;  // a server may come later
        }
    });
}

void BusNotifications::flush() {
    if (!capabilities_) {
        return;
    }
    for (auto it = shown_.begin(); it != shown_.end(); ++it) {
        if (it->next && !it->asking) {
            send(it.key(), *it);
        }
    }
}

void BusNotifications::send(int token, Shown& shown) {
    const Notification notification = *std::exchange(shown.next, std::nullopt);
    shown.asking = true;
    QStringList actions;
    if (capabilities_->contains(QStringLiteral("actions"))) {
        for (const auto& [key, label] : notification.actions) {
            actions << key << label;
        }
    }
    const bool markup = capabilities_->contains(QStringLiteral("body-markup"));
    const QVariantMap hints{{QStringLiteral("category"), notification.category},
                            {QStringLiteral("desktop-entry"), QGuiApplication::desktopFileName()},
                            {QStringLiteral("urgency"), QVariant::fromValue(static_cast<uchar>(notification.urgency))}};
    QDBusMessage call = callTo("Notify");
    call.setArguments({QStringLiteral("Sluice"), shown.id, QStringLiteral("sluice"), notification.summary,
                       markup ? notification.body.toHtmlEscaped() : notification.body, actions, hints, serverDecides});
    auto* watcher = new QDBusPendingCallWatcher(bus_.connection().asyncCall(call, answerLimitMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, token] {
        const QDBusPendingReply<uint> reply = *watcher;
        watcher->deleteLater();
        const auto found = shown_.find(token);
        if (found == shown_.end()) {
            return;
        }
        found->asking = false;
        if (!reply.isValid()) {
            shown_.erase(found);
        } else if (found->toClose) {
            closeNow(reply.value());
            shown_.erase(found);
        } else {
            found->id = reply.value();
            flush();
        }
    });
}

void BusNotifications::close(int token) {
    const auto found = shown_.find(token);
    if (found == shown_.end()) {
        return;
    }
    if (found->asking) {
        found->toClose = true;
        found->next.reset();
        return;
    }
    if (found->id != 0) {
        closeNow(found->id);
    }
    shown_.erase(found);
}

void BusNotifications::closeNow(uint id) {
    QDBusMessage call = callTo("CloseNotification");
    call.setArguments({id});
    bus_.connection().asyncCall(call, answerLimitMs);
}

int BusNotifications::tokenOf(uint id) const {
    for (auto it = shown_.begin(); it != shown_.end(); ++it) {
        if (it->id == id && id != 0) {
            return it.key();
        }
    }
    return -1;
}

void BusNotifications::onAction(uint id, const QString& key) {
    if (const int token = tokenOf(id); token >= 0) {
        emit acted(token, key);
    }
}

void BusNotifications::onClosed(uint id, uint) {
    if (const int token = tokenOf(id); token >= 0 && !shown_[token].asking) {
        shown_.remove(token);
    }
}

/// Wayland lets only those come to the front whom the desktop gave a token; Qt takes it from the environment.
void BusNotifications::onActivationToken(uint id, const QString& token) {
    if (tokenOf(id) >= 0) {
        qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
    }
}

}  // namespace sluice::gui
