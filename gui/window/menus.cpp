#include "gui/window/menus.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QMenu>
#include <QMenuBar>

#include <initializer_list>

#include "gui/models/queue_column.h"
#include "gui/window/actions.h"
#include "gui/window/queue_view.h"

namespace sluice::gui {
namespace {

class Menus {
    Q_DECLARE_TR_FUNCTIONS(Menus)

  public:
    using Id = ActionId;
    /// What stands between two groups of actions.
    static constexpr Id line = Id::count_;

    static void fill(QMenu& menu, const Actions& actions, std::initializer_list<Id> ids) {
        for (const Id id : ids) {
            id == line ? static_cast<void>(menu.addSeparator()) : menu.addAction(actions[id]);
        }
    }

    static QMenu* add(QMenuBar& bar, const char* name, const QString& title) {
        QMenu* menu = bar.addMenu(title);
        menu->setObjectName(QLatin1String(name));
        return menu;
    }

    static void bar(QMenuBar& bar, const Actions& actions, QMenu* columns) {
        fill(*add(bar, "fileMenu", tr("&File")), actions,
             {Id::add, Id::addFromClipboard, Id::addFromClipboardNow, line, Id::importList, Id::exportList, line,
              Id::closeWindow, Id::quit});
        fill(*add(bar, "editMenu", tr("&Edit")), actions,
             {Id::undo, line, Id::copyAddress, Id::copyPath, line, Id::selectAll, Id::selectNone, line, Id::find,
              Id::clearFilter, line, Id::settings});
        fillView(*add(bar, "viewMenu", tr("&View")), actions, columns);
        QMenu& download = *add(bar, "downloadMenu", tr("&Download"));
        fill(download, actions,
             {Id::resume, Id::pause, Id::pauseOrResume, Id::retry, Id::startOver, line, Id::remove, Id::removeAndTrash,
              line, Id::open, Id::openFolder, Id::rename, Id::newAddress, line});
        fill(*download.addMenu(tr("&Queue")), actions, {Id::moveUp, Id::moveDown, Id::moveTop, Id::moveBottom});
        fill(download, actions, {line, Id::properties});
        fill(*add(bar, "toolsMenu", tr("&Tools")), actions,
             {Id::pauseAll, Id::resumeAll, line, Id::clearDone, line, Id::speedLimit, Id::limits});
        fill(*add(bar, "helpMenu", tr("&Help")), actions, {Id::shortcuts, Id::about});
    }

    static void fillView(QMenu& view, const Actions& actions, QMenu* columns) {
        fill(view, actions,
             {Id::showToolbar, Id::showMenuBar, Id::showSidebar, line, Id::showPanel, Id::panelBelow, Id::panelRight});
        fill(*view.addMenu(tr("P&anel tab")), actions,
             {Id::tabOverview, Id::tabTiming, Id::tabConnections, Id::tabSegments, Id::tabHeaders, Id::tabCertificate,
              Id::tabLog, Id::tabSpeed, Id::tabChecksum});
        view.addSeparator();
        view.addMenu(columns);
        fill(view, actions, {Id::compactRows, Id::showDone, line});
        fill(*view.addMenu(tr("Colour s&cheme")), actions, {Id::schemeSystem, Id::schemeLight, Id::schemeDark});
        fill(view, actions, {line, Id::nextPane, Id::previousPane});
    }

    static void fillColumns(QMenu& menu, QueueView& view) {
        menu.clear();
        for (int i = 1; i < columnCount; ++i) {
            QAction* action = menu.addAction(titleOf(static_cast<Column>(i)));
            action->setCheckable(true);
            action->setChecked(!view.isColumnHidden(i));
            QObject::connect(action, &QAction::toggled, &view,
                             [&view, i](bool shown) { view.setColumnShown(i, shown); });
        }
        menu.addSeparator();
        QObject::connect(menu.addAction(tr("&Fit columns")), &QAction::triggered, &view, &QueueView::fitColumns);
        QObject::connect(menu.addAction(tr("&Default columns")), &QAction::triggered, &view,
                         &QueueView::setDefaultColumns);
    }

    static QString columnsTitle() { return tr("Co&lumns"); }
};

}  // namespace

void fillMenuBar(QMenuBar& bar, const Actions& actions, QMenu* columns) {
    Menus::bar(bar, actions, columns);
}

void fillContextMenu(QMenu& menu, const Actions& actions) {
    using Id = ActionId;
    Menus::fill(menu, actions,
                {Id::open, Id::openFolder, Menus::line, Id::resume, Id::pause, Id::retry, Menus::line, Id::copyAddress,
                 Id::rename, Id::newAddress, Menus::line, Id::remove, Id::removeAndTrash, Menus::line, Id::properties});
}

QMenu* makeColumnsMenu(QueueView& view) {
    auto* menu = new QMenu(Menus::columnsTitle(), &view);
    menu->setObjectName(QStringLiteral("columnsMenu"));
    Menus::fillColumns(*menu, view);
    QObject::connect(menu, &QMenu::aboutToShow, &view, [menu, &view] { Menus::fillColumns(*menu, view); });
    return menu;
}

}  // namespace sluice::gui
