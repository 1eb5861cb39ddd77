#include "gui/window/main_tool_bar.h"

#include <QMenu>
#include <QToolButton>

#include "gui/desktop/icons.h"
#include "gui/window/actions.h"
#include "gui/window/filter_field.h"

namespace sluice::gui {
namespace {

constexpr int iconSide = 20;

}  // namespace

MainToolBar::MainToolBar(const Actions& actions, QMenu* columns, QWidget* parent)
    : QToolBar(tr("Toolbar"), parent), filter_(new FilterField(this)) {
    setObjectName(QStringLiteral("toolBar"));
    setMovable(false);
    setIconSize({iconSide, iconSide});
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    addAction(actions[ActionId::add]);
    addSeparator();
    addAction(actions[ActionId::resume]);
    addAction(actions[ActionId::pause]);
    addAction(actions[ActionId::remove]);
    addSeparator();
    addAction(actions[ActionId::openFolder]);
    auto* spacer = new QWidget(this);
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(spacer);
    addWidget(filter_);
    addSettings(actions, columns);
    nameButtons();
}

void MainToolBar::addSettings(const Actions& actions, QMenu* columns) {
    settings_ = new QToolButton(this);
    settings_->setObjectName(QStringLiteral("settingsButton"));
    settings_->setIcon(icon("settings"));
    settings_->setText(tr("View settings"));
    settings_->setToolTip(tr("Columns, panel, rows and colours"));
    settings_->setPopupMode(QToolButton::InstantPopup);
    // The arrow of a menu button would sit on the icon.
    settings_->setStyleSheet(QStringLiteral("QToolButton::menu-indicator { image: none; }"));
    auto* menu = new QMenu(settings_);
    menu->addMenu(columns);
    menu->addAction(actions[ActionId::compactRows]);
    menu->addSeparator();
    for (const ActionId id : {ActionId::showSidebar, ActionId::showPanel, ActionId::panelBelow, ActionId::panelRight}) {
        menu->addAction(actions[id]);
    }
    menu->addSeparator();
    menu->addSection(tr("Colour scheme"));
    for (const ActionId id : {ActionId::schemeSystem, ActionId::schemeLight, ActionId::schemeDark}) {
        menu->addAction(actions[id]);
    }
    menu->addSeparator();
    menu->addAction(actions[ActionId::settings]);
    settings_->setMenu(menu);
    addWidget(settings_);
}

void MainToolBar::nameButtons() {
    for (auto* button : findChildren<QToolButton*>(QString(), Qt::FindDirectChildrenOnly)) {
        if (button->objectName().startsWith(QLatin1String("qt_"))) {
            continue;  // the overflow button is the style's own
        }
        button->setFocusPolicy(Qt::TabFocus);
        button->setMinimumHeight(28);
        if (button->accessibleName().isEmpty()) {
            button->setAccessibleName(button->text().isEmpty() ? tr("More") : button->text());
        }
    }
    settings_->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

void MainToolBar::adaptTo(int width) {
    if (toolButtonStyle() == Qt::ToolButtonTextBesideIcon) {
        // The filter gives way first, down to its least width.
        widthWithText_ = sizeHint().width() - filter_->sizeHint().width() + filter_->minimumSizeHint().width();
    }
    const auto style = width < widthWithText_ ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon;
    if (style != toolButtonStyle()) {
        setToolButtonStyle(style);
        settings_->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
}

}  // namespace sluice::gui
