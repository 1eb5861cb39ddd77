// The window's own actions: what they show, hide and move. What they do to downloads is in DownloadCommands.
#include <QActionGroup>
#include <QDateTime>
#include <QMenuBar>
#include <QSplitter>

#include "gui/bridge/queue_bridge.h"
#include "gui/desktop/clipboard.h"
#include "gui/dialogs/about_dialog.h"
#include "gui/dialogs/shortcuts_dialog.h"
#include "gui/inspector/inspector_panel.h"
#include "gui/settings/settings.h"
#include "gui/window/filter_field.h"
#include "gui/window/main_tool_bar.h"
#include "gui/window/main_window.h"
#include "gui/window/queue_view.h"
#include "gui/window/sidebar_view.h"
#include "gui/window/speed_limit_button.h"
#include "gui/window/status_line.h"

namespace sluice::gui {

namespace {
constexpr std::chrono::seconds limitsEvery{20};
}

void MainWindow::connectActions() {
    using Id = ActionId;
    const auto on = [this](Id id, auto call) { connect((*actions_)[id], &QAction::triggered, this, call); };
    on(Id::add, [this] { openAdd(addressesInClipboard()); });
    on(Id::addFromClipboard, [this] { addOrAsk(addressesInClipboard()); });
    on(Id::addFromClipboardNow, [this] {
        const QStringList addresses = addressesInClipboard();
        addresses.isEmpty() ? status_->showMessage(tr("The clipboard holds no address"), 5000) : addNow(addresses);
    });
    on(Id::importList, [this] { chooseImport(); });
    on(Id::exportList, [this] { chooseExport(); });
    on(Id::closeWindow, [this] { close(); });
    on(Id::quit, [this] { quit(); });
    on(Id::settings, [this] { openSettings(SettingsPageId::general); });
    on(Id::limits, [this] { openSettings(SettingsPageId::speed); });
    on(Id::find, [this] {
        toolBar_->show();
        toolBar_->filter()->setFocus(Qt::ShortcutFocusReason);
        toolBar_->filter()->selectAll();
    });
    on(Id::clearFilter, [this] {
        toolBar_->filter()->clear();
        sidebar_->choose({});
        view_->setFocus();
    });
    on(Id::showDone, [this] {
        sidebar_->choose({SidebarChoice::Kind::state, queue::State::done, {}});
        view_->setFocus();
    });
    on(Id::nextPane, [this] { movePane(1); });
    on(Id::previousPane, [this] { movePane(-1); });
    on(Id::shortcuts, [this] {
        auto* dialog = new ShortcutsDialog({actions_->all().begin(), actions_->all().end()}, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    on(Id::about, [this] {
        auto* dialog = new AboutDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    connectLimits();
    for (int tab = 0; tab < InspectorPanel::tabCount; ++tab) {
        on(static_cast<Id>(static_cast<int>(Id::tabOverview) + tab), [this, tab] { showPanelTab(tab); });
    }
}

void MainWindow::connectLimits() {
    SpeedLimitButton* button = status_->speedLimit();
    connect((*actions_)[ActionId::speedLimit], &QAction::triggered, button, &QToolButton::showMenu);
    connect(button, &SpeedLimitButton::limitsRequested, this, [this] { openSettings(SettingsPageId::speed); });
    connect(button, &SpeedLimitButton::speedChosen, this,
            [this](qint64 speed) { settings_.set(SettingId::speed, qlonglong{speed}); });
    limitsTimer_.setInterval(limitsEvery);
    connect(&limitsTimer_, &QTimer::timeout, this, &MainWindow::updateLimits);
}

/// The limit in force changes with the time of the week too.
void MainWindow::updateLimits() {
    const queue::Limits limits = bridge_.limits();
    const QDateTime now = QDateTime::currentDateTime();
    queue::SpeedRule rule;
    if (!limits.schedule.empty()) {
        rule = limits.schedule.at(queue::minute_of_week(now.toSecsSinceEpoch(), now.offsetFromUtc()));
    }
    status_->speedLimit()->showLimits(limits, rule);
    limits.schedule.empty() ? limitsTimer_.stop() : limitsTimer_.start();
}

void MainWindow::connectViewActions() {
    using Id = ActionId;
    const auto toggle = [this](Id id, bool on, auto call) {
        QAction* action = (*actions_)[id];
        action->setChecked(on);
        connect(action, &QAction::toggled, this, call);
    };
    toggle(Id::showToolbar, true, [this](bool on) { toolBar_->setVisible(on); });
    toggle(Id::showMenuBar, true, [this](bool on) { menuBar()->setVisible(on); });
    toggle(Id::showSidebar, true, [this](bool on) { sidebar_->setVisible(on); });
    toggle(Id::compactRows, false, [this](bool on) {
        settings_.set(SettingId::density, on ? QStringLiteral("compact") : QStringLiteral("normal"));
    });
    toggle(Id::showPanel, false, [this](bool on) {
        // The panel leaves with the focus in it: the list takes it over.
        if (!on && panel_->isAncestorOf(focusWidget())) {
            view_->setFocus();
        }
        panel_->setVisible(on);
        updatePanel();
    });
    auto* sides = new QActionGroup(this);
    sides->addAction((*actions_)[Id::panelBelow]);
    sides->addAction((*actions_)[Id::panelRight]);
    toggle(Id::panelBelow, true, [this](bool on) { setPanelSide(on ? Qt::Vertical : Qt::Horizontal); });
}

void MainWindow::connectScheme() {
    using Id = ActionId;
    auto* group = new QActionGroup(this);
    const std::pair<Id, Scheme> choices[] = {
        {Id::schemeSystem, Scheme::system}, {Id::schemeLight, Scheme::light}, {Id::schemeDark, Scheme::dark}};
    for (const auto& [id, scheme] : choices) {
        QAction* action = (*actions_)[id];
        group->addAction(action);
        action->setChecked(scheme_.chosen() == scheme);
        connect(action, &QAction::triggered, this,
                [this, scheme = scheme] { settings_.set(SettingId::scheme, nameOf(scheme)); });
    }
}

void MainWindow::setPanelSide(Qt::Orientation orientation) {
    split_->setOrientation(orientation);
    const int whole = orientation == Qt::Vertical ? split_->height() : split_->width();
    split_->setSizes({whole / 2, whole - whole / 2});
}

/// To the next or previous of filter, sidebar, list and panel; those that are hidden are passed over.
void MainWindow::movePane(int step) {
    QWidget* const panes[] = {toolBar_->filter(), sidebar_, view_, panel_};
    constexpr int count = 4;
    int at = 2;
    for (int i = 0; i < count; ++i) {
        if (panes[i] == focusWidget() || panes[i]->isAncestorOf(focusWidget())) {
            at = i;
        }
    }
    for (int i = 1; i <= count; ++i) {
        QWidget* pane = panes[(at + step * i + 4 * count) % count];
        if (pane->isVisible()) {
            pane == panel_ ? panel_->focusFirst() : pane->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

}  // namespace sluice::gui
