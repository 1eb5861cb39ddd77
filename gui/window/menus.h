#pragma once

class QMenu;
class QMenuBar;
class QToolBar;

namespace sluice::gui {

class Actions;
class QueueView;

/// File, Edit, View, Download, Tools, Help. The columns' menu is `columns`.
void fillMenuBar(QMenuBar& bar, const Actions& actions, QMenu* columns);

/// The context menu of the list: the Download menu's own actions, twelve at most.
void fillContextMenu(QMenu& menu, const Actions& actions);

/// A menu that shows and hides columns, fits them and sets them back; built when it opens.
QMenu* makeColumnsMenu(QueueView& view);

}  // namespace sluice::gui
