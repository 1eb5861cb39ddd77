// What the window shows of the state of things: title, status bar, empty list, panel, and when it may sleep.
#include <QCloseEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QUrl>
#include <QWindow>

#include "gui/bridge/queue_bridge.h"
#include "gui/desktop/clipboard.h"
#include "gui/desktop/free_space.h"
#include "gui/format/size.h"
#include "gui/inspector/inspector_panel.h"
#include "gui/window/empty_state.h"
#include "gui/window/filter_field.h"
#include "gui/window/main_tool_bar.h"
#include "gui/window/main_window.h"
#include "gui/window/queue_view.h"
#include "gui/window/selection_facts.h"
#include "gui/window/sidebar_view.h"
#include "gui/window/status_line.h"
#include "gui/window/undo_bar.h"
#include "gui/window/window_state.h"

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
    if (active > 0) {
        const QString words = tr("%n downloading", nullptr, active);
        title = speed.isEmpty() ? tr("%1 - %2").arg(words, name) : tr("%1, %2 - %3").arg(words, speed, name);
    }
    if (title != windowTitle()) {
        setWindowTitle(title);
    }
}

void MainWindow::updateFreeSpace() {
    spaceTimer_.start();
    askFreeSpace(setup_.defaultFolder, this, [this](qint64 bytes) { status_->showFreeSpace(bytes); });
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

void MainWindow::closeEvent(QCloseEvent* event) {
    const int running = model_->store().countOf(queue::State::active);
    if (askBeforeQuit_ && !quitting_ && running > 0) {
        event->ignore();
        confirmQuit(running);
        return;
    }
    undoBar_->finish();
    WindowState(setup_.stateFile).save(*this);
    QMainWindow::closeEvent(event);
}

void MainWindow::confirmQuit(int running) {
    if (findChild<QMessageBox*>(QStringLiteral("confirmQuit")) != nullptr) {
        return;
    }
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("confirmQuit"));
    box->setIcon(QMessageBox::Question);
    box->setWindowTitle(tr("Quit Sluice"));
    box->setText(tr("%n download(s) are running.", nullptr, running));
    box->setInformativeText(tr("They will go on from here next time."));
    QPushButton* quit = box->addButton(tr("&Quit"), QMessageBox::AcceptRole);
    QPushButton* stay = box->addButton(tr("&Keep downloading"), QMessageBox::RejectRole);
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(box, &QMessageBox::buttonClicked, this, [this, quit](QAbstractButton* clicked) {
        if (clicked == quit) {
            quitting_ = true;
            close();
        }
    });
    box->open();
}

}  // namespace sluice::gui
