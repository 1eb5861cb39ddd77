#pragma once

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <vector>

#include "engine/queue/queue_service.h"
#include "gui/settings/setting_id.h"

class QMenu;
class QWidget;

namespace sluice::gui {

class Actions;
class BusLink;
class ClipboardWatch;
class LauncherProgress;
class NotificationSender;
class Notifier;
class QueueBridge;
class QueueModel;
class Settings;
class SleepInhibitor;
class Tray;

/// What of the program is seen outside of its window: the icon in the tray, notifications, the bar on the launcher's
/// icon, and that the computer stays awake; each as the settings say. Made after the first paint, as it joins the buses
/// when there is something to say. GUI thread only.
class DesktopPresence : public QObject {
    Q_OBJECT

  public:
    struct Parts {
        QWidget& window;
        const Actions& actions;
        QueueBridge& bridge;
        const QueueModel& model;
        const Settings& settings;
        QMenu* limits;
        std::function<bool()> hasTray;  ///< empty: the desktop is asked
        NotificationSender* sender;     ///< null: the desktop's
    };
    explicit DesktopPresence(const Parts& parts);
    ~DesktopPresence() override;

    Tray& tray() const { return *tray_; }
    Notifier& notifier() const { return *notifier_; }
    /// What is free where downloads go, when it was asked for anyway; negative: unknown.
    void showFreeSpace(qint64 bytes);
    /// Takes the bar off the launcher's icon: the program ends.
    void clear();

  signals:
    /// There is no tray any more.
    void trayLost();

  private:
    void connectModel();
    void watchTray();
    void apply(SettingId id);
    void tellEnded(const std::vector<queue::Id>& ids);
    void update();
    void updateAwake();
    void updateAllDone();
    int running() const;

    Parts parts_;
    std::unique_ptr<BusLink> session_, system_;
    Tray* tray_;
    NotificationSender* sender_;
    Notifier* notifier_;
    LauncherProgress* launcher_;
    SleepInhibitor* inhibitor_;
    ClipboardWatch* clipboard_;
    QTimer powerTimer_;
    bool diskWasLow_ = false;
    bool busy_ = false;
    int doneSinceEmpty_ = 0;
};

}  // namespace sluice::gui
