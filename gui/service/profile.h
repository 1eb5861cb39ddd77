#pragma once

#include <QString>

namespace sluice::service {

/// Where everything of one user lives. Absolute paths; nothing is made before it is needed.
struct Profile {
    QString dataFolder;      ///< the list: sluice.db, details.db
    QString settingsFile;    ///< settings.json
    QString stateFolder;     ///< sluice.log
    QString runtimeFolder;   ///< the instance socket
    QString downloadFolder;  ///< unless the settings name another

    /// $XDG_DATA_HOME/sluice, $XDG_CONFIG_HOME/sluice, $XDG_STATE_HOME/sluice, $XDG_RUNTIME_DIR/sluice (else a folder
    /// of the user below the temporary one) and the desktop's folder for downloads.
    static Profile standard();
    /// Everything in one folder: tests and portable use (`--profile DIR`). Downloads still go to the desktop's folder.
    static Profile inFolder(const QString& folder);

    QString listFile() const { return dataFolder + QStringLiteral("/sluice.db"); }
    QString detailsFile() const { return dataFolder + QStringLiteral("/details.db"); }
    QString logFile() const { return stateFolder + QStringLiteral("/sluice.log"); }
    QString socketFile() const { return runtimeFolder + QStringLiteral("/instance"); }
    /// Makes the folders, readable by the user alone. False with a sentence if one cannot be made.
    bool makeFolders(QString& error) const;
};

}  // namespace sluice::service
