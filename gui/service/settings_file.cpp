#include "gui/service/settings_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

#include <utility>

namespace sluice::service {

namespace {
constexpr qint64 mostBytes = 4 * 1024 * 1024;
}

SettingsFile::SettingsFile(QString path) : path_(std::move(path)) {
    QFile file(path_);
    if (!file.open(QIODevice::ReadOnly)) {
        return;
    }
    const QJsonDocument document = QJsonDocument::fromJson(file.read(mostBytes));
    file.close();
    if (document.isObject()) {
        all_ = document.object();
    } else if (file.size() > 0) {
        QFile::remove(path_ + QStringLiteral(".damaged"));
        QFile::copy(path_, path_ + QStringLiteral(".damaged"));
    }
}

QJsonObject SettingsFile::section(const QString& name) const {
    return all_.value(name).toObject();
}

bool SettingsFile::put(const QString& name, const QJsonObject& values, QString* error) {
    QJsonObject section = all_.value(name).toObject();
    for (auto it = values.begin(); it != values.end(); ++it) {
        section.insert(it.key(), it.value());
    }
    all_.insert(name, section);
    QDir().mkpath(QFileInfo(path_).path());
    QSaveFile file(path_);
    const QByteArray json = QJsonDocument(all_).toJson();
    const bool written = file.open(QIODevice::WriteOnly) &&
                         file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                         file.write(json) == json.size() && file.commit();
    if (!written && error != nullptr) {
        *error = QCoreApplication::translate("SettingsFile", "The settings could not be written to %1: %2")
                     .arg(path_, file.errorString());
    }
    return written;
}

GeneralSettings GeneralSettings::read(const SettingsFile& file) {
    const QJsonObject section = file.section(QStringLiteral("general"));
    GeneralSettings settings;
    const QString folder = section.value(QStringLiteral("downloadFolder")).toString();
    settings.downloadFolder = QDir::isAbsolutePath(folder) ? folder : QString();
    settings.downloadsAtOnce = qBound(1, section.value(QStringLiteral("downloadsAtOnce")).toInt(4), 1000);
    return settings;
}

bool GeneralSettings::write(SettingsFile& file) const {
    return file.put(QStringLiteral("general"), {{QStringLiteral("downloadFolder"), downloadFolder},
                                                {QStringLiteral("downloadsAtOnce"), downloadsAtOnce}});
}

}  // namespace sluice::service
