#pragma once

#include <QApplication>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>

#include "gui/bridge/queue_bridge.h"
#include "gui/desktop/color_scheme.h"
#include "gui/desktop/notification.h"
#include "gui/service/settings_file.h"
#include "gui/settings/settings.h"
#include "gui/window/main_window.h"
#include "gui/window/queue_view.h"
#include "tests/gui/fake_queue_service.h"

namespace sluice::test {

/// Notifications that nobody sees.
class KeptNotifications : public gui::NotificationSender {
  public:
    void show(int token, const gui::Notification& notification) override { shown[token] = notification; }
    void close(int token) override { shown.remove(token); }
    QMap<int, gui::Notification> shown;
};

/// A window on a made-up queue, shown and with the focus.
struct WindowFixture {
    explicit WindowFixture(FakeQueueService& service, gui::Scheme look = gui::Scheme::light,
                           const QString& stateFile = {}, bool tray = false)
        : bridge(service),
          scheme(look),
          file(folder.filePath(QStringLiteral("settings.json"))),
          settings(file, bridge, QStringLiteral("/home/someone/Downloads")),
          window(bridge, scheme, settings, {stateFile, [this] { return hasTray; }, &sender}),
          hasTray(tray) {
        window.setAskBeforeQuit(false);
        window.show();
        QApplication::setActiveWindow(&window);
        [[maybe_unused]] const bool exposed = QTest::qWaitForWindowExposed(&window, 3000);
        window.view().setFocus();
    }

    QAction* action(gui::ActionId id) const { return window.actions()[id]; }
    template <class T>
    T* child(const char* name) const {
        return window.findChild<T*>(QLatin1String(name));
    }
    int rows() const { return window.model().rowCount(); }
    gui::QueueView* view() const { return &window.view(); }

    gui::QueueBridge bridge;
    gui::ColorScheme scheme;
    QTemporaryDir folder;
    service::SettingsFile file;
    gui::Settings settings;
    KeptNotifications sender;
    gui::MainWindow window;
    bool hasTray;
};

}  // namespace sluice::test
