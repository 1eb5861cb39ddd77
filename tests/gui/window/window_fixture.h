#pragma once

#include <QApplication>
#include <QTest>

#include "gui/bridge/queue_bridge.h"
#include "gui/desktop/color_scheme.h"
#include "gui/window/main_window.h"
#include "gui/window/queue_view.h"
#include "tests/gui/fake_queue_service.h"

namespace sluice::test {

/// A window on a made-up queue, shown and with the focus.
struct WindowFixture {
    explicit WindowFixture(FakeQueueService& service, gui::Scheme look = gui::Scheme::light,
                           const QString& stateFile = {})
        : bridge(service),
          scheme(look),
          window(bridge, scheme, {stateFile, QStringLiteral("/home/someone/Downloads")}) {
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
    gui::MainWindow window;
};

}  // namespace sluice::test
