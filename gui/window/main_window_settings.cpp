// What the settings change in the window, and what of it is seen outside.
#include <QDialog>
#include <QGuiApplication>
#include <QScreen>

#include "gui/bridge/queue_bridge.h"
#include "gui/format/size.h"
#include "gui/inspector/inspector_panel.h"
#include "gui/settings/settings.h"
#include "gui/settings/settings_window.h"
#include "gui/window/desktop_presence.h"
#include "gui/window/download_commands.h"
#include "gui/window/main_window.h"
#include "gui/window/notifier.h"
#include "gui/window/queue_view.h"
#include "gui/window/speed_limit_button.h"
#include "gui/window/status_line.h"
#include "gui/window/tray.h"
#include "gui/window/window_state.h"

namespace sluice::gui {

void MainWindow::connectSettings() {
    for (const SettingId id : {SettingId::density, SettingId::units}) {
        apply(id);
    }
    connect(&settings_, &Settings::changed, this, &MainWindow::apply);
    connect(&settings_, &Settings::writingFailed, status_,
            [this](const QString& sentence) { status_->showMessage(sentence); });
    connect(qGuiApp, &QGuiApplication::commitDataRequest, this, &MainWindow::prepareForSessionEnd,
            Qt::DirectConnection);
}

void MainWindow::apply(SettingId id) {
    switch (id) {
        case SettingId::density: {
            const bool compact = settings_.text(id) == QLatin1String("compact");
            (*actions_)[ActionId::compactRows]->setChecked(compact);
            view_->setCompact(compact);
            break;
        }
        case SettingId::units: {
            const bool si = settings_.text(id) == QLatin1String("si");
            format::chooseUnits(si ? format::Units::si : format::Units::iec);
            panel_->setUnits(format::chosenUnits());
            model_->refreshTexts();
            updateTotals();
            updateLimits();
            break;
        }
        case SettingId::scheme: {
            const Scheme scheme = schemeNamed(settings_.text(id));
            scheme_.setChosen(scheme);
            const ActionId action = scheme == Scheme::light  ? ActionId::schemeLight
                                    : scheme == Scheme::dark ? ActionId::schemeDark
                                                             : ActionId::schemeSystem;
            (*actions_)[action]->setChecked(true);
            break;
        }
        case SettingId::titleSpeed:
            updateTitle();
            break;
        case SettingId::downloadFolder:
            updateFreeSpace();
            break;
        case SettingId::speed:
        case SettingId::schedule:
            updateLimits();
            break;
        default:
            break;
    }
}

SettingsWindow* MainWindow::openSettings(SettingsPageId page) {
    auto* window = findChild<SettingsWindow*>(QStringLiteral("settingsWindow"), Qt::FindDirectChildrenOnly);
    if (window == nullptr) {
        window = new SettingsWindow(settings_, columns_, this);
        window->setAttribute(Qt::WA_DeleteOnClose);
        keepSizeOf(*window);
    }
    window->showPage(page);
    window->show();
    window->raise();
    window->activateWindow();
    return window;
}

/// As large as last time, if there was one; not larger than the screen.
void MainWindow::keepSizeOf(QDialog& dialog) {
    const WindowState state(setup_.stateFile);
    if (const QSize size = state.dialogSize(dialog.objectName()); size.isValid()) {
        dialog.resize(size.boundedTo(screen()->availableSize()));
    }
    connect(&dialog, &QDialog::finished, this,
            [state, &dialog] { state.keepDialogSize(dialog.objectName(), dialog.size()); });
}

void MainWindow::makePresence() {
    if (presence_ == nullptr) {
        presence_ = new DesktopPresence({*this, *actions_, bridge_, *model_, settings_, status_->speedLimit()->menu(),
                                         setup_.hasTray, setup_.notifications});
        connectPresence();
    }
}

void MainWindow::connectPresence() {
    connect(presence_, &DesktopPresence::trayLost, this, [this] {
        // A window that nothing can bring back must be seen.
        if (isHidden() && !quitting_) {
            show();
        }
    });
    connect(&presence_->tray(), &Tray::toggleRequested, this, &MainWindow::toggleShown);
    const Notifier* notifier = &presence_->notifier();
    connect(notifier, &Notifier::windowRequested, this, &MainWindow::raiseToFront);
    connect(notifier, &Notifier::openRequested, commands_, &DownloadCommands::openFile);
    connect(notifier, &Notifier::folderRequested, commands_, &DownloadCommands::openFolder);
    connect(notifier, &Notifier::retryRequested, commands_, &DownloadCommands::retry);
    connect(notifier, &Notifier::detailsRequested, this, &MainWindow::goToDownload);
    connect(notifier, &Notifier::addRequested, this, [this](const QStringList& addresses) {
        raiseToFront();
        openAdd(addresses);
    });
}

/// To the front, with this download selected and its panel open.
void MainWindow::goToDownload(queue::Id id) {
    raiseToFront();
    if (model_->rowOf(id) < 0) {
        (*actions_)[ActionId::clearFilter]->trigger();
    }
    const int row = model_->rowOf(id);
    if (row < 0) {
        return;  // it was removed meanwhile
    }
    view_->selectIds({id});
    view_->setCurrentIndex(model_->index(row, 0));
    const bool failed = model_->entryAt(row).state == queue::State::failed;
    showPanelTab(static_cast<int>(failed ? InspectorPanel::Tab::log : InspectorPanel::Tab::overview));
}

}  // namespace sluice::gui
