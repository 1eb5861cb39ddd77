#include "gui/window/desktop_presence.h"

#include <QDBusServiceWatcher>
#include <QDateTime>
#include <QSystemTrayIcon>
#include <QWidget>

#include "gui/bridge/queue_bridge.h"
#include "gui/desktop/bus_link.h"
#include "gui/desktop/bus_notifications.h"
#include "gui/desktop/clipboard_watch.h"
#include "gui/desktop/launcher_progress.h"
#include "gui/desktop/power_source.h"
#include "gui/desktop/sleep_inhibitor.h"
#include "gui/models/error_text.h"
#include "gui/models/queue_model.h"
#include "gui/settings/settings.h"
#include "gui/window/notifier.h"
#include "gui/window/tray.h"

namespace sluice::gui {
namespace {

constexpr int powerEveryMs = 60'000;
constexpr qint64 lowDisk = qint64{1} << 30;
/// It counts as no longer low only with this much more.
constexpr qint64 lowDiskSlack = qint64{1} << 28;

double fractionOf(const Totals& totals, qint64 activeBytes) {
    return activeBytes > 0 ? 1.0 - static_cast<double>(totals.leftBytes) / static_cast<double>(activeBytes) : -1;
}

}  // namespace

DesktopPresence::DesktopPresence(const Parts& parts)
    : QObject(&parts.window),
      parts_(parts),
      session_(std::make_unique<BusLink>(QDBusConnection::SessionBus, QStringLiteral("sluice-session"))),
      system_(std::make_unique<BusLink>(QDBusConnection::SystemBus, QStringLiteral("sluice-system"))),
      tray_(new Tray(
          parts.actions, parts.limits, parts.window,
          parts.hasTray ? parts.hasTray : [] { return QSystemTrayIcon::isSystemTrayAvailable(); })),
      sender_(parts.sender != nullptr ? parts.sender : new BusNotifications(*session_, this)),
      notifier_(new Notifier(
          *sender_,
          {[this] { return parts_.window.isActiveWindow(); }, [] { return QDateTime::currentMSecsSinceEpoch(); }},
          this)),
      launcher_(new LauncherProgress(
          [this](const QVariantMap& properties) {
              if (session_->isJoined()) {
                  sendLauncherUpdate(*session_, properties);
              }
          },
          this)),
      inhibitor_(new SleepInhibitor(*system_, this)),
      clipboard_(new ClipboardWatch(this)) {
    connectModel();
    connect(clipboard_, &ClipboardWatch::offered, notifier_, &Notifier::offer);
    powerTimer_.setInterval(powerEveryMs);
    connect(&powerTimer_, &QTimer::timeout, this, &DesktopPresence::updateAwake);
    connect(session_.get(), &BusLink::joined, this, [this] {
        launcher_->sendAgain();  // what was sent before there was a bus
        watchTray();
    });
    for (const SettingId id : {SettingId::tray, SettingId::clipboardTypes, SettingId::clipboardWatch}) {
        apply(id);
    }
    connect(&parts_.settings, &Settings::changed, this, &DesktopPresence::apply);
    update();
}

DesktopPresence::~DesktopPresence() {
    clear();
    delete tray_;  // its menu holds actions of the window
}

void DesktopPresence::connectModel() {
    connect(&parts_.model, &QueueModel::ended, this, &DesktopPresence::tellEnded);
    connect(&parts_.model, &QueueModel::totalsChanged, this, &DesktopPresence::update);
    parts_.bridge.setFollowedHidden(true);
}

/// The tray of a StatusNotifierItem desktop is a service that may come and go.
void DesktopPresence::watchTray() {
    auto* watcher = new QDBusServiceWatcher(QStringLiteral("org.kde.StatusNotifierWatcher"), session_->connection(),
                                            QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, [this] {
        tray_->refresh();
        if (!tray_->isThere()) {
            emit trayLost();
        }
    });
}

void DesktopPresence::apply(SettingId id) {
    const Settings& settings = parts_.settings;
    switch (id) {
        case SettingId::tray:
            tray_->setWanted(settings.flag(id));
            if (settings.flag(id)) {
                session_->join();  // a tray may come later
            }
            if (!tray_->isThere()) {
                emit trayLost();
            }
            break;
        case SettingId::clipboardTypes:
            clipboard_->setEndings(settings.text(id));
            break;
        case SettingId::clipboardWatch:
            clipboard_->setOn(settings.flag(id));
            break;
        case SettingId::launcherProgress:
        case SettingId::keepAwake:
            update();
            updateAwake();
            break;
        default:
            break;
    }
}

int DesktopPresence::running() const {
    return parts_.model.store().countOf(queue::State::active);
}

void DesktopPresence::update() {
    const Totals& totals = parts_.model.store().totals();
    const int count = running();
    const double fraction = fractionOf(totals, totals.activeBytes);
    const qint64 left = totals.speed >= 1 && totals.leftBytes > 0
                            ? static_cast<qint64>(static_cast<double>(totals.leftBytes) / totals.speed)
                            : -1;
    tray_->showState(count, totals.speed, left, fraction);
    const bool barWanted = parts_.settings.flag(SettingId::launcherProgress);
    if (barWanted && count > 0) {
        session_->join();
    }
    launcher_->show(barWanted ? count : 0, fraction);
    if ((count > 0) != powerTimer_.isActive()) {
        count > 0 ? powerTimer_.start() : powerTimer_.stop();
        updateAwake();
    }
    updateAllDone();
}

void DesktopPresence::updateAwake() {
    const QString wish = parts_.settings.text(SettingId::keepAwake);
    const bool onlyOnMains = wish == QLatin1String("mains");
    if (running() > 0 && onlyOnMains) {
        askOnMains(this, [this](bool mains) {
            const bool still = running() > 0 && parts_.settings.text(SettingId::keepAwake) == QLatin1String("mains");
            if (still) {
                inhibitor_->setWanted(mains);
            }
        });
        return;
    }
    inhibitor_->setWanted(running() > 0 && wish == QLatin1String("always"));
}

void DesktopPresence::tellEnded(const std::vector<queue::Id>& ids) {
    std::vector<Notifier::Ended> ended;
    for (const queue::Id id : ids) {
        const RowStore& store = parts_.model.store();
        const RowStore::Slot slot = store.slotOf(id);
        if (slot == RowStore::noSlot) {
            continue;
        }
        const Entry& entry = store.at(slot);
        const bool failed = entry.state == queue::State::failed;
        doneSinceEmpty_ += failed ? 0 : 1;
        if (!parts_.settings.flag(failed ? SettingId::notifyFailed : SettingId::notifyDone)) {
            continue;
        }
        const QString cause = failed ? errorText(entry.error) : QString();
        ended.push_back({id, QString::fromStdString(entry.name),
                         failed && cause.isEmpty() ? tr("the cause is not known") : cause, entry.size,
                         entry.activeMs > 0 ? (entry.activeMs + 999) / 1000 : -1});
    }
    notifier_->tellEnded(ended);
}

void DesktopPresence::updateAllDone() {
    const RowStore& store = parts_.model.store();
    const bool busy = store.countOf(queue::State::active) + store.countOf(queue::State::queued) +
                          store.countOf(queue::State::waiting) + store.countOf(queue::State::verifying) >
                      0;
    if (busy_ && !busy) {
        if (doneSinceEmpty_ > 1 && parts_.settings.flag(SettingId::notifyQueueEmpty)) {
            notifier_->tellAllDone(doneSinceEmpty_);
        }
        doneSinceEmpty_ = 0;
    }
    busy_ = busy;
}

void DesktopPresence::showFreeSpace(qint64 bytes) {
    const bool low = bytes >= 0 && bytes < (diskWasLow_ ? lowDisk + lowDiskSlack : lowDisk);
    if (low && !diskWasLow_ && parts_.settings.flag(SettingId::notifyDiskLow)) {
        notifier_->tellDiskLow(bytes, parts_.settings.downloadFolder());
    }
    diskWasLow_ = low;
}

void DesktopPresence::clear() {
    launcher_->show(0, -1);
}

}  // namespace sluice::gui
