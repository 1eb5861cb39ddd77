#include "gui/service/profile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <unistd.h>

namespace sluice::service {

namespace {

/// The value of an XDG variable, which counts only if it is absolute (XDG Base Directory Specification).
QString xdgFolder(const char* variable, const QString& otherwise) {
    const QString value = QFile::decodeName(qgetenv(variable));
    return QDir::isAbsolutePath(value) ? QDir::cleanPath(value) : QDir::homePath() + otherwise;
}

QString userRuntimeFolder() {
    const QString value = QFile::decodeName(qgetenv("XDG_RUNTIME_DIR"));
    if (QDir::isAbsolutePath(value) && QFileInfo(value).isWritable()) {
        return QDir::cleanPath(value) + QStringLiteral("/sluice");
    }
    return QDir::tempPath() + QStringLiteral("/sluice-%1").arg(getuid());
}

QString desktopDownloads() {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    return folder.isEmpty() ? QDir::homePath() : folder;
}

/// The path of a socket holds 107 bytes: a longer folder is replaced by one with a name made from it.
QString shortEnough(const QString& folder) {
    if (QFile::encodeName(folder).size() < 96) {
        return folder;
    }
    const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return QDir::tempPath() + QStringLiteral("/sluice-%1-").arg(getuid()) + QString::fromLatin1(hash);
}

/// A folder that others may write to, or that belongs to another, is refused: whoever made it could listen there.
bool isOurs(const QString& folder) {
    const QFileInfo info(folder);
    return info.isDir() && !info.isSymLink() && info.ownerId() == getuid() &&
           !(info.permissions() & (QFileDevice::WriteGroup | QFileDevice::WriteOther));
}

}  // namespace

Profile Profile::standard() {
    Profile profile;
    profile.dataFolder = xdgFolder("XDG_DATA_HOME", QStringLiteral("/.local/share")) + QStringLiteral("/sluice");
    profile.settingsFile =
        xdgFolder("XDG_CONFIG_HOME", QStringLiteral("/.config")) + QStringLiteral("/sluice/settings.json");
    profile.stateFolder = xdgFolder("XDG_STATE_HOME", QStringLiteral("/.local/state")) + QStringLiteral("/sluice");
    profile.runtimeFolder = userRuntimeFolder();
    profile.downloadFolder = desktopDownloads();
    return profile;
}

Profile Profile::inFolder(const QString& folder) {
    const QString absolute = QDir::cleanPath(QDir(folder).absolutePath());
    Profile profile;
    profile.dataFolder = absolute;
    profile.settingsFile = absolute + QStringLiteral("/settings.json");
    profile.stateFolder = absolute;
    profile.runtimeFolder = shortEnough(absolute + QStringLiteral("/run"));
    profile.downloadFolder = desktopDownloads();
    return profile;
}

bool Profile::makeFolders(QString& error) const {
    const QString settingsFolder = QFileInfo(settingsFile).path();
    for (const QString& folder : {dataFolder, settingsFolder, stateFolder, runtimeFolder}) {
        const bool isNew = !QFileInfo::exists(folder);
        const bool made = QDir().mkpath(folder);
        if (made && isNew) {
            QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
        }
        if (!made || !QFileInfo(folder).isWritable()) {
            error = QCoreApplication::translate("Profile", "The folder %1 cannot be made or written to.").arg(folder);
            return false;
        }
    }
    if (!isOurs(runtimeFolder)) {
        error =
            QCoreApplication::translate("Profile", "The folder %1 does not belong to you alone.").arg(runtimeFolder);
        return false;
    }
    return true;
}

}  // namespace sluice::service
