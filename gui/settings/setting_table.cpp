#include <QCoreApplication>

#include "gui/settings/setting_facts.h"

namespace sluice::gui {
namespace {

using Id = SettingId;
using Kind = SettingKind;
using Page = SettingsPageId;

constexpr SettingChoice doneActs[] = {{"open", QT_TRANSLATE_NOOP("Setting", "Open the file")},
                                      {"folder", QT_TRANSLATE_NOOP("Setting", "Open its folder")},
                                      {"panel", QT_TRANSLATE_NOOP("Setting", "Show the info panel")}};
constexpr SettingChoice unfinishedActs[] = {{"panel", QT_TRANSLATE_NOOP("Setting", "Show the info panel")},
                                            {"pause", QT_TRANSLATE_NOOP("Setting", "Pause or resume")},
                                            {"folder", QT_TRANSLATE_NOOP("Setting", "Open its folder")}};
constexpr SettingChoice clashes[] = {
    {"rename", QT_TRANSLATE_NOOP("Setting", "Keep both: add a number")},
    {"overwrite", QT_TRANSLATE_NOOP("Setting", "Replace it when the new one is complete")},
    {"skip", QT_TRANSLATE_NOOP("Setting", "Do not download")}};
constexpr SettingChoice families[] = {{"any", QT_TRANSLATE_NOOP("Setting", "IPv4 and IPv6")},
                                      {"v4", QT_TRANSLATE_NOOP("Setting", "IPv4 only")},
                                      {"v6", QT_TRANSLATE_NOOP("Setting", "IPv6 only")}};
constexpr SettingChoice proxyUses[] = {{"environment", QT_TRANSLATE_NOOP("Setting", "As the environment says")},
                                       {"none", QT_TRANSLATE_NOOP("Setting", "None")},
                                       {"manual", QT_TRANSLATE_NOOP("Setting", "The one below")}};
constexpr SettingChoice awake[] = {{"never", QT_TRANSLATE_NOOP("Setting", "Never")},
                                   {"mains", QT_TRANSLATE_NOOP("Setting", "On mains power only")},
                                   {"always", QT_TRANSLATE_NOOP("Setting", "Always")}};
constexpr SettingChoice schemes[] = {{"system", QT_TRANSLATE_NOOP("Setting", "As the desktop")},
                                     {"light", QT_TRANSLATE_NOOP("Setting", "Light")},
                                     {"dark", QT_TRANSLATE_NOOP("Setting", "Dark")}};
constexpr SettingChoice densities[] = {{"normal", QT_TRANSLATE_NOOP("Setting", "Normal")},
                                       {"compact", QT_TRANSLATE_NOOP("Setting", "Compact")}};
constexpr SettingChoice unitNames[] = {{"iec", QT_TRANSLATE_NOOP("Setting", "KiB, MiB, GiB (1024)")},
                                       {"si", QT_TRANSLATE_NOOP("Setting", "kB, MB, GB (1000)")}};

constexpr auto closing = QT_TRANSLATE_NOOP("Setting", "Starting and ending");
constexpr auto clicks = QT_TRANSLATE_NOOP("Setting", "Double-click or Enter");
constexpr auto places = QT_TRANSLATE_NOOP("Setting", "Files");
constexpr auto attempts = QT_TRANSLATE_NOOP("Setting", "When something goes wrong");
constexpr auto numbers = QT_TRANSLATE_NOOP("Setting", "How many");
constexpr auto waits = QT_TRANSLATE_NOOP("Setting", "How long to wait");
constexpr auto allSpeed = QT_TRANSLATE_NOOP("Setting", "All downloads together");
constexpr auto week = QT_TRANSLATE_NOOP("Setting", "Times of the week");
constexpr auto proxies = QT_TRANSLATE_NOOP("Setting", "Proxy, for downloads that start from now on");
constexpr auto requests = QT_TRANSLATE_NOOP("Setting", "Requests, from now on");
constexpr auto desktop = QT_TRANSLATE_NOOP("Setting", "Tray and launcher");
constexpr auto clipboard = QT_TRANSLATE_NOOP("Setting", "Clipboard");
constexpr auto power = QT_TRANSLATE_NOOP("Setting", "Power");
constexpr auto events = QT_TRANSLATE_NOOP("Setting", "Tell me while the window is not in front");
constexpr auto looks = QT_TRANSLATE_NOOP("Setting", "Look");
constexpr auto seconds = QT_TRANSLATE_NOOP("Setting", " s");

// clang-format off
constexpr SettingFacts table[] = {
    {Id::askBeforeQuit, "general.askBeforeQuit", Page::general, closing, Kind::flag, "true", QT_TRANSLATE_NOOP("Setting", "Ask before quitting while downloads run"),
     QT_TRANSLATE_NOOP("Setting", "They go on from where they are at the next start in any case.")},
    {Id::startHidden, "general.startHidden", Page::general, closing, Kind::flag, "false", QT_TRANSLATE_NOOP("Setting", "Start in the tray, without a window"),
     QT_TRANSLATE_NOOP("Setting", "Only on desktops that have a tray."), 0, 0, nullptr, nullptr, {}, Id::tray, "true"},
    {Id::restoreLayout, "general.restoreLayout", Page::general, closing, Kind::flag, "true", QT_TRANSLATE_NOOP("Setting", "Open the window as it was left"),
     QT_TRANSLATE_NOOP("Setting", "Size, panes, columns and the panel's tab.")},
    {Id::titleSpeed, "general.titleSpeed", Page::general, closing, Kind::flag, "true", QT_TRANSLATE_NOOP("Setting", "Number and speed of downloads in the window's title"),
     QT_TRANSLATE_NOOP("Setting", "Changes at most once a second.")},
    {Id::doneAct, "general.doneAct", Page::general, clicks, Kind::choice, "open", QT_TRANSLATE_NOOP("Setting", "On a finished download"),
     QT_TRANSLATE_NOOP("Setting", "What a double-click or Enter does to it."), 0, 0, nullptr, nullptr, doneActs},
    {Id::unfinishedAct, "general.unfinishedAct", Page::general, clicks, Kind::choice, "panel", QT_TRANSLATE_NOOP("Setting", "On any other"),
     QT_TRANSLATE_NOOP("Setting", "A failed one shows its log, one that runs its timing."), 0, 0, nullptr, nullptr, unfinishedActs},

    {Id::downloadFolder, "general.downloadFolder", Page::downloads, places, Kind::folder, "", QT_TRANSLATE_NOOP("Setting", "Save in"),
     QT_TRANSLATE_NOOP("Setting", "Unless another folder is chosen while adding. Empty: the desktop's folder for downloads."), 0, 0, nullptr, QT_TRANSLATE_NOOP("Setting", "The desktop's folder for downloads")},
    {Id::nameClash, "downloads.nameClash", Page::downloads, places, Kind::choice, "rename", QT_TRANSLATE_NOOP("Setting", "If a file of that name exists"),
     QT_TRANSLATE_NOOP("Setting", "For downloads that are added from now on."), 0, 0, nullptr, nullptr, clashes},
    {Id::askBeforeAdding, "downloads.ask", Page::downloads, places, Kind::flag, "true", QT_TRANSLATE_NOOP("Setting", "Show the dialog when addresses are pasted or dropped"),
     QT_TRANSLATE_NOOP("Setting", "Otherwise they are downloaded at once.")},
    {Id::timeFromServer, "runs.timeFromServer", Page::downloads, places, Kind::flag, "false", QT_TRANSLATE_NOOP("Setting", "Give files the time that the server says"),
     QT_TRANSLATE_NOOP("Setting", "Otherwise the time at which they were complete.")},
    {Id::restartChanged, "runs.restartChanged", Page::downloads, attempts, Kind::flag, "false", QT_TRANSLATE_NOOP("Setting", "Start over if the file changed on the server"),
     QT_TRANSLATE_NOOP("Setting", "Otherwise the part is kept and you are asked. After three times you are asked in any case.")},
    {Id::retryLimit, "runs.retryLimit", Page::downloads, attempts, Kind::number, "5", QT_TRANSLATE_NOOP("Setting", "Attempts without a new byte"),
     QT_TRANSLATE_NOOP("Setting", "After so many a download fails, or is tried once an hour if only the network was to blame."), 1, 1000},

    {Id::downloadsAtOnce, "limits.downloadsAtOnce", Page::connections, numbers, Kind::number, "4", QT_TRANSLATE_NOOP("Setting", "Downloads at once"),
     QT_TRANSLATE_NOOP("Setting", "The others wait in the queue."), 1, 1000},
    {Id::connections, "limits.connections", Page::connections, numbers, Kind::number, "0", QT_TRANSLATE_NOOP("Setting", "Connections of a download"),
     QT_TRANSLATE_NOOP("Setting", "As many as help, up to 8, unless you say a number."), 0, 64, nullptr, QT_TRANSLATE_NOOP("Setting", "Found by measuring")},
    {Id::perHost, "limits.perHost", Page::connections, numbers, Kind::number, "8", QT_TRANSLATE_NOOP("Setting", "Connections to one server, at most"),
     QT_TRANSLATE_NOOP("Setting", "All downloads from it together."), 1, 64},
    {Id::totalConnections, "limits.total", Page::connections, numbers, Kind::number, "64", QT_TRANSLATE_NOOP("Setting", "Connections in total, at most"),
     QT_TRANSLATE_NOOP("Setting", "All downloads together."), 1, 1000},
    {Id::connectTime, "runs.connectTime", Page::connections, waits, Kind::number, "30", QT_TRANSLATE_NOOP("Setting", "For a connection"),
     QT_TRANSLATE_NOOP("Setting", "Name lookup, connecting and encryption together."), 1, 3600, seconds},
    {Id::firstByteTime, "runs.firstByteTime", Page::connections, waits, Kind::number, "60", QT_TRANSLATE_NOOP("Setting", "For the first byte of an answer"),
     QT_TRANSLATE_NOOP("Setting", "Counted from when the request was sent."), 1, 3600, seconds},
    {Id::idleTime, "runs.idleTime", Page::connections, waits, Kind::number, "30", QT_TRANSLATE_NOOP("Setting", "For the next byte"),
     QT_TRANSLATE_NOOP("Setting", "A connection that stands still so long is made anew."), 1, 3600, seconds},
    {Id::family, "runs.family", Page::connections, waits, Kind::choice, "any", QT_TRANSLATE_NOOP("Setting", "Addresses"),
     QT_TRANSLATE_NOOP("Setting", "For networks on which one of them does not work."), 0, 0, nullptr, nullptr, families},

    {Id::speed, "limits.speed", Page::speed, allSpeed, Kind::speed, "0", QT_TRANSLATE_NOOP("Setting", "Limit the speed to"),
     QT_TRANSLATE_NOOP("Setting", "Felt at once. The button in the status bar (Ctrl+L) changes it too.")},
    {Id::schedule, "limits.schedule", Page::speed, week, Kind::schedule, "", QT_TRANSLATE_NOOP("Setting", "Schedule"),
     QT_TRANSLATE_NOOP("Setting", "Choose hours, then say what holds in them. L: limited, ×: nothing is downloaded.")},

    {Id::proxyUse, "network.proxyUse", Page::network, proxies, Kind::choice, "environment", QT_TRANSLATE_NOOP("Setting", "Use a proxy"),
     QT_TRANSLATE_NOOP("Setting", "The environment: the variables http_proxy, https_proxy, all_proxy and no_proxy."), 0, 0, nullptr, nullptr, proxyUses},
    {Id::proxy, "network.proxy", Page::network, proxies, Kind::text, "", QT_TRANSLATE_NOOP("Setting", "Address"),
     QT_TRANSLATE_NOOP("Setting", "http://, https://, socks4://, socks4a://, socks5:// or socks5h://, then host and port."), 0, 0, nullptr, QT_TRANSLATE_NOOP("Setting", "http://proxy.example.org:3128"), {}, Id::proxyUse, "manual"},
    {Id::noProxy, "network.noProxy", Page::network, proxies, Kind::text, "", QT_TRANSLATE_NOOP("Setting", "Not for"),
     QT_TRANSLATE_NOOP("Setting", "Names (with what is below them), addresses or networks, with commas between."), 0, 0, nullptr, QT_TRANSLATE_NOOP("Setting", "localhost, example.org, 10.0.0.0/8"), {}, Id::proxyUse, "manual"},
    {Id::proxyUser, "network.proxyUser", Page::network, proxies, Kind::text, "", QT_TRANSLATE_NOOP("Setting", "User"),
     QT_TRANSLATE_NOOP("Setting", "User and password are kept in memory only and forgotten when Sluice ends."), 0, 0, nullptr, QT_TRANSLATE_NOOP("Setting", "No login"), {}, Id::proxyUse, "manual"},
    {Id::proxyPassword, "network.proxyPassword", Page::network, proxies, Kind::secret, "", QT_TRANSLATE_NOOP("Setting", "Password"),
     QT_TRANSLATE_NOOP("Setting", "Never written to the disk."), 0, 0, nullptr, nullptr, {}, Id::proxyUse, "manual"},
    {Id::userAgent, "network.userAgent", Page::network, requests, Kind::text, "", QT_TRANSLATE_NOOP("Setting", "User agent"),
     QT_TRANSLATE_NOOP("Setting", "What Sluice calls itself to servers, unless a download says otherwise."), 0, 0, nullptr, QT_TRANSLATE_NOOP("Setting", "Sluice's own")},
    {Id::caFile, "network.caFile", Page::network, requests, Kind::file, "", QT_TRANSLATE_NOOP("Setting", "More trusted certificates"),
     QT_TRANSLATE_NOOP("Setting", "A file in PEM form with issuers that are trusted beside the system's."), 0, 0, nullptr, QT_TRANSLATE_NOOP("Setting", "Only those of the system")},

    {Id::tray, "integration.tray", Page::integration, desktop, Kind::flag, "true", QT_TRANSLATE_NOOP("Setting", "Icon in the tray"),
     QT_TRANSLATE_NOOP("Setting", "Where the desktop has a tray.")},
    {Id::closeToTray, "integration.closeToTray", Page::integration, desktop, Kind::flag, "true", QT_TRANSLATE_NOOP("Setting", "Closing the window leaves Sluice in the tray"),
     QT_TRANSLATE_NOOP("Setting", "Where there is no tray, closing always quits. Ctrl+Q quits in any case."), 0, 0, nullptr, nullptr, {}, Id::tray, "true"},
    {Id::launcherProgress, "integration.launcherProgress", Page::integration, desktop, Kind::flag, "true", QT_TRANSLATE_NOOP("Setting", "Progress on the icon in the launcher"),
     QT_TRANSLATE_NOOP("Setting", "Shown by Plasma, Dash to Dock and others.")},
    {Id::clipboardWatch, "integration.clipboardWatch", Page::integration, clipboard, Kind::flag, "false", QT_TRANSLATE_NOOP("Setting", "Offer addresses that other programs copy"),
     QT_TRANSLATE_NOOP("Setting", "As a notification; nothing is asked of the network. On Wayland only what is copied while Sluice gets the focus is seen.")},
    {Id::clipboardTypes, "integration.clipboardTypes", Page::integration, clipboard, Kind::text, "7z apk appimage bz2 deb dmg exe flac gz img iso jar mkv mp3 mp4 msi pdf rar rpm tar tgz xz zip zst", QT_TRANSLATE_NOOP("Setting", "Only files that end in"),
     QT_TRANSLATE_NOOP("Setting", "With blanks between. Empty: every address."), 0, 0, nullptr, QT_TRANSLATE_NOOP("Setting", "Every address"), {}, Id::clipboardWatch, "true"},
    {Id::keepAwake, "integration.keepAwake", Page::integration, power, Kind::choice, "mains", QT_TRANSLATE_NOOP("Setting", "Keep the computer awake"),
     QT_TRANSLATE_NOOP("Setting", "While something is downloaded; the screen may go dark."), 0, 0, nullptr, nullptr, awake},

    {Id::notifyDone, "notifications.done", Page::notifications, events, Kind::flag, "true", QT_TRANSLATE_NOOP("Setting", "A download is done"),
     QT_TRANSLATE_NOOP("Setting", "More than three within five seconds become one notification.")},
    {Id::notifyFailed, "notifications.failed", Page::notifications, events, Kind::flag, "true", QT_TRANSLATE_NOOP("Setting", "A download has failed"),
     QT_TRANSLATE_NOOP("Setting", "With the cause; not for what is tried again by itself.")},
    {Id::notifyQueueEmpty, "notifications.queueEmpty", Page::notifications, events, Kind::flag, "true", QT_TRANSLATE_NOOP("Setting", "All downloads are done"),
     QT_TRANSLATE_NOOP("Setting", "When nothing runs or waits any more, if there were several.")},
    {Id::notifyDiskLow, "notifications.diskLow", Page::notifications, events, Kind::flag, "true", QT_TRANSLATE_NOOP("Setting", "The disk is nearly full"),
     QT_TRANSLATE_NOOP("Setting", "When less than 1 GiB is free where downloads go.")},

    {Id::scheme, "appearance.scheme", Page::appearance, looks, Kind::choice, "system", QT_TRANSLATE_NOOP("Setting", "Colours"),
     QT_TRANSLATE_NOOP("Setting", "As the desktop follows its light and dark mode while Sluice runs."), 0, 0, nullptr, nullptr, schemes},
    {Id::density, "appearance.density", Page::appearance, looks, Kind::choice, "normal", QT_TRANSLATE_NOOP("Setting", "Rows of the list"),
     QT_TRANSLATE_NOOP("Setting", "28 or 22 pixels high, more with a large font."), 0, 0, nullptr, nullptr, densities},
    {Id::units, "appearance.units", Page::appearance, looks, Kind::choice, "iec", QT_TRANSLATE_NOOP("Setting", "Units of sizes and speeds"),
     QT_TRANSLATE_NOOP("Setting", "Limits are always set in KiB/s."), 0, 0, nullptr, nullptr, unitNames},
};
// clang-format on

constexpr bool inOrder() {
    for (std::size_t i = 0; i < std::size(table); ++i) {
        if (static_cast<std::size_t>(table[i].id) != i) {
            return false;
        }
    }
    return std::size(table) == static_cast<std::size_t>(settingCount);
}
static_assert(inOrder(), "one row per setting, in the order of the enum");

struct PageFacts {
    const char* title;
    const char* icon;
};
constexpr PageFacts pages[settingsPageCount] = {
    {QT_TRANSLATE_NOOP("Setting", "General"), "settings"},
    {QT_TRANSLATE_NOOP("Setting", "Downloads"), "folder"},
    {QT_TRANSLATE_NOOP("Setting", "Connections"), "page-connections"},
    {QT_TRANSLATE_NOOP("Setting", "Speed"), "page-speed"},
    {QT_TRANSLATE_NOOP("Setting", "Network"), "page-network"},
    {QT_TRANSLATE_NOOP("Setting", "Integration"), "page-integration"},
    {QT_TRANSLATE_NOOP("Setting", "Notifications"), "page-notifications"},
    {QT_TRANSLATE_NOOP("Setting", "Appearance"), "page-appearance"},
    {QT_TRANSLATE_NOOP("Setting", "Advanced"), "page-advanced"},
};

}  // namespace

const SettingFacts& factsOf(SettingId id) {
    return table[static_cast<std::size_t>(id)];
}

bool isOfQueue(SettingId id) {
    const QLatin1String key(factsOf(id).key);
    return key.startsWith(QLatin1String("limits.")) || key.startsWith(QLatin1String("runs.")) ||
           key.startsWith(QLatin1String("network."));
}

QString settingText(const char* text) {
    return text != nullptr ? QCoreApplication::translate("Setting", text) : QString();
}

QString titleOf(SettingsPageId page) {
    return settingText(pages[static_cast<std::size_t>(page)].title);
}

const char* iconOf(SettingsPageId page) {
    return pages[static_cast<std::size_t>(page)].icon;
}

}  // namespace sluice::gui
