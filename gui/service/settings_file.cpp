#include "gui/service/settings_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QMetaObject>
#include <QPointer>
#include <QSaveFile>

#include <utility>

namespace sluice::service {

namespace {
constexpr qint64 mostBytes = 4 * 1024 * 1024;

/// An empty sentence if all is well. Any thread.
QString writeFile(const QString& path, const QByteArray& json) {
    QDir().mkpath(QFileInfo(path).path());
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) &&
                         file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                         file.write(json) == json.size() && file.commit();
    return written ? QString()
                   : QCoreApplication::translate("SettingsFile", "The settings could not be written to %1: %2")
                         .arg(path, file.errorString());
}
}  // namespace

SettingsFile::SettingsFile(QString path) : path_(std::move(path)) {
    writer_.setMaxThreadCount(1);  // what is written last is what was put last
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

SettingsFile::~SettingsFile() {
    waitUntilWritten();
}

QJsonObject SettingsFile::section(const QString& name) const {
    return all_.value(name).toObject();
}

void SettingsFile::merge(const QString& name, const QJsonObject& values) {
    QJsonObject section = all_.value(name).toObject();
    for (auto it = values.begin(); it != values.end(); ++it) {
        section.insert(it.key(), it.value());
    }
    all_.insert(name, section);
}

bool SettingsFile::put(const QString& name, const QJsonObject& values, QString* error) {
    merge(name, values);
    waitUntilWritten();
    const QString sentence = writeFile(path_, QJsonDocument(all_).toJson());
    if (error != nullptr && !sentence.isEmpty()) {
        *error = sentence;
    }
    return sentence.isEmpty();
}

void SettingsFile::putSoon(const QString& name, const QJsonObject& values, QObject* context,
                           std::function<void(const QString&)> failed) {
    merge(name, values);
    writer_.start([path = path_, json = QJsonDocument(all_).toJson(), context = QPointer<QObject>(context),
                   failed = std::move(failed)] {
        const QString sentence = writeFile(path, json);
        if (sentence.isEmpty() || qApp == nullptr) {
            return;
        }
        QMetaObject::invokeMethod(
            qApp,
            [sentence, context, failed] {
                if (context) {
                    failed(sentence);
                }
            },
            Qt::QueuedConnection);
    });
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
