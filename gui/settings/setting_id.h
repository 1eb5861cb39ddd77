#pragma once

namespace sluice::gui {

/// Everything a person can set, in the order of the pages. The order is that of the table in setting_table.cpp.
enum class SettingId {
    askBeforeQuit,
    startHidden,
    restoreLayout,
    titleSpeed,
    doneAct,
    unfinishedAct,

    downloadFolder,
    nameClash,
    askBeforeAdding,
    timeFromServer,
    restartChanged,
    retryLimit,

    downloadsAtOnce,
    connections,
    perHost,
    totalConnections,
    connectTime,
    firstByteTime,
    idleTime,
    family,

    speed,
    schedule,

    proxyUse,
    proxy,
    noProxy,
    proxyUser,
    proxyPassword,
    userAgent,
    caFile,

    tray,
    closeToTray,
    launcherProgress,
    clipboardWatch,
    clipboardTypes,
    keepAwake,

    notifyDone,
    notifyFailed,
    notifyQueueEmpty,
    notifyDiskLow,

    scheme,
    density,
    units,
    count_
};
inline constexpr int settingCount = static_cast<int>(SettingId::count_);

enum class SettingsPageId {
    general,
    downloads,
    connections,
    speed,
    network,
    integration,
    notifications,
    appearance,
    advanced,
    count_
};
inline constexpr int settingsPageCount = static_cast<int>(SettingsPageId::count_);

}  // namespace sluice::gui
