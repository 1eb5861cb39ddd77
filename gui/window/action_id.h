#pragma once

namespace sluice::gui {

/// Everything a person can set off; each is one QAction, in a menu. The order is that of the table in actions_table.cpp.
enum class ActionId {
    add, addFromClipboard, addFromClipboardNow, closeWindow, quit,
    undo, copyAddress, copyPath, selectAll, selectNone, find, clearFilter,
    showToolbar, showMenuBar, showSidebar, showPanel, panelBelow, panelRight, compactRows, showDone,
    nextPane, previousPane, schemeSystem, schemeLight, schemeDark,
    tabOverview, tabTiming, tabConnections, tabSegments, tabHeaders, tabCertificate, tabLog, tabSpeed, tabChecksum,
    resume, pause, pauseOrResume, retry, startOver, remove, removeAndTrash, open, openFolder, rename, newAddress,
    moveUp, moveDown, moveTop, moveBottom, properties,
    pauseAll, resumeAll, clearDone,
    shortcuts, about,
    count_
};
inline constexpr int actionCount = static_cast<int>(ActionId::count_);

}  // namespace sluice::gui
