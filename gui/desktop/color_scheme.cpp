#include "gui/desktop/color_scheme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QPointer>
#include <QStyleFactory>
#include <QThreadPool>

#include "gui/desktop/colors.h"

namespace sluice::gui {
namespace {

constexpr auto portalService = "org.freedesktop.portal.Desktop";
constexpr auto portalPath = "/org/freedesktop/portal/desktop";
constexpr auto portalInterface = "org.freedesktop.portal.Settings";
constexpr auto appearance = "org.freedesktop.appearance";
constexpr auto schemeKey = "color-scheme";
constexpr auto busName = "sluice-portal";
constexpr int answerLimitMs = 3000;

/// The value may be wrapped in several variants, depending on the portal's age.
uint unwrapped(QVariant value) {
    while (value.canConvert<QDBusVariant>()) {
        value = value.value<QDBusVariant>().variant();
    }
    return value.toUInt();
}

}  // namespace

QString nameOf(Scheme scheme) {
    return scheme == Scheme::light  ? QStringLiteral("light")
           : scheme == Scheme::dark ? QStringLiteral("dark")
                                    : QStringLiteral("system");
}

Scheme schemeNamed(const QString& name) {
    return name == QLatin1String("light")  ? Scheme::light
           : name == QLatin1String("dark") ? Scheme::dark
                                           : Scheme::system;
}

ColorScheme::ColorScheme(Scheme remembered, QObject* parent) : QObject(parent) {
    const bool dark = remembered == Scheme::system ? isDark(QApplication::palette()) : remembered == Scheme::dark;
    system_ = dark ? Scheme::dark : Scheme::light;
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    apply();
}

Scheme ColorScheme::effective() const {
    return chosen_ == Scheme::system ? system_ : chosen_;
}

void ColorScheme::setChosen(Scheme scheme) {
    chosen_ = scheme;
    apply();
}

void ColorScheme::setPortalValue(uint value) {
    if (value == 1 || value == 2) {
        system_ = value == 1 ? Scheme::dark : Scheme::light;
        apply();
    }
}

void ColorScheme::apply() {
    QApplication::setPalette(effective() == Scheme::dark ? darkPalette() : lightPalette());
    emit changed(effective());
}

void ColorScheme::followPortal() {
    // Joining the bus is a blocking exchange; it happens away from the GUI thread.
    QThreadPool::globalInstance()->start([self = QPointer<ColorScheme>(this)] {
        const bool joined =
            QDBusConnection::connectToBus(QDBusConnection::SessionBus, QLatin1String(busName)).isConnected();
        if (joined && qApp != nullptr) {
            QMetaObject::invokeMethod(
                qApp,
                [self] {
                    if (self) {
                        self->subscribe();
                    }
                },
                Qt::QueuedConnection);
        }
    });
}

void ColorScheme::subscribe() {
    QDBusConnection bus{QLatin1String(busName)};
    bus.connect(QLatin1String(portalService), QLatin1String(portalPath), QLatin1String(portalInterface),
                QStringLiteral("SettingChanged"), this, SLOT(onSettingChanged(QString, QString, QDBusVariant)));
    QDBusMessage call = QDBusMessage::createMethodCall(QLatin1String(portalService), QLatin1String(portalPath),
                                                       QLatin1String(portalInterface), QStringLiteral("Read"));
    call.setArguments({QLatin1String(appearance), QLatin1String(schemeKey)});
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call, answerLimitMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid()) {
            setPortalValue(unwrapped(QVariant::fromValue(reply.value())));
        }
        watcher->deleteLater();
    });
}

void ColorScheme::onSettingChanged(const QString& space, const QString& key, const QDBusVariant& value) {
    if (space == QLatin1String(appearance) && key == QLatin1String(schemeKey)) {
        setPortalValue(unwrapped(QVariant::fromValue(value)));
    }
}

}  // namespace sluice::gui
