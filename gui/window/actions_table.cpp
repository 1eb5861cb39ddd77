#include <QtGlobal>

#include "gui/window/actions.h"

namespace sluice::gui {
namespace {

// clang-format off
constexpr ActionFacts table[] = {
    {ActionId::add, "add", QT_TRANSLATE_NOOP("Action", "&Add…"), "add", "Ctrl+N", QT_TRANSLATE_NOOP("Action", "Add downloads")},
    {ActionId::addFromClipboard, "addFromClipboard", QT_TRANSLATE_NOOP("Action", "Add from &clipboard…"), nullptr, "Ctrl+V", nullptr},
    {ActionId::addFromClipboardNow, "addFromClipboardNow", QT_TRANSLATE_NOOP("Action", "Add from clipboard at &once"), nullptr, "Ctrl+Shift+V", nullptr},
    {ActionId::importList, "importList", QT_TRANSLATE_NOOP("Action", "&Import…"), nullptr, "Ctrl+O", QT_TRANSLATE_NOOP("Action", "Add what a list says: addresses, aria2, Metalink, Sluice, curl")},
    {ActionId::exportList, "exportList", QT_TRANSLATE_NOOP("Action", "&Export…"), nullptr, "Ctrl+S", QT_TRANSLATE_NOOP("Action", "Write the list to a file")},
    {ActionId::closeWindow, "closeWindow", QT_TRANSLATE_NOOP("Action", "Close &window"), nullptr, "Ctrl+W", nullptr},
    {ActionId::quit, "quit", QT_TRANSLATE_NOOP("Action", "&Quit"), nullptr, "Ctrl+Q", nullptr},

    {ActionId::undo, "undo", QT_TRANSLATE_NOOP("Action", "&Undo"), "undo", "Ctrl+Z", QT_TRANSLATE_NOOP("Action", "Take back what was removed or moved last")},
    {ActionId::copyAddress, "copyAddress", QT_TRANSLATE_NOOP("Action", "&Copy address"), "copy", "Ctrl+C", nullptr},
    {ActionId::copyPath, "copyPath", QT_TRANSLATE_NOOP("Action", "Copy &path"), nullptr, "Ctrl+Shift+C", nullptr},
    {ActionId::selectAll, "selectAll", QT_TRANSLATE_NOOP("Action", "Select &all"), nullptr, "Ctrl+A", nullptr},
    {ActionId::selectNone, "selectNone", QT_TRANSLATE_NOOP("Action", "Select &none"), nullptr, "Ctrl+Shift+A", nullptr},
    {ActionId::find, "find", QT_TRANSLATE_NOOP("Action", "&Filter"), "search", "Ctrl+F", QT_TRANSLATE_NOOP("Action", "Show only what matches")},
    {ActionId::clearFilter, "clearFilter", QT_TRANSLATE_NOOP("Action", "C&lear filter"), nullptr, nullptr, nullptr},
    {ActionId::settings, "settings", QT_TRANSLATE_NOOP("Action", "S&ettings…"), "settings", "Ctrl+,", QT_TRANSLATE_NOOP("Action", "Everything that can be set")},

    {ActionId::showToolbar, "showToolbar", QT_TRANSLATE_NOOP("Action", "&Toolbar"), nullptr, nullptr, nullptr, true},
    {ActionId::showMenuBar, "showMenuBar", QT_TRANSLATE_NOOP("Action", "&Menu bar"), nullptr, "Ctrl+Shift+M", nullptr, true},
    {ActionId::showSidebar, "showSidebar", QT_TRANSLATE_NOOP("Action", "&Sidebar"), nullptr, "F9", nullptr, true},
    {ActionId::showPanel, "showPanel", QT_TRANSLATE_NOOP("Action", "&Info panel"), nullptr, "Ctrl+I", nullptr, true},
    {ActionId::panelBelow, "panelBelow", QT_TRANSLATE_NOOP("Action", "Panel &below"), nullptr, nullptr, nullptr, true},
    {ActionId::panelRight, "panelRight", QT_TRANSLATE_NOOP("Action", "Panel on the &right"), nullptr, nullptr, nullptr, true},
    {ActionId::compactRows, "compactRows", QT_TRANSLATE_NOOP("Action", "C&ompact rows"), nullptr, nullptr, nullptr, true},
    {ActionId::showDone, "showDone", QT_TRANSLATE_NOOP("Action", "Show &done"), nullptr, "Ctrl+J", QT_TRANSLATE_NOOP("Action", "Show only what is done")},
    {ActionId::nextPane, "nextPane", QT_TRANSLATE_NOOP("Action", "&Next pane"), nullptr, "F6", nullptr},
    {ActionId::previousPane, "previousPane", QT_TRANSLATE_NOOP("Action", "&Previous pane"), nullptr, "Shift+F6", nullptr},
    {ActionId::schemeSystem, "schemeSystem", QT_TRANSLATE_NOOP("Action", "&As the desktop"), nullptr, nullptr, nullptr, true},
    {ActionId::schemeLight, "schemeLight", QT_TRANSLATE_NOOP("Action", "&Light"), nullptr, nullptr, nullptr, true},
    {ActionId::schemeDark, "schemeDark", QT_TRANSLATE_NOOP("Action", "&Dark"), nullptr, nullptr, nullptr, true},

    {ActionId::tabOverview, "tabOverview", QT_TRANSLATE_NOOP("Action", "&Overview"), nullptr, "Ctrl+1", nullptr},
    {ActionId::tabTiming, "tabTiming", QT_TRANSLATE_NOOP("Action", "&Timing"), nullptr, "Ctrl+2", nullptr},
    {ActionId::tabConnections, "tabConnections", QT_TRANSLATE_NOOP("Action", "&Connections"), nullptr, "Ctrl+3", nullptr},
    {ActionId::tabSegments, "tabSegments", QT_TRANSLATE_NOOP("Action", "&Segments"), nullptr, "Ctrl+4", nullptr},
    {ActionId::tabHeaders, "tabHeaders", QT_TRANSLATE_NOOP("Action", "&Headers"), nullptr, "Ctrl+5", nullptr},
    {ActionId::tabCertificate, "tabCertificate", QT_TRANSLATE_NOOP("Action", "C&ertificate"), nullptr, "Ctrl+6", nullptr},
    {ActionId::tabLog, "tabLog", QT_TRANSLATE_NOOP("Action", "&Log"), nullptr, "Ctrl+7", nullptr},
    {ActionId::tabSpeed, "tabSpeed", QT_TRANSLATE_NOOP("Action", "S&peed"), nullptr, "Ctrl+8", nullptr},
    {ActionId::tabChecksum, "tabChecksum", QT_TRANSLATE_NOOP("Action", "Chec&ksum"), nullptr, "Ctrl+9", nullptr},

    {ActionId::resume, "resume", QT_TRANSLATE_NOOP("Action", "&Resume"), "resume", nullptr, QT_TRANSLATE_NOOP("Action", "Go on with the selected downloads")},
    {ActionId::pause, "pause", QT_TRANSLATE_NOOP("Action", "&Pause"), "pause", nullptr, QT_TRANSLATE_NOOP("Action", "Pause the selected downloads")},
    {ActionId::pauseOrResume, "pauseOrResume", QT_TRANSLATE_NOOP("Action", "Pause or re&sume"), nullptr, "Space", nullptr},
    {ActionId::retry, "retry", QT_TRANSLATE_NOOP("Action", "Re&try"), "retry", "F5", QT_TRANSLATE_NOOP("Action", "Try the selected downloads again now")},
    {ActionId::startOver, "startOver", QT_TRANSLATE_NOOP("Action", "Restart from &zero"), nullptr, nullptr, nullptr},
    {ActionId::remove, "remove", QT_TRANSLATE_NOOP("Action", "Re&move"), "remove", "Del", QT_TRANSLATE_NOOP("Action", "Take the selected downloads off the list; files that are done stay")},
    {ActionId::removeAndTrash, "removeAndTrash", QT_TRANSLATE_NOOP("Action", "Remove and tras&h files"), nullptr, "Shift+Del", nullptr},
    {ActionId::open, "open", QT_TRANSLATE_NOOP("Action", "&Open file or details"), "file", "Return; Enter", nullptr},
    {ActionId::openFolder, "openFolder", QT_TRANSLATE_NOOP("Action", "Open &folder"), "folder", "Ctrl+Return; Ctrl+Enter", QT_TRANSLATE_NOOP("Action", "Open the folder with the file marked")},
    {ActionId::rename, "rename", QT_TRANSLATE_NOOP("Action", "Re&name…"), nullptr, "F2", nullptr},
    {ActionId::newAddress, "newAddress", QT_TRANSLATE_NOOP("Action", "New a&ddress…"), nullptr, nullptr, nullptr},
    {ActionId::moveUp, "moveUp", QT_TRANSLATE_NOOP("Action", "Move &up"), nullptr, "Alt+Up", nullptr},
    {ActionId::moveDown, "moveDown", QT_TRANSLATE_NOOP("Action", "Move &down"), nullptr, "Alt+Down", nullptr},
    {ActionId::moveTop, "moveTop", QT_TRANSLATE_NOOP("Action", "Move to &top"), nullptr, "Alt+Home", nullptr},
    {ActionId::moveBottom, "moveBottom", QT_TRANSLATE_NOOP("Action", "Move to &bottom"), nullptr, "Alt+End", nullptr},
    {ActionId::properties, "properties", QT_TRANSLATE_NOOP("Action", "Propert&ies"), nullptr, "Alt+Return; Alt+Enter", nullptr},

    {ActionId::pauseAll, "pauseAll", QT_TRANSLATE_NOOP("Action", "&Pause all"), nullptr, "Ctrl+Shift+P", nullptr},
    {ActionId::resumeAll, "resumeAll", QT_TRANSLATE_NOOP("Action", "&Resume all"), nullptr, "Ctrl+Shift+R", nullptr},
    {ActionId::clearDone, "clearDone", QT_TRANSLATE_NOOP("Action", "&Clear done"), nullptr, nullptr, QT_TRANSLATE_NOOP("Action", "Take what is done off the list; the files stay")},

    {ActionId::speedLimit, "speedLimit", QT_TRANSLATE_NOOP("Action", "&Speed limit"), nullptr, "Ctrl+L", QT_TRANSLATE_NOOP("Action", "Choose how fast all downloads together may be")},
    {ActionId::limits, "limits", QT_TRANSLATE_NOOP("Action", "&Limits and schedule…"), nullptr, "Ctrl+Shift+L", QT_TRANSLATE_NOOP("Action", "Speed, connections, downloads at once, times of the week")},

    {ActionId::shortcuts, "shortcuts", QT_TRANSLATE_NOOP("Action", "&Keyboard shortcuts"), nullptr, "F1; Ctrl+?", nullptr},
    {ActionId::about, "about", QT_TRANSLATE_NOOP("Action", "&About Sluice"), nullptr, nullptr, nullptr},
};
// clang-format on

constexpr bool inOrder() {
    for (std::size_t i = 0; i < std::size(table); ++i) {
        if (static_cast<std::size_t>(table[i].id) != i) {
            return false;
        }
    }
    return std::size(table) == static_cast<std::size_t>(actionCount);
}
static_assert(inOrder(), "one row per action, in the order of the enum");

}  // namespace

const ActionFacts& factsOf(ActionId id) {
    return table[static_cast<std::size_t>(id)];
}

}  // namespace sluice::gui
