#include "gui/window/window_state.h"

#include <QHeaderView>
#include <QMenuBar>
#include <QSettings>
#include <QSplitter>

#include "gui/inspector/inspector_panel.h"
#include "gui/window/main_tool_bar.h"
#include "gui/window/main_window.h"
#include "gui/window/queue_view.h"
#include "gui/window/sidebar_view.h"

namespace sluice::gui {
namespace {

constexpr int version = 1;

constexpr ActionId kept[] = {ActionId::showToolbar, ActionId::showMenuBar, ActionId::showSidebar, ActionId::panelRight,
                             ActionId::showPanel};

}  // namespace

void WindowState::save(const MainWindow& window) const {
    if (file_.isEmpty()) {
        return;
    }
    QSettings settings(file_, QSettings::IniFormat);
    settings.setValue(QStringLiteral("version"), version);
    settings.setValue(QStringLiteral("geometry"), window.saveGeometry());
    settings.setValue(QStringLiteral("columns"), window.view_->horizontalHeader()->saveState());
    settings.setValue(QStringLiteral("across"), window.across_->saveState());
    settings.setValue(QStringLiteral("split"), window.split_->saveState());
    settings.setValue(QStringLiteral("tab"), static_cast<int>(window.panel_->currentTab()));
    settings.setValue(QStringLiteral("folders"), window.folders_);
    settings.setValue(QStringLiteral("scheme"), nameOf(window.scheme_.effective()));
    for (const ActionId id : kept) {
        const QAction* action = (*window.actions_)[id];
        settings.setValue(QStringLiteral("view/") + action->objectName(), action->isChecked());
    }
}

void WindowState::restore(MainWindow& window) const {
    if (file_.isEmpty()) {
        return;
    }
    const QSettings settings(file_, QSettings::IniFormat);
    if (settings.value(QStringLiteral("version")).toInt() != version) {
        return;
    }
    for (const ActionId id : kept) {
        QAction* action = (*window.actions_)[id];
        const QVariant value = settings.value(QStringLiteral("view/") + action->objectName());
        if (value.isValid()) {
            action->setChecked(value.toBool());
        }
    }
    window.folders_ = settings.value(QStringLiteral("folders")).toStringList();
    const int tab = settings.value(QStringLiteral("tab")).toInt();
    if (tab >= 0 && tab < InspectorPanel::tabCount) {
        window.panel_->showTab(static_cast<InspectorPanel::Tab>(tab));
    }
    window.restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray());
    window.across_->restoreState(settings.value(QStringLiteral("across")).toByteArray());
    window.split_->restoreState(settings.value(QStringLiteral("split")).toByteArray());
    // The number of sections is part of the state; one of an older program is refused by Qt and the defaults stay.
    window.view_->horizontalHeader()->restoreState(settings.value(QStringLiteral("columns")).toByteArray());
    window.view_->horizontalHeader()->setSectionHidden(0, false);
}

QSize WindowState::dialogSize(const QString& name) const {
    if (file_.isEmpty()) {
        return {};
    }
    const QSettings settings(file_, QSettings::IniFormat);
    return settings.value(QStringLiteral("dialogs/") + name).toSize();
}

void WindowState::keepDialogSize(const QString& name, const QSize& size) const {
    if (!file_.isEmpty()) {
        QSettings settings(file_, QSettings::IniFormat);
        settings.setValue(QStringLiteral("dialogs/") + name, size);
    }
}

QString WindowState::scheme() const {
    const QSettings settings(file_, QSettings::IniFormat);
    return settings.value(QStringLiteral("scheme")).toString();
}

}  // namespace sluice::gui
