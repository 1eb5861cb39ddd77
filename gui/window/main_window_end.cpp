// How the window goes away: into the tray, for good with a question, or with the session.
#include <QCloseEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

#include "gui/settings/settings.h"
#include "gui/window/desktop_presence.h"
#include "gui/window/main_window.h"
#include "gui/window/tray.h"
#include "gui/window/undo_bar.h"
#include "gui/window/window_state.h"

namespace sluice::gui {
namespace {

/// A session that was to end but goes on (another program said no) asks again after this.
constexpr std::chrono::seconds sessionEndLasts{60};

}  // namespace

bool MainWindow::canHide() const {
    return presence_ != nullptr && presence_->tray().isThere();
}

void MainWindow::hideToTray() {
    WindowState(setup_.stateFile).save(*this);
    hide();
}

void MainWindow::toggleShown() {
    if (isVisible() && !isMinimized()) {
        canHide() ? hideToTray() : showMinimized();
    } else {
        raiseToFront();
    }
}

bool MainWindow::startHidden() {
    makePresence();
    if (!canHide()) {
        show();
        return false;
    }
    return true;
}

void MainWindow::quit() {
    wantsQuit_ = true;
    close();
    wantsQuit_ = false;
}

void MainWindow::endNow() {
    quitting_ = true;
    close();
}

void MainWindow::prepareForSessionEnd() {
    WindowState(setup_.stateFile).save(*this);
    quitting_ = true;
    QTimer::singleShot(sessionEndLasts, this, [this] { quitting_ = false; });
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!quitting_ && !wantsQuit_ && canHide() && settings_.flag(SettingId::closeToTray)) {
        event->ignore();
        hideToTray();
        return;
    }
    const int running = model_->store().countOf(queue::State::active);
    if (!quitting_ && askBeforeQuit_ && settings_.flag(SettingId::askBeforeQuit) && running > 0) {
        event->ignore();
        confirmQuit(running);
        return;
    }
    quitting_ = true;
    undoBar_->finish();
    WindowState(setup_.stateFile).save(*this);
    if (presence_ != nullptr) {
        presence_->clear();
    }
    QMainWindow::closeEvent(event);
    emit finished();
}

void MainWindow::confirmQuit(int running) {
    if (findChild<QMessageBox*>(QStringLiteral("confirmQuit")) != nullptr) {
        return;
    }
    const bool tray = canHide();
    auto* box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("confirmQuit"));
    box->setIcon(QMessageBox::Question);
    box->setWindowTitle(tr("Quit Sluice"));
    box->setText(tr("%n download(s) are running.", nullptr, running));
    box->setInformativeText(tr("They will go on from here next time."));
    QPushButton* leave = box->addButton(tr("&Quit"), QMessageBox::AcceptRole);
    QPushButton* stay =
        box->addButton(tray ? tr("&Keep downloading in tray") : tr("&Keep downloading"), QMessageBox::RejectRole);
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(box, &QMessageBox::buttonClicked, this, [this, leave, stay, tray](QAbstractButton* clicked) {
        if (clicked == leave) {
            endNow();
        } else if (clicked == stay && tray) {
            hideToTray();
        }
    });
    box->open();
}

}  // namespace sluice::gui
