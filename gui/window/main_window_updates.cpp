// What the window shows of the state of things: title, status bar, empty list, panel, and when it may sleep.
#include <QUrl>
#include <QWindow>

#include "gui/bridge/queue_bridge.h"
#include "gui/desktop/clipboard.h"
#include "gui/desktop/free_space.h"
#include "gui/format/size.h"
#include "gui/inspector/inspector_panel.h"
#include "gui/settings/settings.h"
#include "gui/window/desktop_presence.h"
#include "gui/window/empty_state.h"
#include "gui/window/filter_field.h"
#include "gui/window/main_tool_bar.h"
#include "gui/window/main_window.h"
#include "gui/window/queue_view.h"
#include "gui/window/selection_facts.h"
#include "gui/window/sidebar_view.h"
#include "gui/window/status_line.h"

namespace sluice::gui {

void MainWindow::updateSelection() {
    const SelectionFacts facts = factsOfSelection(model_->store(), view_->selectedIds());
    applySelection(*actions_, facts, model_->store());
    status_->showCounts(model_->rowCount(), model_->store().totals().rows, model_->isFiltered(), facts.count,
                        facts.size);
    if (facts.count > 1 && panel_->isVisible()) {
        panel_->setMultiple(facts.count, facts.size, facts.received, facts.speed);
    }
    updatePanel();
}

void MainWindow::updatePanel() {
    const queue::Id id = view_->singleId();
    bridge_.watch(panel_->isVisible() ? id : 0);
    if (id == 0 && panel_->isVisible() && view_->selectedCount() == 0) {
        panel_->setDetails(nullptr);
    }
}

void MainWindow::updateTotals() {
    status_->showTotals(model_->store().totals());
    if (!selectionTimer_.isActive()) {
        selectionTimer_.start();
    }
    if (!titleTimer_.isActive()) {
        updateTitle();
        titleTimer_.start();
    }
    if (painted_ && !spaceTimer_.isActive()) {
        updateFreeSpace();
    }
}

void MainWindow::updateTitle() {
    const int active = model_->store().countOf(queue::State::active);
    const QString name = QStringLiteral("Sluice");
    const QString speed = format::speed(model_->store().totals().speed);
    QString title = name;
    if (active > 0 && settings_.flag(SettingId::titleSpeed)) {
        const QString words = tr("%n downloading", nullptr, active);
        title = speed.isEmpty() ? tr("%1 - %2").arg(words, name) : tr("%1, %2 - %3").arg(words, speed, name);
    }
    if (title != windowTitle()) {
        setWindowTitle(title);
    }
}

void MainWindow::updateFreeSpace() {
    spaceTimer_.start();
    askFreeSpace(settings_.downloadFolder(), this, [this](qint64 bytes) {
        status_->showFreeSpace(bytes);
        if (presence_ != nullptr) {
            presence_->showFreeSpace(bytes);
        }
    });
}

void MainWindow::updateEmptyState() {
    if (model_->rowCount() > 0) {
        empty_->hide();
        return;
    }
    if (model_->store().totals().rows == 0) {
        // Asking for the clipboard may mean asking another program; not before the window stands.
        const QStringList addresses = painted_ ? addressesInClipboard() : QStringList();
        empty_->showNeverUsed(addresses.isEmpty() ? QString() : QUrl(addresses.first()).host());
        return;
    }
    if (!toolBar_->filter()->text().isEmpty()) {
        empty_->showNoMatch(toolBar_->filter()->text());
        return;
    }
    QString sentence = tr("No downloads here");
    if (sidebar_->choice().kind == SidebarChoice::Kind::state) {
        switch (sidebar_->choice().state) {
            case queue::State::queued:
                sentence = tr("No queued downloads");
                break;
            case queue::State::active:
            case queue::State::verifying:
                sentence = tr("No active downloads");
                break;
            case queue::State::paused:
                sentence = tr("No paused downloads");
                break;
            case queue::State::waiting:
                sentence = tr("No waiting downloads");
                break;
            case queue::State::failed:
                sentence = tr("No failed downloads");
                break;
            case queue::State::done:
                sentence = tr("No finished downloads");
                break;
        }
    }
    empty_->showNone(sentence);
}

void MainWindow::firstPaint() {
    painted_ = true;
    scheme_.followPortal();
    makePresence();
    updateFreeSpace();
    updateEmptyState();
}

void MainWindow::updateExposure() {
    const QWindow* window = windowHandle();
    const bool exposed = isVisible() && !isMinimized() && window != nullptr && window->isExposed();
    bridge_.setExposed(exposed);
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Expose) {
        updateExposure();
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    windowHandle()->installEventFilter(this);
    toolBar_->adaptTo(width());
    updateExposure();
}

void MainWindow::hideEvent(QHideEvent* event) {
    QMainWindow::hideEvent(event);
    updateExposure();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) {
        updateExposure();
    }
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    if (toolBar_ != nullptr) {
        toolBar_->adaptTo(width());
    }
}

}  // namespace sluice::gui
